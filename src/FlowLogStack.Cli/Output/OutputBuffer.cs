using System.Buffers;
using System.Text;

namespace FlowLogStack.Cli;

/// <summary>A buffer that combines output into large writes.</summary>
sealed class OutputBuffer(Stream output)
{
    const int FlushLength = 64 * 1024;

    readonly ArrayBufferWriter<byte> pending = new(2 * FlushLength);

    internal IBufferWriter<byte> Bytes => pending;

    /// <summary>Whether control characters are written unchanged, because the text is already escaped and contains colors.</summary>
    internal bool KeepsEscapes { get; init; }

    internal void Write(string text) => Encoding.UTF8.GetBytes(text, pending);

    internal void WriteLine(string text)
    {
        Write(text);
        EndLine();
    }

    /// <summary>Writes a title and indented lines after a blank line, or nothing if there aren't any lines.</summary>
    internal void WriteList(string title, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst)
            {
                WriteLine("");
                WriteLine(title);
                isFirst = false;
            }

            WriteLine("  " + SafeText.Line(line));
        }
    }

    internal void EndLine()
    {
        pending.Write("\n"u8);
        FlushWhenFull();
    }

    internal void FlushWhenFull()
    {
        if (pending.WrittenCount >= FlushLength)
            Flush();
    }

    internal void Flush()
    {
        if (pending.WrittenCount == 0)
            return;
        try
        {
            if (KeepsEscapes)
                output.Write(pending.WrittenSpan);
            else
                SafeText.Write(pending.WrittenSpan, output);
            output.Flush();
        }
        catch (IOException e)
        {
            throw new OutputException(e);
        }

        pending.ResetWrittenCount();
    }
}
