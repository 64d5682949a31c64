using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The events of a log group or bucket, counted by the metric filters and Contributor Insights rules in use.</summary>
/// <remarks>Not thread-safe.</remarks>
sealed class EventCounts
{
    readonly List<FilterFeed> filters = [];
    readonly List<RuleFeed> rules = [];
    readonly int[] bounds = new int[EventBounds.Capacity];
    LogPatternSet patterns = new();
    RowMatches rowMatches = new(new LogPatternSet());
    InsightRuleSet ruleSet = new([]);
    int[] matching = [];
    bool[] hasHour = [];
    long hour = long.MinValue;

    /// <summary>Number of events.</summary>
    internal MetricSeries Events { get; } = new();

    /// <summary>Number of bytes of the events.</summary>
    internal MetricSeries Bytes { get; } = new();

    /// <summary>
    /// Whether only the hours in which a filter has data are needed, so that further events of such an hour aren't evaluated. Default: false.
    /// </summary>
    internal bool NeedsHoursOnly { get; set; }

    /// <summary>Adds a metric filter. The same filter is added only once.</summary>
    internal FilterFeed Use(MetricFilterDefinition definition)
    {
        var feed = filters.Find(known => ReferenceEquals(known.Definition, definition));
        if (feed is not null)
            return feed;
        filters.Add(feed = new FilterFeed(definition));
        patterns = new LogPatternSet(filters.Select(filter => filter.Definition.Pattern));
        rowMatches = new RowMatches(patterns);
        matching = new int[filters.Count];
        hasHour = new bool[filters.Count];
        hour = long.MinValue;
        return feed;
    }

    /// <summary>Adds a Contributor Insights rule.</summary>
    internal void Use(RuleFeed rule)
    {
        rules.Add(rule);
        ruleSet = new InsightRuleSet(rules.Where(known => !known.Definition.Body.IsJson));
    }

    /// <summary>Counts an event.</summary>
    /// <param name="message">The event.</param>
    /// <param name="time">Time of the event.</param>
    /// <param name="keys">Its talkers, which are read only if they are kept.</param>
    internal void Take(ReadOnlySpan<byte> message, in EventMinute time, EventTalkers keys)
    {
        Events.Add(time.Minute, time.Arrival, MetricValues.Of(1));
        Bytes.Add(time.Minute, time.Arrival, MetricValues.Of(message.Length));
        var isSkipped = NeedsHoursOnly ? HoursOf(time.Minute) : [];
        if (keys.TryGetRow(message, out var rows, out var starts) && rowMatches.Match(rows, isSkipped, matching) is >= 0 and var known)
        {
            Count(message, starts, rows.Block.Columns.Length, time, ref keys, matching.AsSpan(0, known));
        }
        else
        {
            var fields = EventBounds.Find(message, bounds);
            Count(message, bounds, fields, time, ref keys, matching.AsSpan(0, patterns.Match(message, bounds, fields, isSkipped, matching)));
        }

        foreach (var rule in rules)
        {
            if (rule.Definition.Body.IsJson)
                TakeJson(rule, message, time, ref keys);
        }
    }

    void Count(scoped ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, in EventMinute time, ref EventTalkers keys,
        ReadOnlySpan<int> selecting)
    {
        foreach (var selected in selecting)
        {
            filters[selected].Add(message, starts, fields, time, ref keys);
            if (NeedsHoursOnly)
                hasHour[selected] = filters[selected].HasHourOf(time.Minute);
        }

        ruleSet.Take(message, starts, fields, time, ref keys);
    }

    // Whether each filter has data in the hour already.
    bool[] HoursOf(long minute)
    {
        if (hour == minute / 60)
            return hasHour;
        hour = minute / 60;
        for (var i = 0; i < hasHour.Length; i++)
            hasHour[i] = filters[i].HasHourOf(minute);
        return hasHour;
    }

    static void TakeJson(RuleFeed rule, scoped ReadOnlySpan<byte> message, in EventMinute time, ref EventTalkers keys)
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
}
