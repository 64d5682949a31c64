using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FlowLogStack.Processing;

/// <summary>Writer of JSON strings in JavaScript's form: escapes only the characters that JSON requires, and keeps other text as UTF-8.</summary>
/// <remarks>The default of .NET also escapes <c>&lt;&gt;&amp;'+</c> and everything beyond ASCII, which compatible bodies do not.</remarks>
static class JsonText
{
    static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\', .. Enumerable.Range(0x80, 0x80).Select(code => (byte)code)]);

    /// <summary>Writes text as a quoted string.</summary>
    public static void WriteString(OutputBuffer output, ReadOnlySpan<byte> text)
    {
        output.Append((byte)'"');
        if (text.IndexOfAny(Special) < 0)
            output.Append(text);
        else if (Utf8.IsValid(text))
            WriteEscaped(output, text);
        else
            WriteEscaped(output, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));
        output.Append((byte)'"');
    }

    /// <summary>Returns text as a quoted string.</summary>
    public static byte[] Quote(string text)
    {
        var output = new OutputBuffer(text.Length + 2);
        WriteString(output, Encoding.UTF8.GetBytes(text));
        return output.Written.ToArray();
    }

    static void WriteEscaped(OutputBuffer output, ReadOnlySpan<byte> text)
    {
        foreach (var octet in text)
        {
            switch (octet)
            {
                case (byte)'"':
                    output.Append("\\\""u8);
                    break;
                case (byte)'\\':
                    output.Append("\\\\"u8);
                    break;
                case (byte)'\b':
                    output.Append("\\b"u8);
                    break;
                case (byte)'\f':
                    output.Append("\\f"u8);
                    break;
                case (byte)'\n':
                    output.Append("\\n"u8);
                    break;
                case (byte)'\r':
                    output.Append("\\r"u8);
                    break;
                case (byte)'\t':
                    output.Append("\\t"u8);
                    break;
                case < 0x20:
                    output.Append("\\u00"u8);
                    output.Append((byte)"0123456789abcdef"[octet >> 4]);
                    output.Append((byte)"0123456789abcdef"[octet & 15]);
                    break;
                default:
                    output.Append(octet);
                    break;
            }
        }
    }
}
