using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>A backtest as a summary in GitHub's Markdown, for the page of a CI run or a comment on a pull request.</summary>
static class BacktestMarkdown
{
    // GitHub shows a summary of at most 1 MiB.
    const int MostRows = 100;
    const int MostText = 500;

    /// <summary>Writes the summary.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="comparison">Comparison with another backtest; null for none.</param>
    /// <param name="failOn">Total <c>ALARM</c> count from which the backtest fails; null for no limit.</param>
    /// <param name="output">Receives the text as UTF-8. The stream stays open.</param>
    public static void Write(BacktestResult result, BacktestComparison? comparison, int? failOn, Stream output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"## {Escaped(Finding.Headline(result, AttackReview.None))}");
        text.WriteLine();
        WriteVerdict(text, result, failOn);
        var range = result is { From: { } from, To: { } to } ? $", {TimeText.Range(from, to)} UTC" : "";
        var malformed = result.RejectedLines > 0 ? $", {NumberText.Plural(result.RejectedLines, "malformed line")}" : "";
        text.WriteLine($"Template {Code(result.Template)}: {NumberText.Plural(result.Records, "record")}{malformed}{range}.");
        text.WriteLine();
        if (comparison is not null)
            WriteComparison(text, comparison);
        var alarms = AlarmRanking.Sort(result.Alarms);
        WriteAlarms(text, [.. alarms.Where(alarm => alarm.TimesInAlarm > 0)]);
        WriteSteps(text, alarms);
        WriteList(text, "Alarms that did not enter ALARM",
            [.. alarms.Where(alarm => alarm.TimesInAlarm == 0).Select(alarm => $"{Escaped(alarm.Name)}: {Escaped(AlarmSentences.Outcome(alarm))}")]);
        WriteList(text, "Not simulated", [.. result.NotSimulated.Select(alarm => $"{Escaped(alarm.Name)}: {Escaped(alarm.Reason)}")]);
        WriteList(text, "Notes", [.. result.Notes.Select(Escaped)]);
    }

    static void WriteVerdict(TextWriter text, BacktestResult result, int? failOn)
    {
        foreach (var refusal in result.Refusals)
            text.WriteLine($"**Failed:** {Escaped(refusal)}\n");
        if (failOn is not { } limit)
            return;
        text.WriteLine(result.Records == 0
            ? $"**Failed:** there is no record to test with, so the limit of {NumberText.Count(limit)} can't be evaluated."
            : $"**{(result.FailsAt(limit) ? "Failed" : "Passed")}:** the `ALARM` count is {NumberText.Count(result.TimesInAlarm)}, and the limit "
            + $"is {NumberText.Count(limit)}.");
        text.WriteLine();
    }

    static void WriteComparison(TextWriter text, BacktestComparison comparison)
    {
        var (before, after) = (comparison.TotalsBefore, comparison.TotalsAfter);
        text.WriteLine($"### Compared with {Code(comparison.Before)}\n\n| | Before | After | Change |\n|---|---:|---:|---:|");
        foreach (var (name, old, now) in new[] { ("Alarms", before.Alarms, after.Alarms),
            ("Alarms that entered ALARM", before.AlarmsInAlarm, after.AlarmsInAlarm), ("Incidents", before.Incidents, after.Incidents),
            ("ALARM count", before.TimesInAlarm, after.TimesInAlarm) })
            text.WriteLine($"| {name} | {NumberText.Count(old)} | {NumberText.Count(now)} | "
                + $"{NumberText.Change(now - old, NumberText.Count(Math.Abs(now - old)))} |");
        var change = after.TimeInAlarm - before.TimeInAlarm;
        text.WriteLine($"| Time in ALARM | {TimeText.Length(before.TimeInAlarm)} | {TimeText.Length(after.TimeInAlarm)} | "
            + $"{NumberText.Change(change.Ticks, TimeText.Length(change.Duration()))} |");
        text.WriteLine();
        WriteList(text, "Changes", [
            .. comparison.AddedAlarms.Select(alarm => $"{Escaped(alarm.Name)}: added"),
            .. comparison.RemovedAlarms.Select(alarm => $"{Escaped(alarm.Name)}: removed"),
            .. comparison.ChangedAlarms.SelectMany(
                alarm => alarm.Settings.Select(setting =>
                    $"{Escaped(alarm.Alarm.Name)}: {Escaped(setting.Setting)} from {Code(setting.Before)} to {Code(setting.After)}")),
            .. comparison.AddedEpisodes.Select(
                episode => $"{Escaped(episode.Alarm.Name)}: enters ALARM "
                    + $"at {BacktestJson.TextOf(episode.Period.From)} for {TimeText.Length(episode.Period.Duration)}"),
            .. comparison.SilencedEpisodes.Select(
                episode => $"{Escaped(episode.Alarm.Name)}: stays OK at {BacktestJson.TextOf(episode.Period.From)}, was in ALARM "
                    + $"for {TimeText.Length(episode.Period.Duration)}"),
        ]);
    }

    static void WriteAlarms(TextWriter text, List<AlarmOutcome> alarms)
    {
        if (alarms.Count == 0)
            return;
        text.WriteLine("| Severity | Alarm | Incidents | In ALARM | First, UTC | Highest value | Threshold | Suggested | Top source "
            + "|\n|---|---|---:|---:|---|---:|---:|---:|---|");
        foreach (var alarm in alarms.Take(MostRows))
        {
            var threshold = Threshold.Of(alarm);
            var highest = alarm.Peak is { } peak ? $"{NumberText.Exact(peak)}{(threshold.IsBelow ? " (lowest)" : "")}" : "";
            var suggested = alarm.SuggestedThreshold is { } wanted && wanted != alarm.Threshold ? $"{threshold.Sign} {NumberText.Exact(wanted)}" : "";
            var source = alarm.Talkers.Sources.Count > 0 ? Code(alarm.Talkers.Sources[0].Value) + NoteOn(alarm.Talkers.Sources[0]) : "";
            text.WriteLine($"| {(alarm.Severity is { } severity ? AlarmSeverity.NameOf(severity) : "")} | {Escaped(alarm.Name)} | "
                + $"{NumberText.Count(alarm.Incidents)} | {TimeText.Length(alarm.TimeInAlarm)} | {TimeText.Full(alarm.FirstAlarm!.Value)} | "
                + $"{Escaped(highest)} | {Escaped(threshold.Text)} | {Escaped(suggested)} | {source} |");
        }

        text.WriteLine();
        WriteMore(text, alarms.Count);
    }

    static void WriteSteps(TextWriter text, IReadOnlyList<AlarmOutcome> alarms)
    {
        var steps = NextSteps.Of(alarms, AttackReview.None);
        if (steps.Count == 0)
            return;
        text.WriteLine("### What to do next\n");
        foreach (var step in steps.Take(MostRows))
            text.WriteLine($"- {Escaped(step.Alarm.Name)}: {Escaped(string.Join(' ', step.Sentences))}");
        text.WriteLine();
        WriteMore(text, steps.Count);
        if (NextSteps.Settings(steps) is { } settings)
            text.WriteLine($"```json\n{settings}\n```\n");
    }

    static void WriteList(TextWriter text, string title, List<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.WriteLine($"<details><summary>{title}: {NumberText.Count(lines.Count)}</summary>\n");
        foreach (var line in lines.Take(MostRows))
            text.WriteLine($"- {line}");
        text.WriteLine();
        WriteMore(text, lines.Count);
        text.WriteLine("</details>\n");
    }

    static void WriteMore(TextWriter text, int count)
    {
        if (count > MostRows)
            text.WriteLine($"{NumberText.Count(count - MostRows)} more are not listed here.\n");
    }

    /// <summary>Returns text without a meaning in Markdown, in HTML and in a table, on one line.</summary>
    static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in Shortened(text))
        {
            if (char.IsControl(c))
                escaped.Append(' ');
            else if (c is '&' or '<' or '>')
                escaped.Append(c switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '#' or '!' or '@')
                escaped.Append(c is '@' ? "&#64;" : $"\\{c}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    // HTML's element, because a backtick in the text would end a code span.
    static string Code(string text) => text.Length == 0 ? "(none)" : $"<code>{Escaped(text)}</code>";

    static string Shortened(string text) => text.Length <= MostText ? text : $"{text[..(MostText - 1)]}…";

    static string NoteOn(Talker talker) => talker.Note is { } note ? $" ({Escaped(note)})" : "";
}
