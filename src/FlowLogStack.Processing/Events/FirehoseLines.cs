using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>
/// Lines of the records of a Firehose event, each with any data from AWS. A record that cannot be read becomes a
/// problem, and reading continues with the next record.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="origin">Origin of all of them.</param>
/// <param name="format">Log format of lines without a preceding header.</param>
/// <param name="accepts">Returns whether the events of a log group and log stream are read. Default: null, all are read.</param>
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

    /// <summary>For each record, the reason why it could not be read to its end; null if it could.</summary>
    public IReadOnlyList<string?> Problems => problems;

    /// <summary>Number of headers whose fields differ from the configured log format.</summary>
    public long ContradictingHeaders { get; private set; }

    /// <summary>Number of log events without a line, each of which is a problem of its record.</summary>
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
