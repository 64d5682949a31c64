using System.Buffers;
using System.Text;
using FlowLogStack.Processing;

namespace FlowLogStack.Simulation;

/// <summary>A metric filter in a simulation: its series, and the top contributors of the events that match.</summary>
sealed class FilterFeed(MetricFilterDefinition definition)
{
    readonly List<(byte[][] Values, MetricSeries Series)> byDimensions = [];
    readonly ArrayBufferWriter<byte> key = new();
    Dictionary<byte[], MetricSeries>? found;
    int mostFound;
    bool keepsBins;
    MetricSeries? whole;
    MetricSeries? matched;
    long lastHour = long.MinValue;

    internal MetricFilterDefinition Definition { get; } = definition;

    readonly List<TalkerLog> talkers = [];

    /// <summary>Enables the collection of the top contributors of matching events.</summary>
    /// <param name="statistic">Statistic of the alarm: SampleCount ranks by records, all others by value.</param>
    internal TalkerLog KeepTalkers(MetricStatistic statistic)
    {
        var measure = Definition.ValueOf is null || statistic is MetricStatistic.SampleCount ? TalkerMeasure.Records : TalkerMeasure.Value;
        var log = talkers.Find(known => known.Measure == measure);
        if (log is null)
            talkers.Add(log = new TalkerLog(measure));
        return log;
    }

    /// <summary>Returns the series of a metric that the filter publishes. Creates it at the first call.</summary>
    /// <returns>The series, or null if the filter doesn't publish the metric.</returns>
    internal MetricSeries? SeriesOf(MetricIdentity identity)
    {
        var names = Definition.Dimensions.Select(dimension => dimension.Key).Order(StringComparer.Ordinal);
        if (Definition.Namespace != identity.Namespace || Definition.MetricName != identity.Name
            || !names.SequenceEqual(identity.Dimensions.Select(dimension => dimension.Key)))
            return null;
        if (Definition.Dimensions.Count == 0)
            return whole ??= new MetricSeries();
        byte[][] values = [.. Definition.Dimensions.Select(dimension =>
            Encoding.UTF8.GetBytes(identity.Dimensions.First(wanted => wanted.Key == dimension.Key).Value))];
        var series = byDimensions.FirstOrDefault(known => known.Values.Zip(values).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second))).Series;
        if (series is null)
            byDimensions.Add((values, series = new MetricSeries()));
        return series;
    }

    /// <summary>Number of events that match the pattern, with or without a value. Counted from the first access.</summary>
    // If each event adds the same value, the series itself has their number.
    internal MetricSeries Matched => Definition.ValueOf is null && whole is not null ? whole : matched ??= new MetricSeries();

    /// <summary>The separate count of events; null if the series has it.</summary>
    internal MetricSeries? CountOfMatched => matched;

    /// <summary>The series with their dimension values. Without dimensions there is one.</summary>
    internal IEnumerable<(IReadOnlyList<string> Dimensions, MetricSeries Series)> Series =>
        whole is not null
            ? [([], whole)]
            : byDimensions.Select(known => ((IReadOnlyList<string>)[.. known.Values.Select(Encoding.UTF8.GetString)], known.Series));

    /// <summary>The discovered metrics, one for each combination of dimension values; empty unless discovery is enabled.</summary>
    internal IEnumerable<(MetricIdentity Metric, MetricSeries Series)> Found =>
        (found ?? []).Select(entry => (new MetricIdentity(Definition.Namespace, Definition.MetricName,
            Definition.Dimensions.Zip(Encoding.UTF8.GetString(entry.Key).Split('\n'), (dimension, value) => KeyValuePair.Create(dimension.Key, value))),
                entry.Value));

    /// <summary>Enables discovery: creates a series for each combination of dimension values.</summary>
    /// <param name="most">Maximum number of series. Others are ignored.</param>
    /// <param name="inBins">Whether the series count values in bins, for percentiles.</param>
    internal void Discover(int most, bool inBins = false)
    {
        keepsBins |= inBins;
        found ??= new(Utf8Comparer.Instance);
        mostFound = most;
    }

    /// <summary>Returns whether the series has data in the hour of a minute; false if it is not known, or if the filter has several series.</summary>
    internal bool HasHourOf(long minute) => lastHour == minute / 60 && whole is not null && found is null && byDimensions.Count == 0;

    /// <summary>Adds an event that matches the pattern.</summary>
    /// <param name="message">The event.</param>
    /// <param name="starts">Starts of its fields, from <see cref="FlowLogStack.Records.EventBounds"/>.</param>
    /// <param name="fields">Number of its fields; -1 if they have to be enumerated.</param>
    /// <param name="time">Time of the event.</param>
    /// <param name="keys">The event's talkers, which are read only if they are kept.</param>
    internal void Add(scoped ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, in EventMinute time, ref EventTalkers keys)
    {
        if (Definition.Selection is not null && !IsSelected(message))
            return;
        matched?.Add(time.Minute, time.Arrival, MetricValues.Of(1));
        // An event without a value, or with the value '-', adds nothing.
        var value = Definition.Value ?? 0;
        if (Definition.ValueOf is { } source && !source.TryGetNumber(message, starts, fields, out value))
            return;
        var values = MetricValues.Of(value);
        whole?.Add(time.Minute, time.Arrival, values);
        lastHour = time.Minute / 60;
        if (found is not null && SeriesOf(message) is { } own)
            own.Add(time.Minute, time.Arrival, values);
        var isWanted = whole is not null;
        foreach (var (wanted, series) in byDimensions)
        {
            if (!HasDimensions(message, wanted))
                continue;
            series.Add(time.Minute, time.Arrival, values);
            isWanted = true;
        }

        if (!isWanted)
            return;
        foreach (var log in talkers)
            log.Add(time.Minute, keys.Keys, value, 0, message);
    }

    bool IsSelected(ReadOnlySpan<byte> message)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, source) in Definition.SystemValues)
            values[field] = source.TryGet(message, out var value) ? Encoding.UTF8.GetString(value) : "";
        return Definition.Selection!.Holds(field => values[field]);
    }

    // Null for an event that lacks a dimension, or exceeds the number of series.
    MetricSeries? SeriesOf(ReadOnlySpan<byte> message)
    {
        key.ResetWrittenCount();
        for (var i = 0; i < Definition.Dimensions.Count; i++)
        {
            if (!Definition.Dimensions[i].Value.TryGet(message, out var value))
                return null;
            if (i > 0)
                key.Write("\n"u8);
            key.Write(value);
        }

        var known = found!.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!known.TryGetValue(key.WrittenSpan, out var series) && found.Count < mostFound)
        {
            known[key.WrittenSpan] = series = new MetricSeries();
            if (keepsBins)
                series.KeepBins();
        }

        return series;
    }

    bool HasDimensions(ReadOnlySpan<byte> message, byte[][] wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!Definition.Dimensions[i].Value.TryGet(message, out var value) || !value.SequenceEqual(wanted[i]))
                return false;
        }

        return true;
    }
}
