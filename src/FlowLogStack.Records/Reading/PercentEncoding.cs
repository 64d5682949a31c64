using System.Text.Unicode;

namespace FlowLogStack.Records;

/// <summary>Decoder of percent-encoded tag values (RFC 3986).</summary>
public static class PercentEncoding
{
    /// <summary>Decodes UTF-8 text.</summary>
    /// <param name="text">Encoded text; <c>+</c> is a literal plus sign.</param>
    /// <param name="destination">Receives the decoded text, which is never longer than the encoded one; may be the same memory.</param>
    /// <param name="written">Number of bytes written; 0 on failure.</param>
    /// <returns>False if a <c>%</c> is not followed by two hexadecimal digits, or the result is not UTF-8 or does not fit.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        var at = 0;
        written = 0;
        var length = 0;
        while (at < text.Length)
        {
            int value = text[at++];
            if (value == '%')
            {
                if (at + 2 > text.Length || HexDigit(text[at]) is < 0 || HexDigit(text[at + 1]) is < 0)
                    return false;
                value = (HexDigit(text[at]) << 4) | HexDigit(text[at + 1]);
                at += 2;
            }

            if (length == destination.Length)
                return false;
            destination[length++] = (byte)value;
        }

        if (!Utf8.IsValid(destination[..length]))
            return false;
        written = length;
        return true;
    }

    static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
