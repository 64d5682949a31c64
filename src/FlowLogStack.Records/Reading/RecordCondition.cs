using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>A test of a record's field in command-line notation: <c>action=REJECT</c>, <c>dstport&lt;1024</c>, <c>srcaddr!=10.0.0.0/8</c>.</summary>
/// <remarks>
/// Operators are <c>= != &lt; &lt;= &gt; &gt;=</c>. Commas separate alternatives: <c>dstport=22,3389</c> is either,
/// <c>dstport!=22,3389</c> is neither. Addresses are compared with addresses or CIDR blocks; instants with seconds or
/// an ISO 8601 time; text in its exact case, tags after decoding. <c>-</c> tests for an absent value. A
/// record without the field fulfills no condition, and one with an absent value fulfills no test of a number, an instant or
/// an address.
/// </remarks>
public sealed class RecordCondition
{
    static readonly (string Spelling, Comparison Comparison)[] Operators =
    [
        ("!=", Comparison.NotEqual), ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual),
        ("=", Comparison.Equal), ("<", Comparison.Less), (">", Comparison.Greater),
    ];

    static readonly Dictionary<FlowField, string[]> Words = new()
    {
        [FlowField.Action] = ["ACCEPT", "REJECT"],
        [FlowField.LogStatus] = ["OK", "NODATA", "SKIPDATA"],
        [FlowField.FlowDirection] = ["ingress", "egress"],
        [FlowField.Type] = ["IPv4", "IPv6", "EFA"],
    };

    static readonly Dictionary<FlowField, long> Largest = new() { [FlowField.SrcPort] = 65_535, [FlowField.DstPort] = 65_535, [FlowField.Protocol] = 255,
        [FlowField.TcpFlags] = 255 };

    readonly ImmutableArray<Operand> operands;

    RecordCondition(FlowField field, Comparison comparison, ImmutableArray<Operand> operands)
    {
        Field = field;
        Comparison = comparison;
        this.operands = operands;
    }

    /// <summary>Tested field.</summary>
    public FlowField Field { get; }

    /// <summary>Comparison of the value.</summary>
    public Comparison Comparison { get; }

    /// <summary>Returns whether a text has an operator, so that it is probably a condition.</summary>
    public static bool LooksLike(string text) => text.AsSpan().IndexOfAny("=<>") >= 0;

    /// <summary>Parses a condition.</summary>
    /// <param name="text">Field, operator and value, without spaces.</param>
    /// <param name="custom">Fields newer than the catalog that the condition may contain.</param>
    /// <exception cref="FormatException">
    /// The operator or value is missing, the field is unknown, or it cannot have the value; the message contains the fix.
    /// </exception>
    public static RecordCondition Parse(string text, params IEnumerable<FlowField> custom)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.AsSpan().IndexOfAny("=!<>");
        var (spelling, comparison) = at < 0 ? default : Operators.FirstOrDefault(candidate => text.AsSpan(at).StartsWith(candidate.Spelling));
        if (spelling is null)
            throw new FormatException($"'{text}' is not a condition. Use a field, one of = != < <= > >=, and a value, as in action=REJECT or "
                + "srcaddr=10.0.0.0/8.");
        var name = text[..at].Trim();
        if (!FlowField.TryGet(name, out var field) && (field = custom.FirstOrDefault(field => field.Name == name)) is null)
            throw new FormatException($"The condition '{text}' has the field '{name}', which is not a flow log field.{Hint(name)}");
        if (text.AsSpan(at).StartsWith("==") || text.AsSpan(at + spelling.Length).IndexOfAny("=<>") == 0)
            throw new FormatException($"The condition '{text}' has '{text[at..(at + spelling.Length + 1)]}', which is not an operator. Use one of = != < <= > "
                + $">=, as in {name}={text[(at + spelling.Length + 1)..]}.");
        var operands = text[(at + spelling.Length)..].Split(',', StringSplitOptions.TrimEntries);
        if (operands.Contains(""))
            throw new FormatException($"The condition '{text}' has an empty value. Add a value after '{spelling}', or '-' for records without the field.");
        var ordered = comparison is not (Comparison.Equal or Comparison.NotEqual);
        if (ordered && (operands.Length > 1 || operands[0] == "-" || !field.IsNumeric))
            throw new FormatException($"The condition '{text}' has the operator '{spelling}', which compares a number or an instant with one value. Use = "
                + "or != here.");
        foreach (var operand in operands)
            CheckPossible(text, field, comparison, operand);
        return new RecordCondition(field, comparison, [.. operands.Select(operand => Operand.Of(field, operand))]);
    }

    /// <summary>Returns whether the record fulfills the condition.</summary>
    public bool Holds(FlowRecord record)
    {
        var text = record[Field];
        if (text.IsEmpty)
            return false;
        if (Comparison is Comparison.Equal)
            return AnyEquals(record, text);
        if (text is [(byte)'-'] && Field.Kind is not (FieldKind.Text or FieldKind.EncodedText))
            return false;
        if (Comparison is Comparison.NotEqual)
            return !AnyEquals(record, text);
        if (!record.TryGetInt64(Field, out var number))
            return false;
        var order = Operand.Seconds(Field, number).CompareTo(operands[0].Number);
        return Comparison switch
        {
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }

    bool AnyEquals(FlowRecord record, ReadOnlySpan<byte> text)
    {
        foreach (var operand in operands)
        {
            if (operand.Matches(record, Field, text))
                return true;
        }

        return false;
    }

    // A value that the field never has selects nothing or everything, without a sign of the mistake.
    static void CheckPossible(string text, FlowField field, Comparison comparison, string operand)
    {
        if (operand == "-")
            return;
        if (Words.TryGetValue(field, out var words) && !words.Contains(operand))
        {
            var meant = Nearest.To(operand, words) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            throw new FormatException($"The condition '{text}' has the value '{operand}', which '{field}' never has.{meant} Use {string.Join(" or ", words)}.");
        }

        // Every value is below a bound beyond the largest one, which is not a mistake.
        if (comparison is Comparison.Less || !Largest.TryGetValue(field, out var largest)
            || WholeNumber.Parse(Encoding.UTF8.GetBytes(operand)) is not (>= 0 and var number))
            return;
        if (number > largest)
            throw new FormatException($"The condition '{text}' has the value {operand}, which '{field}' never has. Use a number from 0 "
                + $"to {largest.ToString(CultureInfo.InvariantCulture)}.");
    }

    static string Hint(string name) =>
        UnknownField.Describe(name) is { } note ? $" {note}" : "";

    sealed class Operand
    {
        static readonly Dictionary<string, int> Protocols = new(StringComparer.Ordinal) { ["ICMP"] = 1, ["TCP"] = 6, ["UDP"] = 17, ["ICMPV6"] = 58 };

        byte[] Text { get; init; } = [];

        bool IsAbsence { get; init; }

        public long Number { get; init; }

        AddressRange Range { get; init; }

        internal static Operand Of(FlowField field, string text)
        {
            if (text == "-")
                return new Operand { IsAbsence = true };
            if (field.Kind is FieldKind.Address)
            {
                return AddressRange.TryParse(text, out var range)
                    ? new Operand { Range = range }
                    : throw new FormatException($"'{text}' is not an address or a CIDR block, which '{field}' is compared with. Use a value such as 10.0.0.7, "
                    + "10.0.0.0/8 or 2001:db8::/32.");
            }

            if (!field.IsNumeric)
                return new Operand { Text = Encoding.UTF8.GetBytes(text) };
            if (WholeNumber.Parse(Encoding.UTF8.GetBytes(text)) is >= 0 and var number)
                return new Operand { Number = Seconds(field, number) };
            if (field.Kind is FieldKind.Instant && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                return new Operand { Number = instant.ToUnixTimeSeconds() };
            var cure = field == FlowField.Protocol && Protocols.TryGetValue(text.ToUpperInvariant(), out var protocol)
                ? $"Use {protocol} for {text.ToUpperInvariant()}" : field.Kind is FieldKind.Instant
                ? "Use seconds since 1970 or a time such as 2026-11-20T21:00:00Z" : "Use digits only";
            throw new FormatException($"'{text}' is not a number, which '{field}' requires. {cure}.");
        }

        // Milliseconds count as the second that contains them, so that both notations of an instant compare alike.
        internal static long Seconds(FlowField field, long number) =>
            field.Kind is FieldKind.Instant && number > FlowRecord.LastSecond ? number / 1000 : number;

        internal bool Matches(FlowRecord record, FlowField field, ReadOnlySpan<byte> text)
        {
            if (IsAbsence || text is [(byte)'-'])
                return IsAbsence && text is [(byte)'-'];
            return field.Kind switch
            {
                FieldKind.Address => record.TryGetAddress(field, out var address) && Range.Contains(address),
                FieldKind.Text => text.SequenceEqual(Text),
                FieldKind.EncodedText => text.SequenceEqual(Text) || DecodedEquals(text),
                _ => record.TryGetInt64(field, out var number) && Seconds(field, number) == Number,
            };
        }

        bool DecodedEquals(ReadOnlySpan<byte> text)
        {
            if (!text.Contains((byte)'%'))
                return false;
            var decoded = text.Length <= 1024 ? stackalloc byte[text.Length] : new byte[text.Length];
            return PercentEncoding.TryDecode(text, decoded, out var written) && decoded[..written].SequenceEqual(Text);
        }
    }
}
