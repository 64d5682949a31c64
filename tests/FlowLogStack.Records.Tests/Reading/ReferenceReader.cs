using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records.Tests;

/// <summary>What a record is, said a second time: slowly, with strings and regular expressions, and without the reader's code.</summary>
static partial class ReferenceReader
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The values of the line, in order, or null when it is no record of the format: a <see cref="BigInteger"/>, an <see cref="IPAddress"/>, a string, or null
    /// for what is absent.
    /// </summary>
    public static object?[]? Read(ReadOnlySpan<byte> line, FlowLogFormat format)
    {
        string text;
        try
        {
            text = Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var fields = text.Split(' ');
        if (fields.Length != format.Fields.Length || fields.Contains("") || text.Any(c => c < ' ' || c == '\u007F'))
            return null;
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] == "-")
                continue;
            values[i] = format.Fields[i].Kind switch
            {
                FieldKind.Number => Number(fields[i], int.MaxValue),
                FieldKind.Counter => Number(fields[i], long.MaxValue),
                FieldKind.Instant => Number(fields[i], 253_402_300_799_999),
                FieldKind.Address => Address(fields[i]),
                _ => fields[i],
            };
            if (values[i] is null)
                return null;
        }

        return values;
    }

    public static object? Address(string text)
    {
        if (IPv4().IsMatch(text))
            return IPAddress.Parse(text).MapToIPv6();
        if (!IPv6().IsMatch(text) || (text.Contains('.', StringComparison.Ordinal) && !IPv4().IsMatch(text[(text.LastIndexOf(':') + 1)..])))
            return null;
        return IPAddress.TryParse(text, out var address) ? address : null;
    }

    static BigInteger? Number(string text, long limit) =>
        Digits().IsMatch(text) && BigInteger.Parse(text, CultureInfo.InvariantCulture) is var number && number <= limit ? number : null;

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(?!\z)|\z)){4}\z")]
    private static partial Regex IPv4();

    [GeneratedRegex(@"\A(?=.*:)[0-9a-fA-F:.]+\z")]
    private static partial Regex IPv6();
}
