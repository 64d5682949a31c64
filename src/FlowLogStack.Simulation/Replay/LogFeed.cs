using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A log group in a simulation with its filters, rules and queries, or a bucket whose objects contain the records.</summary>
sealed class LogFeed
{
    readonly List<FilterFeed> filters = [];
    readonly List<MetricFilterDefinition> unused = [];
    readonly List<RuleFeed> rules = [];
    readonly List<LogsInsightsRun> queries = [];
    readonly List<Forwarding> forwardings = [];
    readonly RecordRendering? rendering;
    readonly byte[]? traffic;
    readonly List<FlowLogFormat> formatsSeen = [];
    readonly EventCounts counts;
    readonly bool isCounting;
    FlowLogFormat? lastFormat;

    /// <summary>Creates a log group.</summary>
    /// <param name="logGroup">Name of the log group; null for all log groups of the template.</param>
    /// <param name="format">Log format of its flow log; null if it isn't known.</param>
    /// <param name="traffic">The only action that its flow log delivers; null for all.</param>
    /// <param name="shared">Counts that plans of other templates have in common. Default: null (none).</param>
    /// <param name="onlyCalls">Whether it receives calls of a trail, and no flow log records. Default: false.</param>
    internal LogFeed(string? logGroup, FlowLogFormat? format, string? traffic, SharedCounts? shared = null, bool onlyCalls = false)
    {
        LogGroup = logGroup;
        Format = format;
        OnlyCalls = onlyCalls;
        isCounting = true;
        counts = shared is null ? new EventCounts() : shared.Of(logGroup, format, traffic, onlyCalls, out isCounting);
        this.traffic = traffic is null ? null : System.Text.Encoding.ASCII.GetBytes(traffic);
        rendering = format is null ? null : new RecordRendering(format);
    }

    /// <summary>Creates a log group or a bucket that flow logs deliver to.</summary>
    /// <param name="name">Name of the log group or bucket.</param>
    /// <param name="place">The log group or bucket in messages.</param>
    /// <param name="flowLogs">The flow logs; may be empty.</param>
    /// <param name="notes">Receives notes for the result.</param>
    /// <param name="shared">Counts that plans of other templates have in common. Default: null (none).</param>
    internal static LogFeed Of(string name, string place, IReadOnlyList<(string LogicalId, FlowLogFormat Format, string? Traffic)> flowLogs,
        List<string> notes, SharedCounts? shared = null)
    {
        if (flowLogs.Count == 0)
        {
            notes.Add($"No flow log of the template delivers to {place}, so its filters and rules read the records as they are in the files.");
            return new LogFeed(name, null, null, shared);
        }

        if (flowLogs.Select(flowLog => flowLog.Format).Distinct().Count() > 1)
            notes.Add($"{string.Join(" and ", flowLogs.Select(flowLog => flowLog.LogicalId))} deliver records of different formats to {place}; the records "
                + $"are taken for those of {flowLogs[0].LogicalId}. Choose another with --flow-log.");
        var traffic = flowLogs.Select(flowLog => flowLog.Traffic).Distinct().ToList();
        if (traffic is [{ } only])
            notes.Add($"{flowLogs[0].LogicalId} delivers {only} records alone, so the others are ignored.");
        return new LogFeed(name, flowLogs[0].Format, traffic is [{ } action] ? action : null, shared);
    }

    internal string? LogGroup { get; }

    internal FlowLogFormat? Format { get; }

    /// <summary>Whether the log group receives calls of a trail, and no flow log records.</summary>
    internal bool OnlyCalls { get; }

    /// <summary>Whether flow log records are events of it.</summary>
    internal bool TakesRecords => !OnlyCalls;

    /// <summary>Whether calls of a trail are events of it: only calls, or all that log groups of the template receive.</summary>
    internal bool TakesCalls => OnlyCalls || LogGroup is null;

    /// <summary>The counts of its events, by the filters and rules of all plans that share them.</summary>
    internal EventCounts Counts => counts;

    /// <summary>Number of events.</summary>
    internal MetricSeries Events => counts.Events;

    /// <summary>Number of bytes of the events.</summary>
    internal MetricSeries Bytes => counts.Bytes;

    /// <summary>Whether the bytes of events are counted.</summary>
    internal bool CountsBytes { get; set; }

    /// <summary>The only action that its flow log delivers; null for all.</summary>
    internal string? Traffic => traffic is null ? null : System.Text.Encoding.ASCII.GetString(traffic);

    /// <summary>The metric filters in use.</summary>
    internal IReadOnlyList<FilterFeed> Filters => filters;

    /// <summary>The Contributor Insights rules in use.</summary>
    internal IReadOnlyList<RuleFeed> Rules => rules;

    /// <summary>Notes about the records, one sentence each.</summary>
    internal List<string> Notes { get; } = [];

    /// <summary>Returns the columns of the events' fields in a table.</summary>
    internal EventColumns ColumnsIn(FlowLogFormat table) => new(Format ?? table, table);

    /// <summary>Adds a metric filter. The same filter is added only once.</summary>
    internal FilterFeed Use(MetricFilterDefinition definition)
    {
        var feed = counts.Use(definition);
        if (!filters.Contains(feed))
            filters.Add(feed);
        unused.Remove(definition);
        return feed;
    }

    /// <summary>Adds a metric filter that is only checked against the format of the records, because no alarm uses its metric.</summary>
    internal void Check(MetricFilterDefinition definition)
    {
        if (!filters.Exists(filter => ReferenceEquals(filter.Definition, definition)))
            unused.Add(definition);
    }

    /// <summary>Adds a Contributor Insights rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="isCounted">Whether the rule is in the counts already. Default: false.</param>
    internal void Use(RuleFeed rule, bool isCounted = false)
    {
        rules.Add(rule);
        if (!isCounted)
            counts.Use(rule);
    }

    /// <summary>Adds a processor.</summary>
    internal void Use(Forwarding forwarding) => forwardings.Add(forwarding);

    /// <summary>Adds a query.</summary>
    internal void Use(LogsInsightsRun query) => queries.Add(query);

    /// <summary>Adds a record as an event.</summary>
    internal void Take(FlowRecord record, in EventMinute time)
    {
        if (traffic is not null && !record[FlowField.Action].SequenceEqual(traffic))
            return;
        if (!ReferenceEquals(lastFormat, record.Format))
            LookAt(record.Format);
        if (!isCounting && forwardings.Count == 0 && queries.Count == 0)
            return;
        var message = rendering is null ? record.Line : rendering.Render(record);
        Take(message, time, new EventTalkers(record));
        if (queries.Count == 0)
            return;
        var isAsItStands = Format is null || ReferenceEquals(record.Format, Format) || record.Format.Equals(Format);
        foreach (var query in queries)
        {
            // The fields of a record were located when it was read.
            if (isAsItStands)
                query.Add(record);
            else
                query.Add(message);
        }
    }

    /// <summary>Adds a malformed line as an event.</summary>
    internal void Take(ReadOnlySpan<byte> line, in EventMinute time)
    {
        Take(line, time, default(EventTalkers));
        foreach (var query in queries)
            query.Add(line, EpochMinute.ToInstant(time.Minute));
    }

    void Take(ReadOnlySpan<byte> message, in EventMinute time, EventTalkers keys)
    {
        foreach (var forwarding in forwardings)
            forwarding.Take(message, time, Format ?? lastFormat);
        if (isCounting)
            counts.Take(message, time, keys);
    }

    /// <summary>Adds notes about fields that the filters need and records of a format lack.</summary>
    internal void LookAt(FlowLogFormat format)
    {
        lastFormat = format;
        if (formatsSeen.Contains(format))
            return;
        formatsSeen.Add(format);
        var read = Format ?? format;
        var selecting = Definitions().Select(definition => (definition.LogicalId, definition.Pattern))
            .Concat(forwardings.Where(forwarding => forwarding.Pattern is not null).Select(forwarding => (forwarding.LogicalId, Pattern: forwarding.Pattern!)));
        foreach (var (logicalId, pattern) in selecting)
        {
            if (pattern.Fields is { } fields)
                LookAt(logicalId, fields, read);
        }

        if (Format is null || Format.Equals(format))
            return;
        var missing = Format.Fields.Where(field => RecordRendering.PositionIn(format, field) < 0).ToList();
        Notes.Add(missing.Count == 0
            ? $"Records of another format were rewritten into the {Format.Fields.Length} fields of the template's flow log."
            : $"Records of another format were rewritten into the {Format.Fields.Length} fields of the template's flow log; they "
            + $"lack {string.Join(", ", missing)}, whose value is '-'.");
        foreach (var filter in filters.Select(filter => filter.Definition))
        {
            var needed = NeededBy(filter).Where(missing.Contains).Distinct().ToList();
            if (needed.Count > 0)
                Notes.Add($"{filter.LogicalId} needs {string.Join(", ", needed)}, which some of the records lack; for those its result differs from "
                    + "CloudWatch Logs.");
        }
    }

    // A pattern for a shorter format still matches, but its conditions on, or value of, its last field no longer work.
    void LookAt(string logicalId, SpaceDelimitedPattern pattern, FlowLogFormat format)
    {
        var count = format.Fields.Length;
        if (!pattern.HasFields(count))
        {
            Notes.Add($"{logicalId} selects nothing: its pattern needs {pattern.FewestFields} fields, and the records have {count}.");
            return;
        }

        var rest = pattern.FieldsInRest(count);
        if (rest == 1)
            return;
        var last = pattern.RestName is { } name ? $"its last field, '{name}'," : "its last field";
        var note = $"{logicalId} matches records of {count} fields only because {last} takes the rest of the line: the {rest} fields from "
            + $"'{format.Fields[count - rest]}' on.";
        if (pattern.TestsRest)
            note += " Its condition on that field is tested on all of them as one text, and fails where a single value would pass.";
        if (Definitions().Any(filter => filter.LogicalId == logicalId && filter.ValueOf is { } value && pattern.TakesRest(value)))
            note += " Its metric takes its value from that field, which is not a number then, so it publishes nothing.";
        Notes.Add($"{note} Use one field for each field of the records, or '...' at the end.");
    }

    IEnumerable<MetricFilterDefinition> Definitions() => filters.Select(filter => filter.Definition).Concat(unused);

    IEnumerable<FlowField> NeededBy(MetricFilterDefinition filter)
    {
        var count = Format!.Fields.Length;
        var values = filter.Dimensions.Select(dimension => dimension.Value).Append(filter.ValueOf).OfType<LogPatternValue>()
            .Select(value => value.PositionIn(count)).OfType<int>();
        return (filter.Pattern.Fields?.TestedPositions(count) ?? []).Concat(values)
            .Where(position => position >= 0 && position < count)
            .Select(position => Format.Fields[position]);
    }
}
