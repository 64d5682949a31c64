using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The SQL statement that counts an archive's records by minute and minute of arrival. Each count and each condition occurs once.</summary>
/// <remarks>
/// It scans the table once. Contributors are counted in groups of their own. Each minute keeps as many of them as the series does, so the size of a
/// row is limited.
/// </remarks>
sealed class ArchiveStatement(AthenaTarget target, BacktestOptions options, DateTimeOffset until)
{
    const int Seconds = 60;

    static readonly string[] Statistics = ["count", "sum", "min", "max"];

    readonly List<string> values = [];
    readonly List<string> aggregates = [];
    readonly List<string> contributors = [];
    readonly List<string> weights = [];
    readonly List<string> lists = [];

    /// <summary>The column of the number of all records.</summary>
    internal int Records => Aggregate("count(*)");

    /// <summary>Returns the column of the number of records that meet conditions.</summary>
    internal int CountOf(params IEnumerable<string> conditions) =>
        And(conditions) is { } condition ? Aggregate($"count_if({Value(condition)})") : Records;

    /// <summary>Returns the column of the sum of a number, NULL if none of the records has one.</summary>
    internal int SumOf(string number, params IEnumerable<string> conditions) => Aggregate($"sum({Value(If(conditions, number))})");

    /// <summary>Returns a function that reads the statistics of a number over the records that meet conditions and have it.</summary>
    internal Func<ArchiveRow, MetricValues> ValuesOf(string number, params IEnumerable<string> conditions)
    {
        var value = Value(If(conditions, number));
        int[] columns = [.. Statistics.Select(function => Aggregate($"{function}({value})"))];
        return row => row.Number(columns[0]) is var count and > 0
            ? new MetricValues(count, row.Number(columns[1]), row.Number(columns[2]), row.Number(columns[3])) : MetricValues.None;
    }

    /// <summary>Returns a function that reads the statistics of a constant over the records that meet conditions.</summary>
    internal Func<ArchiveRow, MetricValues> ValuesOf(double number, params IEnumerable<string> conditions)
    {
        var column = CountOf(conditions);
        return row => MetricValues.Of(number, row.Number(column));
    }

    /// <summary>Returns a function that reads the contributors with the lowest hashes, as many as a series needs to count them.</summary>
    /// <param name="contributor">SQL expression that identifies a contributor.</param>
    /// <param name="conditions">SQL conditions of the counted records.</param>
    internal Func<ArchiveRow, ulong[]> ContributorsOf(string contributor, params IEnumerable<string> conditions)
    {
        var (hash, filter) = Group(contributor, conditions);
        var list = Place(lists, $"array_join(min({hash}, {InsightSeries.FirstContributors}) {filter}, ' ')");
        return row => row.Hashes(2 + aggregates.Count + list);
    }

    /// <summary>Returns a function that reads the top contributors with their amounts.</summary>
    /// <param name="contributor">SQL expression that identifies a contributor.</param>
    /// <param name="number">SQL expression of a record's amount; null for 1.</param>
    /// <param name="conditions">SQL conditions of the counted records.</param>
    internal Func<ArchiveRow, IEnumerable<KeyValuePair<ulong, double>>> HeaviestOf(string contributor, string? number, params IReadOnlyList<string> conditions)
    {
        var (hash, filter) = Group(contributor, conditions);
        var weight = string.Create(CultureInfo.InvariantCulture,
            $"w{Place(weights, number is null ? "count(*)" : $"sum({Value(If(conditions, number))})") + 1}");
        var keys = Place(lists, $"array_join(max_by({hash}, {weight}, {InsightSeries.HeaviestContributors}) {filter}, ' ')");
        var sums = Place(lists, $"array_join(max({weight}, {InsightSeries.HeaviestContributors}) {filter}, ' ')");
        return row => row.Hashes(2 + aggregates.Count + keys).Zip(row.Numbers(2 + aggregates.Count + sums), KeyValuePair.Create);
    }

    /// <summary>Returns the statement.</summary>
    /// <exception cref="ArgumentException">The scope lacks accounts or Regions that each query of the archive must set.</exception>
    internal string ToSql()
    {
        if (contributors.Count == 0)
            return $"SELECT\n  {Columns(["minute", "arrival", .. Named(aggregates, 'r')])}\n{Source()}\nGROUP BY 1, 2";
        // Each contributor's group has all counts too. Those of the whole minute are in the group without a contributor.
        var ofNone = string.Join(" AND ", contributors.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"g{index + 1} = 1")));
        var whole = Named(aggregates.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"max(r{index + 1}) FILTER (WHERE {ofNone})")), 'r');
        var groups = contributors.Select((hash, index) => string.Create(CultureInfo.InvariantCulture, $"grouping({hash}) AS g{index + 1}"));
        return $"""
            SELECT
              {Columns(["minute", "arrival", .. whole, .. Named(lists, 'c')])}
            FROM (
            SELECT
              {Columns(["minute", "arrival", .. contributors, .. groups, .. Named(weights, 'w'), .. Named(aggregates, 'r')])}
            {Source()}
            GROUP BY GROUPING SETS ((minute, arrival), {string.Join(", ", contributors.Select(hash => $"(minute, arrival, {hash})"))})
            )
            GROUP BY 1, 2
            """;
    }

    static string Columns(IEnumerable<string> columns) => string.Join(",\n  ", columns);

    static IEnumerable<string> Named(IEnumerable<string> expressions, char letter) =>
        expressions.Select((expression, index) => string.Create(CultureInfo.InvariantCulture, $"{expression} AS {letter}{index + 1}"));

    (string Hash, string Filter) Group(string contributor, IEnumerable<string> conditions)
    {
        var hash = Value(If(conditions, $"from_big_endian_64(xxhash64(to_utf8({contributor})))"));
        return (hash, string.Create(CultureInfo.InvariantCulture, $"FILTER (WHERE g{Place(contributors, hash) + 1} = 0 AND {hash} IS NOT NULL)"));
    }

    string Source()
    {
        var from = EpochMinute.NotBeforeSecond(options.From!.Value.ToUnixTimeSeconds());
        var to = EpochMinute.NotBeforeSecond(until.ToUnixTimeSeconds());
        var isByEnd = options.Timestamp is EventTime.End;
        // A record that ends within the time range may start before it.
        var window = TimeWindow.Between(EpochMinute.ToInstant(from).AddSeconds(isByEnd ? -Backtest.LongestFlow : 0), EpochMinute.ToInstant(to));
        var start = SqlConditions.Identifier(FlowField.Start);
        var end = target.Format.Contains(FlowField.End)
            ? $"least(greatest(coalesce({SqlConditions.Identifier(FlowField.End)}, {start}), {start}), {start} + "
                + $"{Backtest.LongestFlow.ToString(CultureInfo.InvariantCulture)})" : start;
        var late = (long)options.Delay.TotalSeconds + Seconds - 1;
        string[] times = [$"{(isByEnd ? end : start)} / {Seconds} AS minute", $"({end} + {late.ToString(CultureInfo.InvariantCulture)}) "
            + $"/ {Seconds} AS arrival"];
        var source = $"FROM (\nSELECT\n  {Columns([.. times, .. Named(values, 'v')])}\nFROM "
            + $"\"{target.Relation}\"\nWHERE {target.Projection.ToSql(window, target.Scope)}\n)";
        return isByEnd ? string.Create(CultureInfo.InvariantCulture, $"{source}\nWHERE minute >= {from} AND minute < {to}") : source;
    }

    string Value(string expression) => string.Create(CultureInfo.InvariantCulture, $"v{Place(values, expression) + 1}");

    // The first two columns are the minutes.
    int Aggregate(string expression) => 2 + Place(aggregates, expression);

    static int Place(List<string> all, string expression)
    {
        var index = all.IndexOf(expression);
        if (index >= 0)
            return index;
        all.Add(expression);
        return all.Count - 1;
    }

    static string If(IEnumerable<string> conditions, string value) => And(conditions) is { } condition ? $"CASE WHEN {condition} THEN {value} END" : value;

    static string? And(IEnumerable<string> conditions) =>
        conditions.Where(condition => condition != "TRUE").ToList() is { Count: > 0 } all ? string.Join(" AND ", all) : null;
}
