using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>
/// Lines of the records of a Firehose event: bare, in <c>{"message":"…"}</c>, compressed, or as CloudWatch Logs
/// sends them. A record that cannot be read is remembered as a problem, and the next one goes on.
/// </summary>
sealed class FirehoseLines(IReadOnlyList<FirehoseRecord> records, LineOrigin origin, FlowLogFormat format) : ILineSource, IDisposable
{
    readonly FlowLogFormat configured = format;
    readonly string?[] problems = [.. records.Select(record => record.Problem)];
    ILineSource? current;
    int next;

    /// <inheritdoc/>
    public LineOrigin Origin => origin;

    /// <inheritdoc/>
    public FlowLogFormat Format { get; private set; } = format;

    /// <summary>Why each record could not be read to its end; null for those that were.</summary>
    public IReadOnlyList<string?> Problems => problems;

    /// <summary>Headers that named other fields than the configured format.</summary>
    public long ContradictingHeaders { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation)
    {
        while (!block.IsFull && (current is not null || Open()))
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

    bool Open()
    {
        while (next < records.Count)
        {
            var index = next++;
            if (problems[index] is not null)
                continue;
            try
            {
                current = Source(records[index].Data, index);
                if (current is not null)
                    return true;
            }
            catch (EventException error)
            {
                problems[index] = error.Message;
            }
        }

        return false;
    }

    ILineSource? Source(ReadOnlyMemory<byte> data, int tag)
    {
        if (data.Span.StartsWith<byte>([0x1f, 0x8b]) && Subscription(data, tag) is { } subscription)
        {
            if (subscription.MessageType is "DATA_MESSAGE")
                return subscription;
            subscription.Dispose();
            return null;
        }

        return new ObjectLines(new ReadOnlyMemoryStream(data), origin, configured, tag);
    }

    // A gzip that is no CloudWatch Logs document is compressed text.
    SubscriptionData? Subscription(ReadOnlyMemory<byte> data, int tag)
    {
        try
        {
            var subscription = new SubscriptionData(data, configured, tag);
            if (subscription.MessageType is not null)
                return subscription;
            subscription.Dispose();
            return null;
        }
        catch (EventException)
        {
            return null;
        }
    }

    void Close()
    {
        if (current is ObjectLines lines)
            ContradictingHeaders += lines.ContradictingHeaders;
        (current as IDisposable)?.Dispose();
        current = null;
    }
}
