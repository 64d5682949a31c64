using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>A run of a query, which receives events one by one and then returns the result.</summary>
/// <remarks>
/// Its memory grows with the groups of <c>stats</c>, the distinct values of <c>dedup</c> and <c>count_distinct</c>, and
/// the rows returned, not with the events.
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

    /// <summary>Adds an event whose time and log stream are those of its record.</summary>
    /// <param name="message">Message of the event in UTF-8; not needed after the call.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(ReadOnlySpan<byte> message)
    {
        current.Look(message, options.RecordFormat);
        return Take();
    }

    /// <summary>Adds an event.</summary>
    /// <param name="message">Message of the event in UTF-8; not needed after the call.</param>
    /// <param name="timestamp">Time of the event, with a precision of milliseconds.</param>
    /// <param name="logStream">Log stream of the event. Default: null, that of its record.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(ReadOnlySpan<byte> message, DateTimeOffset timestamp, string? logStream = null)
    {
        current.Look(message, options.RecordFormat, new LogEventOrigin(timestamp.ToUnixTimeMilliseconds(), logStream));
        return Take();
    }

    /// <summary>Adds a line of a text object as an event.</summary>
    /// <remarks>
    /// A time before the line, as in exports of CloudWatch Logs (<c>2026-01-05T09:00:00.000Z</c>), becomes the time of the
    /// event, and the rest its message. Without a time, the whole line is the message.
    /// </remarks>
    /// <param name="line">Line in UTF-8, without its ending; not needed after the call.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool AddLine(ReadOnlySpan<byte> line)
    {
        var message = MessageEnvelope.WithoutTime(line);
        return message.Length < line.Length && DateTimeOffset.TryParse(Encoding.ASCII.GetString(line[..(line.Length - message.Length)]),
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Add(message, at)
            : Add(line);
    }

    /// <summary>Adds a record as an event; its fields are not searched again.</summary>
    /// <param name="record">
    /// The record. If its format differs from <see cref="LogsInsightsOptions.Format"/>, it has the time and log stream of its own
    /// format, and discovered fields only if that is the default format.
    /// </param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(FlowRecord record) => Add(record, default);

    /// <summary>Adds a record as an event with an origin.</summary>
    /// <param name="record">The record.</param>
    /// <param name="origin">Time, log stream and ingestion time of the event; unknown values are as in <see cref="Add(FlowRecord)"/>.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(FlowRecord record, LogEventOrigin origin)
    {
        current.Look(record, origin);
        return Take();
    }

    /// <summary>Adds an event with an origin.</summary>
    /// <param name="message">Message of the event in UTF-8; not needed after the call.</param>
    /// <param name="origin">Time, log stream and ingestion time of the event.</param>
    /// <returns>Whether the event passes the filters before the first <c>stats</c>.</returns>
    public bool Add(ReadOnlySpan<byte> message, LogEventOrigin origin)
    {
        current.Look(message, options.RecordFormat, origin);
        return Take();
    }

    /// <summary>Returns the result after the last event; further calls return the same result.</summary>
    public LogsInsightsResult Complete() => result ??= new([.. stage.Columns], stage.Complete(current), scanned, matched, bytes);

    bool Take()
    {
        if (result is not null)
            throw new InvalidOperationException("The run is complete and does not accept further events. Start another run.");
        scanned++;
        bytes += current.Length;
        var passes = stage.Add(current);
        if (passes)
            matched++;
        return passes;
    }
}
