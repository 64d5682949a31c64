using System.Buffers;

namespace FlowLogStack.Records;

/// <summary>A converter of another form of input to lines, block by block, in memory that does not grow with it.</summary>
/// <param name="head">Bytes of the input that have been read.</param>
/// <param name="rest">Bytes after them.</param>
abstract class LineSource(byte[] head, Stream rest)
{
    const int FirstLength = 64 * 1024;

    readonly ArrayBufferWriter<byte> output = new(FirstLength);
    byte[] input = head;
    int served;
    UnreadableObjectException? fault;

    /// <summary>Maximum number of bytes of a value; a longer value is malformed.</summary>
    protected const int LongestValue = 2 * 1024 * 1024;

    /// <summary>Whether <see cref="Unread"/> contains all of the input.</summary>
    protected bool HasEnded { get; private set; }

    /// <summary>Bytes of the input that have not been used.</summary>
    protected ReadOnlySpan<byte> Unread => input.AsSpan(Start, End - Start);

    /// <summary>Bytes of the input in the buffer, of which the first ones may have been used.</summary>
    protected ReadOnlySpan<byte> Kept => input.AsSpan(0, End);

    /// <summary>Position of the first byte of <see cref="Kept"/> in the whole input.</summary>
    protected long Forgotten { get; private set; }

    /// <summary>Position in <see cref="Kept"/> of the first byte that has not been used.</summary>
    protected int Start { get; private set; }

    /// <summary>Buffer that receives the lines.</summary>
    protected IBufferWriter<byte> Output => output;

    int End { get; set; } = head.Length;

    /// <summary>Reads lines; returns 0 only at the end.</summary>
    internal int Read(Span<byte> buffer)
    {
        while (served == output.WrittenCount)
        {
            if (fault is not null)
                throw fault;
            output.ResetWrittenCount();
            served = 0;
            try
            {
                if (!Advance())
                    return 0;
            }
            catch (UnreadableObjectException e) when (HasOutput)
            {
                // The lines before the fault are returned first.
                fault = e;
            }
        }

        var count = Math.Min(output.WrittenCount - served, buffer.Length);
        output.WrittenSpan.Slice(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    /// <summary>Uses some of the input, or fetches more.</summary>
    /// <returns>False at the end of the input.</returns>
    protected abstract bool Advance();

    /// <summary>Whether enough lines are written to return them.</summary>
    protected bool IsFull => output.WrittenCount >= FirstLength;

    /// <summary>Whether lines are written that were not returned.</summary>
    protected bool HasOutput => output.WrittenCount > 0;

    /// <summary>Skips bytes of <see cref="Unread"/>.</summary>
    protected void Use(int count) => Start += count;

    /// <summary>Position in <see cref="Kept"/> of the first byte that is kept when more is fetched. Default: <see cref="Start"/>.</summary>
    protected virtual int FirstKept => Start;

    /// <summary>Fetches more of the input, and discards used bytes before <see cref="FirstKept"/>.</summary>
    /// <returns>False if no input is left, or the unread bytes have reached the length of the longest value.</returns>
    protected bool Fetch()
    {
        if (HasEnded || End - Start >= LongestValue)
            return false;
        var first = FirstKept;
        Kept[first..].CopyTo(input);
        Forgotten += first;
        (Start, End) = (Start - first, End - first);
        if (input.Length - End < FirstLength / 2)
            Array.Resize(ref input, Math.Max(2 * FirstLength, input.Length * 2));
        var read = rest.Read(input.AsSpan(End));
        End += read;
        HasEnded = read == 0;
        return true;
    }

    /// <summary>Writes the unread bytes up to the end of the line, or all of them if the line has not ended yet.</summary>
    /// <returns>Whether the line has ended.</returns>
    protected bool PassLine()
    {
        var ending = Unread.IndexOf((byte)'\n');
        var length = ending < 0 ? Unread.Length : ending + 1;
        output.Write(Unread[..length]);
        Use(length);
        return ending >= 0;
    }

    /// <summary>Writes JSON as one line, which has line endings only between its tokens.</summary>
    protected void WriteLine(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny("\n\r\t"u8) is >= 0 and var at)
        {
            Output.Write(text[..at]);
            Output.Write(" "u8);
            text = text[(at + 1)..];
        }

        Output.Write(text);
        Output.Write("\n"u8);
    }
}
