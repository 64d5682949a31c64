using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A log group in a simulation with its filters, rules and queries, or a bucket whose objects contain the records.</summary>
sealed class LogFeed
{
    const int UsualFilters = 128;

    readonly List<FilterFeed> filters = [];
    readonly List<MetricFilterDefinition> unused = [];
    readonly List<RuleFeed> rules = [];
    readonly List<LogsInsightsRun> queries = [];
    readonly List<Forwarding> forwardings = [];
    readonly RecordRendering? rendering;
    readonly byte[]? traffic;
    readonly List<FlowLogFormat> formatsSeen = [];
    LogPatternSet patterns = new();
    FlowLogFormat? lastFormat;

    /// <summary>Creates a log group.</summary>
    /// <param name="logGroup">Name of the log group; null for all log groups of the template.</param>
    /// <param name="format">Log format of its flow log; null if it isn't known.</param>
    /// <param name="traffic">The only action that its flow log delivers; null for all.</param>
    internal LogFeed(string? logGroup, FlowLogFormat? format, string? traffic)
    {
        LogGroup = logGroup;
        Format = format;
        this.traffic = traffic is null ? null : System.Text.Encoding.ASCII.GetBytes(traffic);
        rendering = format is null ? null : new RecordRendering(format);
    }

    /// <summary>Creates a log group or a bucket that flow logs deliver to.</summary>
    /// <param name="name">Name of the log group or bucket.</param>
    /// <param name="place">The log group or bucket in messages.</param>
    /// <param name="flowLogs">The flow logs; may be empty.</param>
    /// <param name="notes">Receives notes for the result.</param>
    internal static LogFeed Of(string name, string place, IReadOnlyList<(string LogicalId, FlowLogFormat Format, string? Traffic)> flowLogs, List<string> notes)
    {
        if (flowLogs.Count == 0)
        {
            notes.Add($"No flow log of the template delivers to {place}, so its filters and rules read the records as they are in the files.");
            return new LogFeed(name, null, null);
        }

        if (flowLogs.Select(flowLog => flowLog.Format).Distinct().Count() > 1)
            notes.Add($"{string.Join(" and ", flowLogs.Select(flowLog => flowLog.LogicalId))} deliver records of different formats to {place}; the records "
                + $"are taken for those of {flowLogs[0].LogicalId}. Choose another with --flow-log.");
        var traffic = flowLogs.Select(flowLog => flowLog.Traffic).Distinct().ToList();
        if (traffic is [{ } only])
            notes.Add($"{flowLogs[0].LogicalId} delivers {only} records alone, so the others are ignored.");
        return new LogFeed(name, flowLogs[0].Format, traffic is [{ } action] ? action : null);
    }

    internal string? LogGroup { get; }

    internal FlowLogFormat? Format { get; }

    /// <summary>Whether the log group receives calls of a trail, and no flow log records.</summary>
    internal bool OnlyCalls { get; init; }

    /// <summary>Whether flow log records are events of it.</summary>
    internal bool TakesRecords => !OnlyCalls;

    /// <summary>Whether calls of a trail are events of it: only calls, or all that log groups of the template receive.</summary>
    internal bool TakesCalls => OnlyCalls || LogGroup is null;

    /// <summary>Number of events.</summary>
    internal MetricSeries Events { get; } = new();

    /// <summary>Number of bytes of the events.</summary>
    internal MetricSeries Bytes { get; } = new();

    /// <summary>Whether the bytes of events are counted.</summary>
    internal bool CountsBytes { get; set; }

    /// <summary>
    /// Whether only the hours in which a filter has data are needed, so that further events of such an hour aren't evaluated. Default: false.
    /// </summary>
    internal bool NeedsHoursOnly { get; set; }

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
        var feed = filters.Find(known => ReferenceEquals(known.Definition, definition));
        if (feed is not null)
            return feed;
        filters.Add(feed = new FilterFeed(definition));
        unused.Remove(definition);
        patterns = new LogPatternSet(filters.Select(filter => filter.Definition.Pattern));
        return feed;
    }

    /// <summary>Adds a metric filter that is only checked against the format of the records, because no alarm uses its metric.</summary>
    internal void Check(MetricFilterDefinition definition)
    {
        if (!filters.Exists(filter => ReferenceEquals(filter.Definition, definition)))
            unused.Add(definition);
    }

    /// <summary>Adds a Contributor Insights rule.</summary>
    internal void Use(RuleFeed rule) => rules.Add(rule);

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
        var message = rendering is null ? record.Line : rendering.Render(record);
        Take(message, time, record, isRecord: true);
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
        Take(line, time, default, isRecord: false);
        foreach (var query in queries)
            query.Add(line, EpochMinute.ToInstant(time.Minute));
    }

    void Take(ReadOnlySpan<byte> message, in EventMinute time, FlowRecord record, bool isRecord)
    {
        Events.Add(time.Minute, time.Arrival, MetricValues.Of(1));
        Bytes.Add(time.Minute, time.Arrival, MetricValues.Of(message.Length));
        foreach (var forwarding in forwardings)
            forwarding.Take(message, time, Format ?? lastFormat);
        Span<int> starts = stackalloc int[EventBounds.Capacity];
        var fields = EventBounds.Find(message, starts);
        Span<int> matching = filters.Count <= UsualFilters ? stackalloc int[UsualFilters] : new int[filters.Count];
        var count = NeedsHoursOnly ? MatchFurther(message, starts, fields, time.Minute, matching) : patterns.Match(message, starts, fields, matching);
        if (count == 0 && rules.Count == 0)
            return;
        var keys = isRecord ? new EventTalkers(record) : default;
        foreach (var matched in matching[..count])
            filters[matched].Add(message, time, ref keys);
        foreach (var rule in rules)
            Count(rule, message, starts, fields, time, ref keys);
    }

    int MatchFurther(scoped ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, long minute, scoped Span<int> matching)
    {
        var count = 0;
        for (var i = 0; i < filters.Count; i++)
        {
            if (!filters[i].HasHourOf(minute) && filters[i].Definition.Pattern.Body.IsMatch(message, starts, fields))
                matching[count++] = i;
        }

        return count;
    }

    static void Count(RuleFeed rule, scoped ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, in EventMinute time, ref EventTalkers keys)
    {
        if (rule.Definition.Body.IsJson)
        {
            CountJson(rule, message, time, ref keys);
            return;
        }

        rule.Take(new InsightEvent(message, starts, fields), message, time, ref keys);
    }

    static void CountJson(RuleFeed rule, scoped ReadOnlySpan<byte> message, in EventMinute time, ref EventTalkers keys)
    {
        // Records aren't JSON, and an exception for each of them would dominate the run time.
        if (message is not [(byte)'{', ..])
            return;
        try
        {
            using var document = JsonDocument.Parse(message.ToArray());
            rule.Take(new InsightEvent(document.RootElement), message, time, ref keys);
        }
        catch (JsonException)
        {
            // CloudWatch ignores an event that a JSON rule can't parse.
        }
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
