using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Lines of a plain-text object, whose header decides their format.</summary>
sealed class ObjectLines : ILineSource, IDisposable
{
    readonly FlowLogObjectReader reader;
    readonly int tag;
    bool isAhead;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The object's bytes, compressed or not.</param>
    /// <param name="origin">Where they come from.</param>
    /// <param name="format">The format of lines that no header precedes.</param>
    /// <param name="tag">What marks the lines in a block.</param>
    /// <exception cref="EventException">The object is no text.</exception>
    public ObjectLines(Stream stream, LineOrigin origin, FlowLogFormat format, int tag = 0)
    {
        Origin = origin;
        Format = format;
        this.tag = tag;
        reader = Guard(() => new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = origin.Name, Format = format }));
    }

    /// <inheritdoc/>
    public LineOrigin Origin { get; }

    /// <inheritdoc/>
    public FlowLogFormat Format { get; private set; }

    /// <summary>Headers that named other fields than the configured format.</summary>
    public long ContradictingHeaders => reader.ContradictingHeaders;

    /// <inheritdoc/>
    public ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(Guard(() => Fill(block)));
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    bool Fill(LineBlock block)
    {
        while (!block.IsFull)
        {
            if (!isAhead && !reader.Read())
                return false;
            isAhead = false;
            if (!ReferenceEquals(reader.Format, Format))
            {
                // A block holds lines of one format: the line that begins another one waits for the next block.
                if (block.Count > 0)
                {
                    isAhead = true;
                    return true;
                }

                Format = reader.Format;
            }

            var line = reader.Line;
            line.CopyTo(block.Reserve(line.Length));
            block.Add(line.Length, 0, tag, reader.IsRejected ? reader.Rejection : default);
        }

        return true;
    }

    static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableObjectException error)
        {
            throw new EventException(error.Message, error);
        }
    }
}
