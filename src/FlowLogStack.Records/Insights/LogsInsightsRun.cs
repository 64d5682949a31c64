using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>One run of a query: takes events one by one, then answers.</summary>
/// <remarks>
/// Its memory grows with the groups of <c>stats</c>, the different values that <c>dedup</c> and <c>count_distinct</c>
/// tell apart and the rows answered, not with the events.
/// </remarks>
public sealed class LogsInsightsRun
{
    readonly InsightsEvent current = new();
    readonly LogsInsightsOptions options;
    readonly InsightsStage stage;
    long scanned;
    long matched;
    long bytes;
    LogsInsightsResult? result;

    internal LogsInsightsRun(string query, InsightsCommand[] commands, LogsInsightsOptions options)
    {
        this.options = options;
        stage = InsightsStage.Of(query, commands, options, current);
    }

    /// <summary>Takes an event whose time and log stream are those of the record it holds.</summary>
    /// <param name="message">The event's message in UTF-8; not needed after the call.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(ReadOnlySpan<byte> message)
    {
        current.Look(message, options.RecordFormat, default);
        return Take();
    }

    /// <summary>Takes an event.</summary>
    /// <param name="message">The event's message in UTF-8; not needed after the call.</param>
    /// <param name="timestamp">The event's time; it counts to the millisecond.</param>
    /// <param name="logStream">The event's log stream. Default: that of the record the event holds.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(ReadOnlySpan<byte> message, DateTimeOffset timestamp, string? logStream = null)
    {
        current.Look(message, options.RecordFormat, new LogEventOrigin(timestamp.ToUnixTimeMilliseconds(), logStream));
        return Take();
    }

    /// <summary>Takes a line of a text object as an event.</summary>
    /// <remarks>
    /// The time that CloudWatch Logs puts before each line of an export, such as <c>2026-01-05T09:00:00.000Z</c>, is the
    /// event's, and what follows its message; without one the whole line is.
    /// </remarks>
    /// <param name="line">The line in UTF-8, without its ending; not needed after the call.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool AddLine(ReadOnlySpan<byte> line)
    {
        var message = MessageEnvelope.WithoutTime(line);
        return message.Length < line.Length && DateTimeOffset.TryParse(Encoding.ASCII.GetString(line[..(line.Length - message.Length)]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Add(message, at)
            : Add(line);
    }

    /// <summary>Takes a record as an event; its fields, found already, are not looked for again.</summary>
    /// <param name="record">The record. Of another format than <see cref="LogsInsightsOptions.Format"/> it has the time and stream of its own format, and no discovered fields unless that is the default one.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(FlowRecord record) => Add(record, default);

    /// <summary>Takes a record as an event with what surrounds it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="origin">The event's time, log stream and time of ingestion; what is unknown is as in <see cref="Add(FlowRecord)"/>.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(FlowRecord record, LogEventOrigin origin)
    {
        current.Look(record, origin);
        return Take();
    }

    /// <summary>Takes an event with what surrounds it.</summary>
    /// <param name="message">The event's message in UTF-8; not needed after the call.</param>
    /// <param name="origin">The event's time, log stream and time of ingestion.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(ReadOnlySpan<byte> message, LogEventOrigin origin)
    {
        current.Look(message, options.RecordFormat, origin);
        return Take();
    }

    /// <summary>Answers, after the last event; asked again, it gives the same answer.</summary>
    public LogsInsightsResult Complete() => result ??= new([.. stage.Columns], stage.Complete(current), scanned, matched, bytes);

    bool Take()
    {
        if (result is not null)
            throw new InvalidOperationException("The run has answered and takes no more events: start another one.");
        scanned++;
        bytes += current.Length;
        var passes = stage.Add(current);
        if (passes)
            matched++;
        return passes;
    }
}
