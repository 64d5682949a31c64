using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Reads JSON objects one by one: one on each line, one after another, or as the elements of an array, on any number of lines.</summary>
/// <remarks>
/// A line that begins with <c>{</c> while an object is incomplete begins the next object, so that an object that was cut short doesn't take those
/// behind it with it. Memory is that of the longest object, at most <see cref="LongestObject"/>.
/// </remarks>
/// <param name="bytes">The text, decompressed; not disposed.</param>
sealed class JsonObjectReader(ObjectBytes bytes)
{
    /// <summary>Maximum length of an object in bytes: 4 MiB, 16 times that of a log entry of Google Cloud.</summary>
    internal const int LongestObject = 4 * 1024 * 1024;

    byte[] buffer = new byte[64 * 1024];
    int begin;
    int position;
    int length;
    int line = 1;

    /// <summary>The object's bytes; empty if <see cref="Problem"/> is set.</summary>
    internal ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Number of the line on which the object begins.</summary>
    internal long LineNumber { get; private set; }

    /// <summary>What is wrong with the text at this place; null if <see cref="Current"/> is set.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Whether <see cref="Problem"/> is text outside of objects.</summary>
    internal bool IsForeign { get; private set; }

    /// <summary>Reads the next object, or the next text that isn't one.</summary>
    /// <returns>False at the end.</returns>
    internal bool Read()
    {
        (Current, Problem) = (default, null);
        if (!SkipSeparators())
            return false;
        (LineNumber, begin) = (line, position);
        IsForeign = buffer[position] != '{';
        if (!IsForeign)
            ReadObject();
        else
            SkipLine();
        begin = position;
        return true;
    }

    // A byte order mark may precede the first object.
    static bool IsSeparator(byte value) => value is <= (byte)' ' or (byte)',' or (byte)'[' or (byte)']' or 0xEF or 0xBB or 0xBF;

    bool SkipSeparators()
    {
        for (; position < length || Fill(); position++)
        {
            if (!IsSeparator(buffer[position]))
                return true;
            line += buffer[position] == '\n' ? 1 : 0;
            begin = position + 1;
        }

        return false;
    }

    void SkipLine()
    {
        Problem = "the text is not a JSON object. Use log entries in JSON, one on each line or in an array.";
        for (; (position < length || Fill()) && buffer[position] != '\n'; position++)
            begin = position;
    }

    void ReadObject()
    {
        var depth = 0;
        var (isText, isEscaped, beginsLine, isTooLong) = (false, false, false, false);
        for (; ; position++)
        {
            if (position == length && !Fill())
            {
                Problem = "the JSON object is cut short. Export its log entry again.";
                return;
            }

            var value = buffer[position];
            if (beginsLine && value == '{')
            {
                Problem = "the JSON object is cut short. Export its log entry again.";
                return;
            }

            beginsLine = value == '\n';
            line += beginsLine ? 1 : 0;
            if (position - begin >= LongestObject)
            {
                isTooLong = true;
                begin = position;
            }

            if (isText)
            {
                // A line can't end within text.
                isText = !beginsLine && (isEscaped || value != '"');
                isEscaped = !isEscaped && value == '\\';
                continue;
            }

            isText = value == '"';
            depth += value is (byte)'{' or (byte)'[' ? 1 : value is (byte)'}' or (byte)']' ? -1 : 0;
            if (depth > 0)
                continue;
            position++;
            if (isTooLong)
                Problem = "the JSON object is longer than 4 MiB. Remove it; a log entry has at most 256 KiB.";
            else
                Current = buffer.AsMemory(begin, position - begin);
            return;
        }
    }

    bool Fill()
    {
        if (begin > 0)
        {
            buffer.AsSpan(begin, length - begin).CopyTo(buffer);
            (position, length, begin) = (position - begin, length - begin, 0);
        }

        if (length == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = bytes.Read(buffer.AsSpan(length));
        length += read;
        return read > 0;
    }
}
