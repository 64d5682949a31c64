namespace FlowLogStack.Simulation;

/// <summary>The section with the alarms on the records of each account alone.</summary>
static class AccountSection
{
    public static void Write(HtmlWriter html, BacktestResult result)
    {
        if (result.Accounts is not { } accounts)
            return;
        html.Write($"<section aria-labelledby=\"accounts\"><h2 id=\"accounts\">Accounts</h2>");
        if (accounts.Count == 0)
        {
            html.Write($"<p class=\"hint\">No record has an account.</p></section>");
            return;
        }

        html.Write($"<p class=\"hint\">Each alarm on the records of one account alone.</p>");
        html.Write($"<table class=\"plain\"><caption>Accounts</caption><thead><tr><th scope=\"col\">Account</th>");
        html.Write($"<th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">ALARM count</th>");
        html.Write($"<th scope=\"col\">Alarms that entered ALARM</th></tr></thead><tbody>");
        foreach (var account in accounts)
        {
            html.Write($"<tr><th scope=\"row\">{account.Account}</th><td class=\"number\">{NumberText.Count(account.Records)}</td>");
            html.Write($"<td class=\"number\">{NumberText.Count(account.TimesInAlarm)}</td><td>");
            foreach (var alarm in account.Alarms.Where(alarm => alarm.TimesInAlarm > 0))
                html.Write($"<div>{alarm.Name}: {NumberText.Count(alarm.TimesInAlarm)}, {TimeText.Length(alarm.TimeInAlarm)}</div>");
            html.Write($"</td></tr>");
        }

        html.Write($"</tbody></table></section>");
    }
}
