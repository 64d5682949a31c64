using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>A value of a Logs Insights query: the value of a field, or a computed value.</summary>
/// <remarks>Text that is a number as a whole is compared and computed as a number.</remarks>
public readonly struct InsightsValue : IEquatable<InsightsValue>
{
    /// <summary>Maximum number of bytes that <see cref="WriteTo"/> writes.</summary>
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

    /// <summary>Kind of the value.</summary>
    public InsightsValueKind Kind => form switch
    {
        Form.None => InsightsValueKind.None,
        Form.Text => InsightsValueKind.Text,
        Form.Time => InsightsValueKind.Timestamp,
        _ => InsightsValueKind.Number,
    };

    /// <summary>Whether the value is missing.</summary>
    public bool IsNone => form is Form.None;

    internal bool IsText => form is Form.Text;

    internal bool IsTimestamp => form is Form.Time;

    /// <summary>Bytes of a text; empty for other values.</summary>
    internal ReadOnlySpan<byte> Utf8 => text.AsSpan(start, length);

    /// <summary>Milliseconds since 1970 of a timestamp.</summary>
    internal long Milliseconds => bits;

    internal static InsightsValue None => default;

    /// <summary>Gets the value as a number: the number of a text, or the milliseconds since 1970 of a timestamp.</summary>
    /// <returns>False if the value is missing, or the text is not a number.</returns>
    public bool TryGetNumber(out double number)
    {
        var isNumber = InsightsNumber.TryRead(this, out var read);
        number = isNumber ? read.Real : 0;
        return isNumber;
    }

    /// <summary>Gets the value as a whole number, exactly.</summary>
    /// <returns>False if the value is missing, or it is not a whole number of 64 bits.</returns>
    public bool TryGetWhole(out long number)
    {
        var isWhole = InsightsNumber.TryRead(this, out var read) && read.IsWhole;
        number = isWhole ? read.Whole : 0;
        return isWhole;
    }

    /// <summary>Gets the moment of a timestamp.</summary>
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

    /// <summary>Creates a timestamp from milliseconds since 1970; no value if they are outside the range of dates.</summary>
    internal static InsightsValue At(long milliseconds) =>
        milliseconds is >= FirstMillisecond and <= LastMillisecond ? new(Form.Time, milliseconds) : None;

    /// <summary>Gets the number of a computed value; false for text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGetComputed(out InsightsNumber number)
    {
        number = form is Form.Real ? new InsightsNumber(BitConverter.Int64BitsToDouble(bits)) : new InsightsNumber(bits);
        return form >= Form.Whole;
    }

    /// <summary>Returns the same value, independent of the event's buffer.</summary>
    internal InsightsValue Detach() => form is Form.Text ? Of(Utf8.ToArray()) : this;

    /// <summary>Returns the text of any value as UTF-8.</summary>
    internal ReadOnlySpan<byte> TextOf() => form is Form.Text ? Utf8 : Encoding.UTF8.GetBytes(ToString());

    /// <summary>Writes a computed value so that equal values have equal bytes.</summary>
    internal int WriteTo(Span<byte> destination)
    {
        var written = 0;
        if (form is Form.Whole or Form.Time)
            bits.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        else if (form is Form.Real)
            BitConverter.Int64BitsToDouble(bits).TryFormat(destination, out written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Returns the number of a text that is a number; otherwise the same value.</summary>
    internal InsightsValue AsNumber() =>
        form is Form.Text && InsightsNumber.TryRead(Utf8, out var number) && number.ToValue() is var value && Utf8.SequenceEqual(value.TextOf()) ? value : this;

    /// <summary>Whether the value counts as true, which numbers other than zero do; null for a missing value.</summary>
    internal bool? IsTrue => form is Form.None ? null : InsightsNumber.TryRead(this, out var number) && number.Real != 0;

    /// <inheritdoc/>
    public bool Equals(InsightsValue other) => Kind == other.Kind && TextOf().SequenceEqual(other.TextOf());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is InsightsValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, ToString());

    /// <summary>
    /// Returns the text, the number in its shortest exact form, a timestamp as <c>2026-11-20 21:00:00.000</c> in UTC, or an
    /// empty text for no value.
    /// </summary>
    public override string ToString() => form switch
    {
        Form.Text => Encoding.UTF8.GetString(Utf8),
        Form.Whole => bits.ToString(CultureInfo.InvariantCulture),
        Form.Real => BitConverter.Int64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture),
        Form.Time => DateTimeOffset.FromUnixTimeMilliseconds(bits).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Returns whether both are the same value.</summary>
    public static bool operator ==(InsightsValue left, InsightsValue right) => left.Equals(right);

    /// <summary>Returns whether they are different values.</summary>
    public static bool operator !=(InsightsValue left, InsightsValue right) => !left.Equals(right);
}
