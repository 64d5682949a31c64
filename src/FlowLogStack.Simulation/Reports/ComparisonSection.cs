namespace FlowLogStack.Simulation;

/// <summary>The section with the differences between the tested template and another one, for a review.</summary>
static class ComparisonSection
{
    const int MostEpisodes = 200;

    public static void Write(HtmlWriter html, BacktestComparison comparison, IReadOnlyList<AlarmView> alarms)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var view in alarms)
            ids.TryAdd(view.Alarm.LogicalId, view.Id);
        html.Write($"<section aria-labelledby=\"comparison\"><h2 id=\"comparison\">What the change does</h2>");
        html.Write($"<p class=\"hint\">Against <code>{comparison.Before}</code>, on the same logs.</p><p class=\"balance\">{Balance(comparison)}</p>");
        WriteTotals(html, comparison);
        WriteAlarms(html, comparison, ids);
        WriteEpisodes(html, comparison, ids);
        html.Write($"</section>");
    }

    static void WriteTotals(HtmlWriter html, BacktestComparison comparison)
    {
        var (before, after) = (comparison.TotalsBefore, comparison.TotalsAfter);
        html.Write($"<table class=\"plain totals\"><caption>Totals</caption><thead><tr><td></td><th scope=\"col\" class=\"number\">Before</th>");
        html.Write($"<th scope=\"col\" class=\"number\">After</th><th scope=\"col\" class=\"number\">Change</th></tr></thead><tbody>");
        foreach (var (name, old, now) in new[] { ("Alarms", before.Alarms, after.Alarms),
            ("Alarms that entered ALARM", before.AlarmsInAlarm, after.AlarmsInAlarm), ("Incidents", before.Incidents, after.Incidents),
            ("ALARM count", before.TimesInAlarm, after.TimesInAlarm) })
            html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"number\">{NumberText.Count(old)}</td><td "
                + $"class=\"number\">{NumberText.Count(now)}</td><td "
                + $"class=\"number\">{NumberText.Change(now - old, NumberText.Count(Math.Abs(now - old)))}</td></tr>");
        var change = after.TimeInAlarm - before.TimeInAlarm;
        html.Write($"<tr><th scope=\"row\">Time in ALARM</th><td class=\"number\">{TimeText.Length(before.TimeInAlarm)}</td>");
        html.Write($"<td class=\"number\">{TimeText.Length(after.TimeInAlarm)}</td>");
        html.Write($"<td class=\"number\">{NumberText.Change(change.Ticks, TimeText.Length(change.Duration()))}</td></tr></tbody></table>");
    }

    static string Balance(BacktestComparison comparison)
    {
        var (added, silenced) = (comparison.AddedEpisodes.Count, comparison.SilencedEpisodes.Count);
        if (added + silenced == 0)
            return "No period in ALARM is added or removed.";
        return $"{NumberText.Plural(added, "period")} in ALARM {(added == 1 ? "is" : "are")} added, "
            + $"and {NumberText.Count(silenced)} {(silenced == 1 ? "is" : "are")} removed.";
    }

    static void WriteAlarms(HtmlWriter html, BacktestComparison comparison, Dictionary<string, string> ids)
    {
        if (comparison.AddedAlarms.Count + comparison.RemovedAlarms.Count + comparison.ChangedAlarms.Count == 0)
            return;
        html.Write($"<table class=\"plain\"><caption>Alarms</caption><thead><tr><th scope=\"col\">Alarm</th><th scope=\"col\">Change</th></tr></thead><tbody>");
        foreach (var alarm in comparison.AddedAlarms)
            WriteAlarm(html, alarm, ids, "added", "+ added");
        foreach (var alarm in comparison.RemovedAlarms)
            WriteAlarm(html, alarm, ids, "removed", "− removed");
        foreach (var change in comparison.ChangedAlarms)
        {
            html.Write($"<tr><td>");
            WriteName(html, change.Alarm, ids);
            html.Write($"</td><td>");
            foreach (var (setting, before, after) in change.Settings)
                html.Write($"<div>{setting}: <del>{Quoted(before)}</del> → <ins>{Quoted(after)}</ins></div>");
            html.Write($"</td></tr>");
        }

        html.Write($"</tbody></table>");
    }

    static string Quoted(string value) => value.Length == 0 ? "none" : value;

    static void WriteAlarm(HtmlWriter html, AlarmReference alarm, Dictionary<string, string> ids, string style, string change)
    {
        html.Write($"<tr><td>");
        WriteName(html, alarm, ids);
        html.Write($"</td><td><span class=\"change-{style}\">{change}</span></td></tr>");
    }

    static void WriteEpisodes(HtmlWriter html, BacktestComparison comparison, Dictionary<string, string> ids)
    {
        var episodes = comparison.AddedEpisodes.Select(episode => (Style: "added", Change: "+ added", Episode: episode))
            .Concat(comparison.SilencedEpisodes.Select(episode => (Style: "removed", Change: "− removed", Episode: episode)))
            .OrderBy(entry => entry.Episode.Period.From)
            .ToList();
        if (episodes.Count == 0)
            return;
        html.Write($"<table class=\"plain\"><caption>Periods in ALARM</caption><thead><tr><th scope=\"col\">Alarm</th><th scope=\"col\">Change</th>");
        html.Write($"<th scope=\"col\">From, UTC</th><th scope=\"col\" class=\"number\">For</th></tr></thead><tbody>");
        foreach (var (style, change, episode) in episodes.Take(MostEpisodes))
        {
            html.Write($"<tr><td>");
            WriteName(html, episode.Alarm, ids);
            html.Write($"</td><td><span class=\"change-{style}\">{change}</span></td><td>");
            html.WriteTime(episode.Period.From, TimeText.Full(episode.Period.From));
            html.Write($"</td><td class=\"number\">{TimeText.Length(episode.Period.Duration)}</td></tr>");
        }

        html.Write($"</tbody></table>");
        if (episodes.Count > MostEpisodes)
            html.Write($"<p class=\"note\">{NumberText.Count(episodes.Count - MostEpisodes)} more are not listed here.</p>");
    }

    static void WriteName(HtmlWriter html, AlarmReference alarm, Dictionary<string, string> ids)
    {
        if (ids.TryGetValue(alarm.LogicalId, out var id))
            html.Write($"<a href=\"#{id}\">{alarm.Name}</a>");
        else
            html.Write($"{alarm.Name}");
    }
}
