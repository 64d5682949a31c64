namespace FlowLogStack.Simulation;

/// <summary>The last section of a backtest report: alarms that weren't simulated, and notes.</summary>
static class RemarksSection
{
    public static void Write(HtmlWriter html, BacktestResult result)
    {
        if (result.NotSimulated.Count > 0)
        {
            html.Write($"<section aria-labelledby=\"not-simulated\"><h2 id=\"not-simulated\">Not simulated</h2><table class=\"plain\"><caption "
                + $"class=\"unseen\">Alarms of the template that were not simulated, and why</caption><thead><tr><th scope=\"col\">Alarm</th><th "
                + $"scope=\"col\">Because</th></tr></thead><tbody>");
            foreach (var alarm in result.NotSimulated)
                html.Write($"<tr><td>{alarm.Name}</td><td>{alarm.Reason}</td></tr>");
            html.Write($"</tbody></table></section>");
        }

        if (result.Notes.Count == 0)
            return;
        html.Write($"<section aria-labelledby=\"notes\"><h2 id=\"notes\">Notes</h2><ul class=\"notes\">");
        foreach (var note in result.Notes)
            html.Write($"<li>{note}</li>");
        html.Write($"</ul></section>");
    }
}
