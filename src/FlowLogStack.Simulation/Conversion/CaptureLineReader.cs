using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The lines of a text, gzip or not, one by one; a line beyond the longest is cut and known to be.</summary>
sealed class CaptureLineReader(ObjectBytes source)
{
    const int LongestLine = 1024 * 1024;

    readonly byte[] buffer = new byte[64 * 1024];
    byte[] line = new byte[4 * 1024];
    int at;
    int filled;

    /// <summary>The number of the line that was read last, from 1.</summary>
    internal long Number { get; private set; }

    /// <summary>Whether the line that was read last is longer than a line may be.</summary>
    internal bool IsTooLong { get; private set; }

    /// <summary>Reads the next line without its ending; null at the end.</summary>
    internal string? Read()
    {
        var length = 0;
        IsTooLong = false;
        while (true)
        {
            if (at == filled)
            {
                (at, filled) = (0, source.Read(buffer));
                if (filled == 0)
                    return length == 0 && !IsTooLong ? null : Take(length);
            }

            var unread = buffer.AsSpan(at, filled - at);
            var ending = unread.IndexOf((byte)'\n');
            var part = ending < 0 ? unread : unread[..ending];
            at += part.Length + (ending < 0 ? 0 : 1);
            if (length + part.Length > LongestLine)
            {
                IsTooLong = true;
            }
            else
            {
                if (length + part.Length > line.Length)
                    Array.Resize(ref line, Math.Max(2 * line.Length, length + part.Length));
                part.CopyTo(line.AsSpan(length));
                length += part.Length;
            }

            if (ending >= 0)
                return Take(length);
        }
    }

    string Take(int length)
    {
        Number++;
        var text = line.AsSpan(0, length);
        if (Number == 1 && text.StartsWith("\uFEFF"u8))
            text = text[3..];
        return Encoding.UTF8.GetString(text.TrimEnd((byte)'\r'));
    }
}
