using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A backtest on an archive: Athena counts the records, and the alarms are simulated locally.</summary>
/// <remarks>
/// <para>
/// Add templates, run <see cref="Statement"/>, pass each row of its result to <see cref="Take"/>, then call <see cref="Backtest.Finish"/> of each
/// backtest. A row contains the records of one minute that arrived in the same minute, so the result doesn't grow with the traffic. Each data point
/// equals the one computed from the same records in files.
/// </para>
/// <para>
/// Filters that SQL can't express are reported for each alarm. Rows without a start time are left out, and so are malformed lines whose columns have
/// no start time; other malformed lines count as events with the values of their columns. The top contributors of an alarm aren't queried.
/// </para>
/// </remarks>
sealed class ArchiveBacktest
{
    /// <summary>Athena's limit on the length of a statement, in bytes.</summary>
    public const int MaximumStatement = 262_144;

    readonly AthenaTarget target;
    readonly BacktestOptions options;
    readonly ArchiveStatement statement;
    readonly List<Action<ArchiveRow>> readers = [];

    /// <summary>Prepares a backtest.</summary>
    /// <param name="target">The table or view of the archive.</param>
    /// <param name="options">Options of the simulation. They must contain the start of the time range.</param>
    /// <param name="until">End of the time range. Default: null (the end in the options).</param>
    /// <exception cref="ArgumentException">The table has no <c>start</c> column, or the time range is empty.</exception>
    public ArchiveBacktest(AthenaTarget target, BacktestOptions options, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        target.Format.EnsureContains("A backtest in Athena", FlowField.Start);
        if (options.From is null)
            throw new ArgumentException("The time range has no start. Set From.", nameof(options));
        this.target = target;
        this.options = options;
        statement = new ArchiveStatement(target, options, until ?? options.To
            ?? throw new ArgumentException("The time range has no end. Set To.", nameof(until)));
    }

    /// <summary>The statement to run.</summary>
    /// <exception cref="ArgumentException">
    /// The scope lacks accounts or Regions that each query of the archive must set, or the statement exceeds Athena's limit.
    /// </exception>
    public string Statement
    {
        get
        {
            var sql = statement.ToSql();
            var length = Encoding.UTF8.GetByteCount(sql);
            return length <= MaximumStatement
                ? sql
                : throw new ArgumentException($"The statement for the filters of the template has {length} bytes, and Athena allows {MaximumStatement}. Use "
                + "several templates, or remove --compare.");
        }
    }

    /// <summary>Adds a template whose alarms are simulated.</summary>
    /// <param name="template">The template.</param>
    /// <param name="logGroup">Log group of the records. Default: null (those of the template's flow logs).</param>
    /// <returns>The backtest. Finish it after the last row.</returns>
    /// <exception cref="TemplateException">The template lacks the log group, or has several log groups that the records could belong to.</exception>
    public Backtest Add(AlarmTemplate template, string? logGroup = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        var test = new Backtest(template, options, new BacktestPlan(template, logGroup, table: target.Format));
        test.Note($"Athena counted the records of \"{target.Relation}\" by the minute. Top contributors and malformed lines are not available.");
        var records = statement.Records;
        readers.Add(row => test.Take(row.Time, row.Number(records)));
        AddTraffic(test.Traffic);
        foreach (var feed in test.LogGroups)
            Add(feed);
        return test;
    }

    /// <summary>Adds a row of the statement's result.</summary>
    /// <param name="row">The values, as Athena returns them; null for NULL.</param>
    public void Take(IReadOnlyList<string?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (var read in readers)
            read(new ArchiveRow(row));
    }

    void AddTraffic(TrafficLog traffic)
    {
        var hasAction = target.Format.Contains(FlowField.Action);
        var direction = target.Format.Contains(FlowField.FlowDirection) ? EventColumn.Of(FlowField.FlowDirection) : null;
        int? CountOf(string action) => hasAction ? statement.CountOf(EventColumn.Of(FlowField.Action).Is(action)) : null;
        int? BytesOf(params IEnumerable<string> conditions) => target.Format.Contains(FlowField.Bytes)
            ? statement.SumOf(EventColumn.Of(FlowField.Bytes).Real, conditions) : null;
        var all = statement.Records;
        var (accepted, rejected) = (CountOf("ACCEPT"), CountOf("REJECT"));
        var ingress = direction is null ? null : BytesOf(direction.Is("ingress"));
        var egress = direction is null ? null : BytesOf(direction.Is("egress"));
        var undirected = direction is null ? BytesOf() : BytesOf(direction.Is("ingress", isNegated: true), direction.Is("egress", isNegated: true));
        readers.Add(row =>
        {
            var (accepts, rejects) = (Number(row, accepted) ?? 0, Number(row, rejected) ?? 0);
            traffic.Add(row.Time.Minute, accepts, rejects, (long)row.Number(all) - accepts - rejects, Number(row, ingress), Number(row, egress),
                Number(row, undirected) ?? 0);
        });
    }

    static long? Number(ArchiveRow row, int? column) => column is { } known && row.Has(known) ? (long)row.Number(known) : null;

    void Add(LogFeed feed)
    {
        feed.LookAt(target.Format);
        var columns = feed.ColumnsIn(target.Format);
        IReadOnlyList<string> delivered = feed.Traffic is { } action ? [Delivered(action)] : [];
        Add(feed.Events, statement.ValuesOf(1, delivered));
        if (feed.CountsBytes)
            Add(feed.Bytes, statement.ValuesOf($"CAST({columns.Length} AS double)", delivered));
        foreach (var filter in feed.Filters)
        {
            var sql = new FilterSql(filter.Definition, columns);
            if (filter.CountOfMatched is { } matched)
                Add(matched, statement.ValuesOf(1, [.. delivered, sql.Pattern]));
            foreach (var (dimensions, series) in filter.Series)
            {
                IReadOnlyList<string> conditions = [.. delivered, sql.Pattern, .. sql.Has(dimensions)];
                Add(series, sql.Value is { } value ? statement.ValuesOf(value, conditions) : statement.ValuesOf(filter.Definition.Value ?? 0, conditions));
            }
        }

        foreach (var rule in feed.Rules)
            Add(rule, rule.Definition.Body.ToSql(columns), delivered);
    }

    void Add(MetricSeries series, Func<ArchiveRow, MetricValues> valuesOf) => readers.Add(row =>
    {
        if (valuesOf(row) is { IsEmpty: false } values)
            series.Add(row.Time.Minute, row.Time.Arrival, values);
    });

    void Add(RuleFeed rule, InsightRuleSql sql, IReadOnlyList<string> delivered)
    {
        IReadOnlyList<string> conditions = [.. delivered, sql.Condition];
        var valuesOf = sql.Value is { } value ? statement.ValuesOf(value, conditions) : statement.ValuesOf(1, conditions);
        var contributorsOf = rule.Series.CountsContributors ? statement.ContributorsOf(sql.Key, conditions) : null;
        var heaviestOf = rule.Series.WeighsContributors ? statement.HeaviestOf(sql.Key, sql.Value, conditions) : null;
        readers.Add(row =>
        {
            if (valuesOf(row) is { IsEmpty: false } values)
                rule.Series.Add(row.Time.Minute, row.Time.Arrival, values, contributorsOf?.Invoke(row) ?? [], heaviestOf?.Invoke(row) ?? []);
        });
    }

    // The log group of a flow log with a traffic type contains only records with that action.
    string Delivered(string action) => target.Format.Contains(FlowField.Action)
        ? EventColumn.Of(FlowField.Action).Is(action)
        : throw new TemplateException($"The template's flow log delivers {action} records alone, and the table has no '{FlowField.Action}'. Use a table "
        + "that has it.");
}
