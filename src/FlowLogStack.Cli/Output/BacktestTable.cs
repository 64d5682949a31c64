using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The result of a backtest as a table for terminals.</summary>
static class BacktestTable
{
    static readonly CultureInfo Words = CultureInfo.InvariantCulture;

    internal static void Write(BacktestResult result, BacktestComparison? comparison, OutputBuffer output)
    {
        var table = new TextTable(output,
        [
            new("Alarm", false), new("Datapoints", true), new("ALARM count", true), new("First time (UTC)", false), new("In ALARM", true),
            new("Highest value", true), new("Threshold", true), new("Suggested", true),
        ]);
        foreach (var alarm in result.Alarms)
        {
            table.Add(
            [
                alarm.Name,
                alarm.Kind is AlarmKind.Composite ? "" : alarm.Datapoints.Count.ToString(Words),
                alarm.TimesInAlarm.ToString(Words),
                alarm.FirstAlarm is { } first ? BacktestJson.TextOf(first) : "",
                alarm.TimesInAlarm == 0 ? "" : Length(alarm.TimeInAlarm),
                Extreme(alarm),
                alarm.Threshold is null ? alarm.Kind is AlarmKind.Anomaly ? "band" : "" : Sign(alarm.Comparison) + Number(alarm.Threshold),
                alarm.SuggestedThreshold is null ? "" : Sign(alarm.Comparison) + Number(alarm.SuggestedThreshold),
            ]);
        }

        table.Finish();
        output.WriteLine("");
        var time = result.From is { } from ? $" from {BacktestJson.TextOf(from)}, alarms until {BacktestJson.TextOf(result.To!.Value)}" : "";
        var malformed = result.RejectedLines switch
        {
            0 => "",
            1 => "; 1 malformed line",
            var lines => string.Create(Words, $"; {lines} malformed lines"),
        };
        output.WriteLine(string.Create(Words, $"{result.Records} records{time}{malformed}."));
        if (result.Accounts is { } accounts)
            output.WriteList("By account:", accounts.Count > 0 ? accounts.Select(Account) : ["no record has an account."]);
        output.WriteList("Not simulated:", result.NotSimulated.Select(alarm => $"{alarm.Name}: {alarm.Reason}."));
        output.WriteList("Notes:", result.Notes.Concat(result.Alarms.SelectMany(alarm => alarm.Notes.Select(note => $"{alarm.Name}: {note}"))));
        if (comparison is not null)
            WriteComparison(comparison, output);
    }

    static string Account(AccountOutcome account)
    {
        var alarms = account.Alarms.Where(alarm => alarm.TimesInAlarm > 0).Select(alarm => $"{alarm.Name} {alarm.TimesInAlarm.ToString(Words)}").ToList();
        return string.Create(Words, $"{account.Account}: {account.Records} records, ALARM count {account.TimesInAlarm}")
            + (alarms.Count > 0 ? $" ({string.Join(", ", alarms)})" : "");
    }

    static void WriteComparison(BacktestComparison comparison, OutputBuffer output)
    {
        List<string> lines =
        [
            .. comparison.AddedAlarms.Select(alarm => $"new alarm       {alarm.Name}"),
            .. comparison.RemovedAlarms.Select(alarm => $"removed alarm   {alarm.Name}"),
            .. comparison.ChangedAlarms.SelectMany(change =>
            change.Settings.Select(setting => $"changed         {change.Alarm.Name}: {setting.Setting} {Quoted(setting.Before)} → {Quoted(setting.After)}")),
            .. comparison.AddedEpisodes.Select(episode => $"enters ALARM    {Episode(episode)}"),
            .. comparison.SilencedEpisodes.Select(episode => $"stays OK        {Episode(episode)}"),
        ];
        output.WriteList($"Compared with {comparison.Before}:", lines.Count > 0 ? [Totals(comparison.TotalsBefore, comparison.TotalsAfter), .. lines]
            : ["nothing changes."]);
    }

    static string Totals(BacktestTotals before, BacktestTotals after) => string.Create(
        Words,
        $"totals          {before.AlarmsInAlarm} → {after.AlarmsInAlarm} alarms in ALARM, {before.Incidents} → {after.Incidents} incidents, ALARM "
            + $"count {before.TimesInAlarm} → {after.TimesInAlarm}, {Length(before.TimeInAlarm)} → {Length(after.TimeInAlarm)} in ALARM");

    static string Episode(AlarmEpisode episode) => $"{BacktestJson.TextOf(episode.Period.From)}  {episode.Alarm.Name}, "
        + $"for {Length(episode.Period.Duration)}{(episode.Period.IsOngoing ? " and still in ALARM" : "")}";

    static string Quoted(string text) => text.Length == 0 ? "(none)" : text;

    static string Sign(ThresholdComparison? comparison) => comparison switch
    {
        ThresholdComparison.GreaterThanOrEqualToThreshold => ">= ",
        ThresholdComparison.GreaterThanThreshold => "> ",
        ThresholdComparison.LessThanOrEqualToThreshold => "<= ",
        ThresholdComparison.LessThanThreshold => "< ",
        _ => "",
    };

    // For an alarm on low values, the lowest value shows how close the alarm was.
    static string Extreme(AlarmOutcome alarm) => alarm.Peak is not null && Sign(alarm.Comparison).StartsWith('<') ? $"{Number(alarm.Peak)} (lowest)"
        : Number(alarm.Peak);

    static string Number(double? value) => value is { } number
        ? (double.IsInteger(number) && Math.Abs(number) < 1e15 ? number.ToString("F0", Words) : number.ToString("G4", Words)) : "";

    static string Length(TimeSpan time) =>
        time.TotalDays >= 1 ? string.Create(Words, $"{(int)time.TotalDays}d {time.Hours}h")
        : time.TotalHours >= 1 ? string.Create(Words, $"{(int)time.TotalHours}h {time.Minutes}m")
        : string.Create(Words, $"{(int)time.TotalMinutes}m");
}
