using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A processor at work: its core runs over the lines that reach it, and what it publishes of them becomes metrics.</summary>
/// <remarks>
/// What arrives in one minute is one invocation. Outputs take everything at once. Memory grows with the minutes, not with
/// the lines.
/// </remarks>
sealed class ProcessorFeed
{
    // Lines wait until their minute is likely to be over, since invocations are few and lines are many.
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

    /// <summary>The series of a metric; made when it is first asked for.</summary>
    internal MetricSeries SeriesOf(MetricIdentity identity)
    {
        if (!series.TryGetValue(identity, out var found))
            series.Add(identity, found = new MetricSeries());
        return found;
    }

    /// <summary>Has the outputs take what passes, whose number and bytes somebody asks for.</summary>
    internal void Deliver()
    {
        if (outputs.Count == 0)
            outputs = OutputSet.Of(settings, Carriers.Nowhere);
    }

    /// <summary>Takes a line that reaches the function.</summary>
    /// <param name="line">The line.</param>
    /// <param name="time">When it happened and arrived.</param>
    /// <param name="header">The format that the header of its object names; null where none does.</param>
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

    /// <summary>Publishes what all invocations counted.</summary>
    internal void Complete()
    {
        Invoke();
        using var text = new StringWriter();
        var metrics = new EmbeddedMetrics(settings.MetricsNamespace, settings.FunctionName, new Log(text, json: false, LogLevel.Error));
        foreach (var (minute, counts) in invocations)
        {
            metrics.Publish(counts, EpochMinute.ToInstant(minute));
            foreach (var (identity, value) in text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).SelectMany(EmbeddedMetricReader.Read))
            {
                // A minute's datapoint is whole when the minute is over.
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
