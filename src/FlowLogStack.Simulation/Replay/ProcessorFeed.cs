using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A processor in a simulation: its code processes the lines it receives, and its metrics are recorded.</summary>
/// <remarks>
/// All events that arrive in one minute are one invocation. Outputs accept everything at once. Memory grows with the number of minutes, not with the
/// number of lines.
/// </remarks>
sealed class ProcessorFeed
{
    // Lines are collected until their minute is probably complete, because each invocation has a cost and there are many lines.
    const int MostWaitingBytes = 8 * 1024 * 1024;
    static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    readonly ProcessorSettings settings;
    readonly Pipeline pipeline;
    IReadOnlyList<IOutput> outputs = [];
    readonly Dictionary<(long Minute, FlowLogFormat Format), ArrivedLines> waiting = [];
    readonly SortedDictionary<long, RunMetrics> invocations = [];
    readonly Dictionary<MetricIdentity, MetricSeries> series = [];
    int waitingBytes;
    (long Minute, FlowLogFormat Format) lastKey;
    ArrivedLines? last;

    /// <summary>Starts a processor.</summary>
    internal ProcessorFeed(ProcessorSettings settings)
    {
        this.settings = settings;
        pipeline = new Pipeline(settings, directory: null);
    }

    /// <summary>Returns the series of a metric. Creates it at the first call.</summary>
    internal MetricSeries SeriesOf(MetricIdentity identity)
    {
        if (!series.TryGetValue(identity, out var found))
            series.Add(identity, found = new MetricSeries());
        return found;
    }

    /// <summary>Enables outputs, so the number and bytes of delivered records are measured.</summary>
    internal void Deliver()
    {
        if (outputs.Count == 0)
            outputs = OutputSet.Of(settings, Carriers.Nowhere);
    }

    /// <summary>Adds a line that the function receives.</summary>
    /// <param name="line">The line.</param>
    /// <param name="time">Time and arrival time of the event.</param>
    /// <param name="header">Log format in the header of its object; null without one.</param>
    internal void Take(ReadOnlySpan<byte> line, in EventMinute time, FlowLogFormat? header)
    {
        var key = (Minute: time.ArrivedIn, Format: header ?? settings.Format);
        if (last is null || lastKey.Minute != key.Minute || !ReferenceEquals(lastKey.Format, key.Format))
        {
            if (!waiting.TryGetValue(key, out last))
                waiting.Add(key, last = new ArrivedLines(key.Format, new LineOrigin("", "", "")));
            lastKey = key;
        }

        last.Add(line, time.Minute);
        waitingBytes += line.Length;
        if (waitingBytes >= MostWaitingBytes)
            Invoke();
    }

    /// <summary>Publishes the counts of all invocations.</summary>
    internal void Complete()
    {
        Invoke();
        using var text = new StringWriter();
        var metrics = new EmbeddedMetrics(settings.MetricsNamespace, settings.FunctionName, new Log(text, json: false, LogLevel.Error));
        foreach (var (minute, counts) in invocations)
        {
            metrics.Publish(counts, EpochMinute.ToInstant(minute));
            foreach (var (identity, value) in text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(EmbeddedMetricReader.Read))
            {
                // The data point of a minute is complete when the minute is over.
                if (series.TryGetValue(identity, out var wanted))
                    wanted.Add(minute, minute + 1, MetricValues.Of(value));
            }

            text.GetStringBuilder().Clear();
        }

        invocations.Clear();
    }

    void Invoke()
    {
        foreach (var ((minute, _), lines) in waiting)
        {
            if (!invocations.TryGetValue(minute, out var counts))
                invocations.Add(minute, counts = new RunMetrics());
            var now = EpochMinute.ToInstant(minute);
            using var run = new Run("", now + LongestInvocation, new ArrivalClock(now)) { Metrics = counts };
            pipeline.ProcessAsync(lines, outputs, run).GetAwaiter().GetResult();
        }

        waiting.Clear();
        waitingBytes = 0;
        last = null;
    }
}
