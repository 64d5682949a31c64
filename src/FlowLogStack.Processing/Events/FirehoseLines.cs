using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>
/// Lines of the records of a Firehose event, each with whatever AWS delivers. A record that cannot be read is
/// remembered as a problem, and the next one goes on.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="origin">Where all of them come from.</param>
/// <param name="format">The format of lines that no header precedes.</param>
/// <param name="accepts">Whether the events of a log group and log stream are read. Default: all are.</param>
sealed class FirehoseLines(IReadOnlyList<FirehoseRecord> records, LineOrigin origin, FlowLogFormat format, Func<string, string, bool>? accepts = null)
    : ILineSource, IDisposable
{
    readonly string?[] problems = [.. records.Select(record => record.Problem)];
    readonly ContentOptions options = new()
    {
        Name = "The record",
        Format = format,
        Origin = origin,
        MostBytes = ContentOptions.MostBytesInEvent,
        Accepts = accepts,
    };
    ContentLines? current;
    int next;

    /// <inheritdoc/>
    public LineOrigin Origin => origin;

    /// <inheritdoc/>
    public FlowLogFormat Format { get; private set; } = format;

    /// <summary>Why each record could not be read to its end; null for those that were.</summary>
    public IReadOnlyList<string?> Problems => problems;

    /// <summary>Headers that named other fields than the configured format.</summary>
    public long ContradictingHeaders { get; private set; }

    /// <summary>Log events that held no line, each of which is a problem of its record.</summary>
    public long MalformedEvents { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation)
    {
        while (!block.IsFull && (current is not null || TryOpen()))
        {
            // A block holds lines of one format, so a source of another one begins the next block.
            if (block.Count > 0 && !ReferenceEquals(current!.Format, Format))
                return true;
            try
            {
                var more = await current!.FillAsync(block, cancellation).ConfigureAwait(false);
                Format = current.Format;
                if (more)
                    return true;
            }
            catch (EventException error)
            {
                problems[next - 1] = error.Message;
            }

            Close();
        }

        return current is not null || next < records.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    bool TryOpen()
    {
        while (next < records.Count)
        {
            var index = next++;
            if (problems[index] is not null)
                continue;
            current = new ContentLines(new ReadOnlyMemoryStream(records[index].Data), options with { Tag = index });
            return true;
        }

        return false;
    }

    void Close()
    {
        if (current is null)
            return;
        ContradictingHeaders += current.ContradictingHeaders;
        MalformedEvents += current.MalformedEvents;
        if (current.MalformedEvents > 0)
            problems[next - 1] ??= $"{current.MalformedEvents} log events of the record cannot be used; of the first, {current.MalformedReason}.";
        current.Dispose();
        current = null;
    }
}
