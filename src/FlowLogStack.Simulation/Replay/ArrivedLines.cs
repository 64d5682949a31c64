using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Lines of one log format that arrive at a processor in one minute.</summary>
sealed class ArrivedLines(FlowLogFormat format, LineOrigin origin) : ILineSource
{
    const int MillisecondsPerMinute = 60_000;

    readonly List<(int End, long Minute)> lines = [];
    byte[] text = new byte[4096];
    int next;

    /// <inheritdoc/>
    public LineOrigin Origin => origin;

    /// <inheritdoc/>
    public FlowLogFormat Format => format;

    /// <summary>Number of bytes of the lines.</summary>
    internal int Length { get; private set; }

    /// <inheritdoc/>
    public ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation)
    {
        for (; next < lines.Count && !block.IsFull; next++)
        {
            var start = next == 0 ? 0 : lines[next - 1].End;
            var line = text.AsSpan(start, lines[next].End - start);
            line.CopyTo(block.Reserve(line.Length));
            block.Add(line.Length, lines[next].Minute * MillisecondsPerMinute);
        }

        return new(next < lines.Count);
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="minute">Minute of its event, since 1970.</param>
    internal void Add(ReadOnlySpan<byte> line, long minute)
    {
        if (text.Length - Length < line.Length)
            Array.Resize(ref text, Math.Max(text.Length * 2, Length + line.Length));
        line.CopyTo(text.AsSpan(Length));
        Length += line.Length;
        lines.Add((Length, minute));
    }
}
