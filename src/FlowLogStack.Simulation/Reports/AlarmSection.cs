namespace FlowLogStack.Simulation;

/// <summary>The section of one alarm in a backtest report: its timeline, numbers and top contributors.</summary>
static class AlarmSection
{
    // The report lists a limited number of changes; the JSON output has all of them.
    const int MostChanges = 200;
    const int MostIncidents = 50;

    // The alarms are sorted, so these are the worst. The others are a click away.
    const int Unfolded = 3;

    public static void WriteAll(HtmlWriter html, IReadOnlyList<AlarmView> alarms, TimeAxis axis)
    {
        var worst = alarms.Where(view => view.Rank is AlarmRank.Fired).Take(Unfolded).ToHashSet();
        foreach (var view in alarms)
            Write(html, view, axis, worst.Contains(view));
    }

    static void Write(HtmlWriter html, AlarmView view, TimeAxis axis, bool isOpen)
    {
        var alarm = view.Alarm;
        var rank = OverviewSection.RankName(view.Rank);
        html.Write($"<details class=\"alarm rank-{rank}\" id=\"{view.Id}\" data-rank=\"{rank}\" data-name=\"{alarm.Name}\"");
        html.WriteMarkup(isOpen ? " open>" : ">");
        html.Write($"<summary><h3>{alarm.Name}</h3>");
        SeverityBadge.Write(html, alarm.Severity);
        html.Write($" <span class=\"outcome\">{AlarmSentences.Outcome(alarm)}</span>");
        SeverityBadge.Write(html, view.Judgement);
        html.Write($"</summary><div class=\"alarm-body\">");
        html.Write($"<div class=\"alarm-main\">");
        if (alarm.Description.Length > 0)
            html.Write($"<p class=\"description\">{alarm.Description}</p>");
        html.Write($"<p class=\"evaluation\">{AlarmSentences.Evaluation(alarm)}</p><p class=\"metric\">");
        html.Write($"<span>{MetricLabel(alarm)}</span> <code>{alarm.Metric}</code></p>");
        foreach (var pattern in alarm.Patterns)
            WritePattern(html, pattern);
        WriteChart(html, view, axis);
        WriteNumbers(html, view, axis);
        WriteIncidents(html, view);
        foreach (var note in alarm.Notes)
            html.Write($"<p class=\"note\">{note}</p>");
        html.Write($"</div>");
        WriteEvidence(html, alarm, axis);
        html.Write($"</div></details>");
    }

    static string MetricLabel(AlarmOutcome alarm) =>
        alarm.Kind is AlarmKind.Composite ? "Rule" : alarm.Statistic is { } statistic ? $"{statistic} of" : "Expression";

    static void WritePattern(HtmlWriter html, string pattern)
    {
        var conditions = PatternText.Conditions(pattern);
        if (conditions == pattern)
            html.Write($"<p class=\"metric\"><span>Filter</span> <code>{pattern}</code></p>");
        else
            html.Write($"<details class=\"metric pattern\"><summary><span>Filter</span> "
                + $"<code>{conditions}</code></summary><p><code>{pattern}</code></p></details>");
    }

    static void WriteChart(HtmlWriter html, AlarmView view, TimeAxis axis)
    {
        var label = $"{view.Alarm.Name}: {AlarmSentences.Outcome(view.Alarm)}";
        if (view.Chart is { } chart)
        {
            chart.Write(html, view.ChartId, label, isDrawn: true);
            WriteLegend(html, chart, view.Alarm);
            return;
        }

        html.Write($"<div class=\"chart\"><div class=\"chart-y\"></div><div class=\"plot\" data-chart=\"{view.ChartId}\" role=\"img\" aria-label=\"{label}\">");
        view.Attacks.Write(html);
        view.States.Write(html);
        html.Write($"<div class=\"hair\"></div></div>");
        SeriesChart.WriteTime(html, axis);
        html.Write($"</div>");
    }

    static void WriteLegend(HtmlWriter html, SeriesChart chart, AlarmOutcome alarm)
    {
        var series = chart.Series;
        html.Write($"<p class=\"legend\">");
        if (series.DatapointsPerStep > 1)
            html.Write($"<span>One step is {TimeText.Length(series.Step)}: of its {NumberText.Count(series.DatapointsPerStep)} datapoints "
                + $"the {(chart.Threshold.IsBelow ? "lowest" : "highest")}.</span> ");
        if (chart.Values.IsLogarithmic)
            html.Write($"<span>Logarithmic scale.</span> ");
        if (alarm.Band.Count > 0)
            html.Write($"<span><i class=\"key key-band\"></i>expected band</span> ");
        if (series.Buckets.Any(bucket => bucket.Breaches))
            html.Write($"<span><i class=\"key key-breach\"></i>{Threshold.Of(alarm).Text}</span> ");
        html.Write($"</p>");
    }

    static void WriteNumbers(HtmlWriter html, AlarmView view, TimeAxis axis)
    {
        var alarm = view.Alarm;
        html.Write($"<dl class=\"numbers\">");
        Number(html, "Incidents", alarm.TimesInAlarm == 0 ? "none" : NumberText.Count(alarm.Incidents), More(alarm));
        Number(html, "In ALARM", alarm.TimesInAlarm == 0 ? "–" : TimeText.Length(alarm.TimeInAlarm), alarm.TimesInAlarm == 0 ? ""
            : $"{NumberText.Share(alarm.TimeInAlarm.Ticks, axis.Length.Ticks)} of the time");
        if (view.Judgement is not Judgement.None)
            Number(html, "Outside of the attacks", view.Judgement is Judgement.Expected ? "never" : TimeText.Length(view.Review.TimeOutside(alarm)));
        Number(html, "First, UTC", alarm.FirstAlarm is { } first ? axis.Text(first) : "–");
        if (alarm.Kind is not AlarmKind.Composite)
        {
            Number(html, Threshold.Of(alarm).IsBelow ? "Lowest value" : "Highest value", alarm.Peak is { } peak ? NumberText.Exact(peak)
                : "–", AlarmRanking.Nearness(alarm) is { } nearness ? AlarmSentences.Nearness(nearness) : "");
            Number(html, "Threshold", Threshold.Of(alarm).Text);
            if (alarm.SuggestedThreshold is { } suggested)
                Number(html, "Suggested", suggested == alarm.Threshold ? "as it is" : $"{Threshold.Of(alarm).Sign} {NumberText.Exact(suggested)}");
            Number(html, "Datapoints", NumberText.Count(alarm.Datapoints.Count), $"of {NumberText.Count(PossibleDatapoints(alarm, axis))}");
        }

        html.Write($"</dl>");
    }

    static void WriteIncidents(HtmlWriter html, AlarmView view)
    {
        var (alarm, incidents) = (view.Alarm, view.Alarm.IncidentPeriods);
        if (incidents.Count == 0)
            return;
        html.Write($"<table class=\"incidents\"><caption>Incidents, UTC</caption><thead><tr><th scope=\"col\">From</th>");
        html.Write($"<th scope=\"col\" class=\"number\">For</th><th scope=\"col\" class=\"number\">ALARM count</th>");
        html.WriteMarkup(view.Review.IsKnown ? "<th scope=\"col\">Attack</th></tr></thead><tbody>" : "</tr></thead><tbody>");
        for (var index = 0; index < Math.Min(MostIncidents, incidents.Count); index++)
        {
            var incident = incidents[index];
            var id = $"{view.Id}-incident-{index + 1}";
            html.Write($"<tr id=\"{id}\" data-from=\"{incident.From.ToUnixTimeSeconds()}\" data-to=\"{incident.To.ToUnixTimeSeconds()}\"><td>");
            html.Write($"<a href=\"#{id}\">");
            html.WriteTime(incident.From, TimeText.Full(incident.From));
            html.Write($"</a></td><td class=\"number\">{TimeText.Length(incident.Duration)}{(incident.IsOngoing ? ", still in ALARM" : "")}</td>");
            var periods = alarm.PeriodsInAlarm.Count(period => period.From >= incident.From && period.To <= incident.To);
            html.Write($"<td class=\"number\">{NumberText.Count(periods)}</td>");
            if (view.Review.IsKnown)
            {
                var names = string.Join(", ", view.Review.Explaining(incident).Select(attack => attack.Name).Distinct());
                html.Write($"<td>{(names.Length == 0 ? "none: unexpected" : names)}</td>");
            }

            html.Write($"</tr>");
        }

        html.Write($"</tbody></table>");
        if (incidents.Count > MostIncidents)
            html.Write($"<p class=\"note\">{NumberText.Count(incidents.Count - MostIncidents)} more are not listed here.</p>");
    }

    static string More(AlarmOutcome alarm) => string.Join(
        ", ",
        new[]
        {
            alarm.TimesInAlarm > 0 ? $"entered ALARM {AlarmSentences.Times(alarm.TimesInAlarm)}" : "",
            alarm.TimesInAlarm > 0 && alarm.PeriodsInAlarm[^1].IsOngoing ? "still in ALARM at the end" : "",
        }.Where(part => part.Length > 0));

    static long PossibleDatapoints(AlarmOutcome alarm, TimeAxis axis) =>
        alarm.Period > TimeSpan.Zero ? Math.Max(alarm.Datapoints.Count, (long)Math.Ceiling(axis.Length / alarm.Period)) : alarm.Datapoints.Count;

    static void Number(HtmlWriter html, string name, string value, string more = "")
    {
        html.Write($"<div><dt>{name}</dt><dd>{value}");
        if (more.Length > 0)
            html.Write($" <span>{more}</span>");
        html.Write($"</dd></div>");
    }

    static void WriteEvidence(HtmlWriter html, AlarmOutcome alarm, TimeAxis axis)
    {
        var talkers = alarm.Talkers;
        if (talkers.Sources.Count + talkers.Destinations.Count + talkers.Services.Count + alarm.SampleRecords.Count + alarm.Transitions.Count == 0)
            return;
        html.Write($"<div class=\"alarm-evidence\">");
        if (talkers.Sources.Count + talkers.Destinations.Count + talkers.Services.Count > 0)
        {
            html.Write($"<div class=\"talkers\">");
            WriteTalkers(html, "Sources", talkers.Sources, talkers.Measure, talkers.IsExact);
            WriteTalkers(html, "Destinations", talkers.Destinations, talkers.Measure, talkers.IsExact);
            WriteTalkers(html, "Services", talkers.Services, talkers.Measure, talkers.IsExact);
            html.Write($"</div>");
        }

        WriteSamples(html, alarm.SampleRecords);
        WriteChanges(html, alarm, axis);
        html.Write($"</div>");
    }

    static void WriteTalkers(HtmlWriter html, string caption, IReadOnlyList<Talker> talkers, TalkerMeasure measure, bool isExact)
    {
        if (talkers.Count == 0)
            return;
        var most = Math.Max(1, talkers.Max(AmountOf));
        html.Write($"<table><caption>{caption}</caption><thead><tr><th scope=\"col\">Value</th>");
        if (measure is not TalkerMeasure.Records)
            html.Write($"<th scope=\"col\" class=\"number\">{(measure is TalkerMeasure.Contributors ? "Contributors" : "Amount")}</th>");
        html.Write($"<th scope=\"col\" class=\"number\">{(isExact ? "Records" : "Records, at least")}</th></tr></thead><tbody>");
        foreach (var talker in talkers)
        {
            html.Write($"<tr><td style=\"--share:{100.0 * AmountOf(talker) / most:0.##}%\"><code>{talker.Value}</code>");
            if (talker.Note is { } note)
                html.Write($" <span>{note}</span>");
            html.Write($"</td>");
            if (talker.Amount is { } amount)
                html.Write($"<td class=\"number\">{NumberText.Exact(amount)}</td>");
            html.Write($"<td class=\"number\">{NumberText.Count(talker.Records)}</td></tr>");
        }

        html.Write($"</tbody></table>");
    }

    static double AmountOf(Talker talker) => talker.Amount ?? talker.Records;

    static void WriteSamples(HtmlWriter html, IReadOnlyList<string> samples)
    {
        if (samples.Count == 0)
            return;
        html.Write($"<div class=\"samples\"><table><caption>Sample records</caption><thead class=\"unseen\"><tr><th scope=\"col\">Record</th></tr></thead>");
        html.Write($"<tbody>");
        foreach (var sample in samples)
            html.Write($"<tr><td><code>{sample}</code></td></tr>");
        html.Write($"</tbody></table></div>");
    }

    static void WriteChanges(HtmlWriter html, AlarmOutcome alarm, TimeAxis axis)
    {
        if (alarm.Transitions.Count == 0)
            return;
        html.Write($"<details class=\"changes\"><summary>{NumberText.Plural(alarm.Transitions.Count, "change")} of state</summary><table>");
        html.Write($"<caption class=\"unseen\">Changes of state of {alarm.Name}, oldest first</caption><thead><tr><th scope=\"col\">At, UTC</th>");
        html.Write($"<th scope=\"col\">State</th><th scope=\"col\" class=\"number\">For</th></tr></thead><tbody>");
        for (var index = 0; index < Math.Min(MostChanges, alarm.Transitions.Count); index++)
        {
            var (at, state) = alarm.Transitions[index];
            var end = index + 1 < alarm.Transitions.Count ? alarm.Transitions[index + 1].At : axis.To;
            html.Write($"<tr><td>");
            html.WriteTime(at, TimeText.Full(at));
            html.Write($"</td><td><span class=\"state state-{AlarmSentences.State(state)}\">{AlarmSentences.State(state)}</span></td>");
            html.Write($"<td class=\"number\">{TimeText.Length(end - at)}</td></tr>");
        }

        html.Write($"</tbody></table>");
        if (alarm.Transitions.Count > MostChanges)
            html.Write($"<p class=\"note\">{NumberText.Count(alarm.Transitions.Count - MostChanges)} more are not listed here.</p>");
        html.Write($"</details>");
    }
}
