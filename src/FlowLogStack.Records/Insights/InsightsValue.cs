using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>What a value of a query is.</summary>
public enum InsightsValueKind
{
    /// <summary>Nothing: the event has no such field, or a function has no answer.</summary>
    None,

    /// <summary>Text, as every field of a log event is.</summary>
    Text,

    /// <summary>A number: what arithmetic, functions and statistics answer. What is true is 1, what is false 0.</summary>
    Number,

    /// <summary>A moment, to the millisecond.</summary>
    Timestamp,
}

/// <summary>A value of a Logs Insights query: of a field, or computed from some.</summary>
/// <remarks>Text that is a number in its whole length is compared and computed with as one.</remarks>
public readonly struct InsightsValue : IEquatable<InsightsValue>
{
    /// <summary>The bytes that <see cref="WriteTo"/> needs at most.</summary>
    internal const int LongestComputed = 32;

    const double ExactWhole = 1L << 53;
    const long LastMillisecond = 253_402_300_799_999;
    const long FirstMillisecond = -62_135_596_800_000;

    readonly byte[]? text;
    readonly long bits;
    readonly int start;
    readonly int length;
    readonly Form form;

    InsightsValue(Form form, long bits)
    {
        this.form = form;
        this.bits = bits;
    }

    InsightsValue(byte[] text, int start, int length)
    {
        this.text = text;
        this.start = start;
        this.length = length;
        form = Form.Text;
    }

    enum Form : byte
    {
        None,
        Text,
        Whole,
        Real,
        Time,
    }

    /// <summary>What it is.</summary>
    public InsightsValueKind Kind => form switch
    {
        Form.None => InsightsValueKind.None,
        Form.Text => InsightsValueKind.Text,
        Form.Time => InsightsValueKind.Timestamp,
        _ => InsightsValueKind.Number,
    };

    /// <summary>Whether there is no value.</summary>
    public bool IsNone => form is Form.None;

    internal bool IsText => form is Form.Text;

    internal bool IsTimestamp => form is Form.Time;

    /// <summary>The bytes of a text; empty for what is none.</summary>
    internal ReadOnlySpan<byte> Utf8 => text.AsSpan(start, length);

    /// <summary>The milliseconds since 1970 of a timestamp.</summary>
    internal long Milliseconds => bits;

    internal static InsightsValue None => default;

    /// <summary>The value as a number: of text its number, of a timestamp its milliseconds since 1970.</summary>
    /// <returns>False when there is none, or the text is no number.</returns>
    public bool TryGetNumber(out double number)
    {
        var isNumber = InsightsNumber.TryRead(this, out var read);
        number = isNumber ? read.Real : 0;
        return isNumber;
    }

    /// <summary>The value as a whole number, exactly.</summary>
    /// <returns>False when there is none, or it is no whole number of 64 bits.</returns>
    public bool TryGetWhole(out long number)
    {
        var isWhole = InsightsNumber.TryRead(this, out var read) && read.IsWhole;
        number = isWhole ? read.Whole : 0;
        return isWhole;
    }

    /// <summary>The moment of a timestamp.</summary>
    public bool TryGetTimestamp(out DateTimeOffset moment)
    {
        moment = form is Form.Time ? DateTimeOffset.FromUnixTimeMilliseconds(bits) : default;
        return form is Form.Time;
    }

    internal static InsightsValue Of(byte[] utf8) => new(utf8, 0, utf8.Length);

    internal static InsightsValue Of(byte[] utf8, int start, int length) => new(utf8, start, length);

    internal static InsightsValue Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    internal static InsightsValue Of(bool truth) => new(Form.Whole, truth ? 1 : 0);

    internal static InsightsValue Of(long number) => new(Form.Whole, number);

    internal static InsightsValue Of(double number) =>
        !double.IsFinite(number) ? None
        : Math.Floor(number) == number && Math.Abs(number) <= ExactWhole ? Of((long)number)
        : new(Form.Real, BitConverter.DoubleToInt64Bits(number));

    /// <summary>A moment by its milliseconds since 1970; none when there is no such date.</summary>
    internal static InsightsValue At(long milliseconds) =>
        milliseconds is >= FirstMillisecond and <= LastMillisecond ? new(Form.Time, milliseconds) : None;

    /// <summary>The number of a computed value, which text is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGetComputed(out InsightsNumber number)
    {
        number = form is Form.Real ? new InsightsNumber(BitConverter.Int64BitsToDouble(bits)) : new InsightsNumber(bits);
        return form >= Form.Whole;
    }

    /// <summary>The same value, which no longer depends on the event it was taken from.</summary>
    internal InsightsValue Detach() => form is Form.Text ? Of(Utf8.ToArray()) : this;

    /// <summary>The text of any value, which for text are its own bytes.</summary>
    internal ReadOnlySpan<byte> TextOf() => form is Form.Text ? Utf8 : Encoding.UTF8.GetBytes(ToString());

    /// <summary>Writes a computed value so that equal ones are written alike.</summary>
    internal int WriteTo(Span<byte> destination)
    {
        var written = 0;
        if (form is Form.Whole or Form.Time)
            bits.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        else if (form is Form.Real)
            BitConverter.Int64BitsToDouble(bits).TryFormat(destination, out written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>The number that a text is, if it is spelled as numbers are; otherwise the same value.</summary>
    internal InsightsValue AsNumber() =>
        form is Form.Text && InsightsNumber.TryRead(Utf8, out var number) && number.ToValue() is var value && Utf8.SequenceEqual(value.TextOf()) ? value : this;

    /// <summary>Whether it counts as true: a number that is not zero; null when there is no value.</summary>
    internal bool? IsTrue => form is Form.None ? null : InsightsNumber.TryRead(this, out var number) && number.Real != 0;

    /// <inheritdoc/>
    public bool Equals(InsightsValue other) => Kind == other.Kind && TextOf().SequenceEqual(other.TextOf());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is InsightsValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, ToString());

    /// <summary>The text; the number in its shortest exact form; a timestamp as <c>2026-11-20 21:00:00.000</c> in UTC; nothing when there is no value.</summary>
    public override string ToString() => form switch
    {
        Form.Text => Encoding.UTF8.GetString(Utf8),
        Form.Whole => bits.ToString(CultureInfo.InvariantCulture),
        Form.Real => BitConverter.Int64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture),
        Form.Time => DateTimeOffset.FromUnixTimeMilliseconds(bits).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Whether both are the same value.</summary>
    public static bool operator ==(InsightsValue left, InsightsValue right) => left.Equals(right);

    /// <summary>Whether they are different values.</summary>
    public static bool operator !=(InsightsValue left, InsightsValue right) => !left.Equals(right);
}
