namespace FlowLogStack.Simulation;

/// <summary>The effect of a template change on alarms: a comparison of two backtests of the same logs, before and after.</summary>
public sealed record BacktestComparison
{
    /// <summary>Name of the template before the change.</summary>
    public required string Before { get; init; }

    /// <summary>Totals of the template before the change.</summary>
    public BacktestTotals TotalsBefore { get; init; }

    /// <summary>Totals of the template after the change.</summary>
    public BacktestTotals TotalsAfter { get; init; }

    /// <summary>Alarms that exist only in the new template.</summary>
    public IReadOnlyList<AlarmReference> AddedAlarms { get; init; } = [];

    /// <summary>Alarms that exist only in the old template.</summary>
    public IReadOnlyList<AlarmReference> RemovedAlarms { get; init; } = [];

    /// <summary>Alarms of both templates with different settings.</summary>
    public IReadOnlyList<AlarmChange> ChangedAlarms { get; init; } = [];

    /// <summary>New periods in <c>ALARM</c>: those that overlap no period of the same alarm in the old template.</summary>
    public IReadOnlyList<AlarmEpisode> AddedEpisodes { get; init; } = [];

    /// <summary>Former periods in <c>ALARM</c>: those that overlap no period of the same alarm in the new template.</summary>
    public IReadOnlyList<AlarmEpisode> SilencedEpisodes { get; init; } = [];

    /// <summary>Compares two backtests of the same logs.</summary>
    /// <remarks>Alarms are matched by logical id, then by name.</remarks>
    public static BacktestComparison Of(BacktestResult before, BacktestResult after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (All(before), All(after));
        var pairs = now.Select(alarm => (Old: Find(old, alarm), New: alarm)).Where(pair => pair.Old is not null)
            .Select(pair => (Old: pair.Old!, pair.New)).ToList();
        var added = now.Where(alarm => !pairs.Exists(pair => pair.New == alarm)).ToList();
        var removed = old.Where(alarm => !pairs.Exists(pair => pair.Old == alarm)).ToList();
        return new BacktestComparison
        {
            Before = before.Template,
            TotalsBefore = BacktestTotals.Of(before),
            TotalsAfter = BacktestTotals.Of(after),
            AddedAlarms = [.. added.Select(alarm => alarm.Reference)],
            RemovedAlarms = [.. removed.Select(alarm => alarm.Reference)],
            ChangedAlarms = [.. pairs.Select(pair => new AlarmChange(pair.New.Reference, Differences(pair.Old.Settings, pair.New.Settings)))
                .Where(change => change.Settings.Count > 0)],
            AddedEpisodes = Sorted([.. pairs.SelectMany(pair => Without(pair.New, pair.Old.Periods)), .. added.SelectMany(alarm => Without(alarm, []))]),
            SilencedEpisodes = Sorted([.. pairs.SelectMany(pair => Without(pair.Old, pair.New.Periods)), .. removed.SelectMany(alarm => Without(alarm, []))]),
        };
    }

    static Side? Find(List<Side> sides, Side wanted) =>
        sides.Find(side => side.Reference.LogicalId == wanted.Reference.LogicalId) ?? sides.Find(side => side.Reference.Name == wanted.Reference.Name);

    static List<Side> All(BacktestResult result) =>
    [
        .. result.Alarms.Select(alarm => new Side(new AlarmReference(alarm.LogicalId, alarm.Name), AlarmSettings.Of(alarm), alarm.PeriodsInAlarm)),
        .. result.NotSimulated.Select(alarm => new Side(new AlarmReference(alarm.LogicalId, alarm.Name), AlarmSettings.Of(alarm), [])),
    ];

    static List<SettingChange> Differences(IReadOnlyList<KeyValuePair<string, string>> old, IReadOnlyList<KeyValuePair<string, string>> now)
    {
        var changes = new List<SettingChange>();
        foreach (var name in old.Concat(now).Select(setting => setting.Key).Distinct())
        {
            var (was, becomes) = (old.FirstOrDefault(setting => setting.Key == name).Value ?? "",
                now.FirstOrDefault(setting => setting.Key == name).Value ?? "");
            if (was != becomes)
                changes.Add(new SettingChange(name, was, becomes));
        }

        return changes;
    }

    static IEnumerable<AlarmEpisode> Without(Side alarm, IReadOnlyList<AlarmPeriod> others) =>
        alarm.Periods.Where(period => !others.Any(other => other.From < period.To && other.To > period.From))
            .Select(period => new AlarmEpisode(alarm.Reference, period));

    static List<AlarmEpisode> Sorted(IEnumerable<AlarmEpisode> episodes) =>
        [.. episodes.OrderBy(episode => episode.Period.From).ThenBy(episode => episode.Alarm.LogicalId, StringComparer.Ordinal)];

    sealed record Side(AlarmReference Reference, IReadOnlyList<KeyValuePair<string, string>> Settings, IReadOnlyList<AlarmPeriod> Periods);
}
