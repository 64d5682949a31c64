using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>The reason why a line is malformed, with the position of the field.</summary>
/// <param name="Reason">Reason why the line is malformed.</param>
/// <param name="Position">0-based position of the incorrect field; -1 for the line as a whole.</param>
public readonly record struct Rejection(RejectionReason Reason, int Position = -1)
{
    const int QuotedBytes = 60;

    /// <summary>Returns one sentence with the value, the field and the expected value.</summary>
    /// <param name="line">Malformed line.</param>
    /// <param name="format">Log format of the line.</param>
    public string Describe(ReadOnlySpan<byte> line, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Reason switch
        {
            RejectionReason.None => "nothing is wrong",
            RejectionReason.EmptyLine => "the line is empty",
            RejectionReason.TooFewFields or RejectionReason.TooManyFields =>
                $"{Number(Count(line))} fields, but the log format has {Number(format.Fields.Length)} ({Sample(format)})",
            RejectionReason.EmptyField => "a field is empty; fields are separated by one space, and an absent value is '-'",
            RejectionReason.BadNumber => $"{Where(line, format)} is not a whole number from 0 to {Number(Limit(format.Fields[Position].Kind))}",
            RejectionReason.BadAddress => $"{Where(line, format)} is not an IPv4 or IPv6 address",
            RejectionReason.BadUtf8 => $"the line is not UTF-8: {Quote(line)}",
            RejectionReason.ControlCharacter => $"the line contains a control character: {Quote(line)}",
            RejectionReason.LineTooLong => $"the line exceeds the maximum length; it begins {Quote(line)}",
            RejectionReason.BadEnvelope => $"the JSON is truncated, malformed or has no 'message' string: {Quote(line)}",
            RejectionReason.BadHeader => $"the header has fields that are not valid together (a duplicate, or those of VPC and transit gateway records), so "
                + $"its lines cannot be read: {Quote(line)}",
            _ => throw new InvalidOperationException($"{Reason} is not a reason."),
        };
    }

    internal static long Limit(FieldKind kind) => kind switch
    {
        FieldKind.Number => int.MaxValue,
        FieldKind.Instant => FlowRecord.LastMillisecond,
        _ => long.MaxValue,
    };

    string Where(ReadOnlySpan<byte> line, FlowLogFormat format)
    {
        var position = Position;
        foreach (var range in line.Split((byte)' '))
        {
            if (position-- == 0)
                return $"field {Number(Position + 1)} '{format.Fields[Position]}' {Quote(line[range])}";
        }

        return $"field {Number(Position + 1)} '{format.Fields[Position]}'";
    }

    static int Count(ReadOnlySpan<byte> line) => line.Count((byte)' ') + 1;

    static string Sample(FlowLogFormat format) =>
        format.Fields.Length <= 3 ? format.ToHeaderLine() : $"{format.Fields[0]} {format.Fields[1]} … {format.Fields[^1]}";

    // The text is printed to terminals and logs, so it must not move a cursor or start a line.
    static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("'");
        foreach (var rune in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, QuotedBytes)]).EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                text.Append(rune);
        }

        return text.Append(bytes.Length > QuotedBytes ? "…'" : "'").ToString();
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
