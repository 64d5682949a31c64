using System.Text;

namespace FlowLogStack.Records;

/// <summary>The log format of a text, as determined by its header lines.</summary>
sealed class HeaderFormats
{
    const int FormatsRemembered = 16;

    readonly FlowLogFormat configured;
    readonly List<(byte[] Header, FlowLogFormat Format)> known = [];
    byte[] header;

    /// <summary>Begins with the format of lines without a preceding header.</summary>
    internal HeaderFormats(FlowLogFormat configured)
    {
        this.configured = Format = configured;
        header = Encoding.ASCII.GetBytes(configured.ToHeaderLine());
        known.Add((header, configured));
    }

    /// <summary>Format of the lines that follow.</summary>
    internal FlowLogFormat Format { get; private set; }

    /// <summary>Whether the last header has fields that no format has, so that the lines after it cannot be read.</summary>
    internal bool IsUnusable { get; private set; }

    /// <summary>Number of header lines whose fields differ from the configured format.</summary>
    internal long Contradictions { get; private set; }

    /// <summary>Reads a line as a header.</summary>
    /// <param name="line">Line, without its ending.</param>
    /// <param name="opens">Whether it is the first line.</param>
    /// <returns>False if the line is not a header.</returns>
    internal bool TryTake(ReadOnlySpan<byte> line, bool opens)
    {
        if (line.IsEmpty || (uint)(line[0] - 'a') > 'z' - 'a' || !(line.SequenceEqual(header) || ObjectHeader.Is(line, opens)))
            return false;
        if (!line.SequenceEqual(header))
        {
            header = line.ToArray();
            try
            {
                Format = FormatOf(header);
                IsUnusable = false;
            }
            catch (FlowLogFormatException)
            {
                IsUnusable = true;
            }
        }

        if (!IsUnusable && !ReferenceEquals(configured, Format))
            Contradictions++;
        return true;
    }

    FlowLogFormat FormatOf(byte[] line)
    {
        foreach (var (text, format) in known)
        {
            if (text.AsSpan().SequenceEqual(line))
                return format;
        }

        var named = ObjectHeader.ToFormat(line, configured);
        named = named.Equals(configured) ? configured : named;
        if (known.Count == FormatsRemembered)
            known.Clear();
        known.Add((line, named));
        return named;
    }
}
