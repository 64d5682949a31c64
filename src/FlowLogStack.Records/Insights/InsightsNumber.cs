using System.Globalization;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Records;

/// <summary>A number of a query: a whole number of up to 64 bits if possible, otherwise floating point.</summary>
readonly struct InsightsNumber
{
    const int MostDigits = 19;

    internal InsightsNumber(long whole)
    {
        Whole = whole;
        Real = whole;
        IsWhole = true;
    }

    internal InsightsNumber(double real) => Real = real;

    internal long Whole { get; }

    internal double Real { get; }

    internal bool IsWhole { get; }

    /// <summary>Reads a value that is a number, or whose whole text is a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(in InsightsValue value, out InsightsNumber number)
    {
        if (!value.IsText)
            return value.TryGetComputed(out number);
        return TryRead(value.Utf8, out number);
    }

    internal static bool TryRead(ReadOnlySpan<byte> text, out InsightsNumber number)
    {
        if (text.Length is > 0 and < MostDigits)
        {
            long whole = 0;
            foreach (var c in text)
            {
                var digit = (uint)(c - '0');
                if (digit > 9)
                    return TryReadOther(text, out number);
                whole = (whole * 10) + digit;
            }

            number = new InsightsNumber(whole);
            return true;
        }

        return TryReadOther(text, out number);
    }

    internal int CompareTo(in InsightsNumber other) =>
        IsWhole && other.IsWhole ? Whole.CompareTo(other.Whole) : Real.CompareTo(other.Real);

    internal InsightsValue ToValue() => IsWhole ? InsightsValue.Of(Whole) : InsightsValue.Of(Real);

    internal static InsightsNumber Add(in InsightsNumber a, in InsightsNumber b)
    {
        var sum = unchecked(a.Whole + b.Whole);
        return a.IsWhole && b.IsWhole && ((a.Whole ^ sum) & (b.Whole ^ sum)) >= 0 ? new(sum) : new(a.Real + b.Real);
    }

    internal static InsightsNumber Subtract(in InsightsNumber a, in InsightsNumber b)
    {
        var difference = unchecked(a.Whole - b.Whole);
        return a.IsWhole && b.IsWhole && ((a.Whole ^ b.Whole) & (a.Whole ^ difference)) >= 0 ? new(difference) : new(a.Real - b.Real);
    }

    internal static InsightsNumber Multiply(in InsightsNumber a, in InsightsNumber b)
    {
        var high = Math.BigMul(a.Whole, b.Whole, out var low);
        return a.IsWhole && b.IsWhole && high == low >> 63 ? new(low) : new(a.Real * b.Real);
    }

    internal static InsightsValue Divide(in InsightsNumber a, in InsightsNumber b) =>
        b.Real == 0 ? InsightsValue.None
        : a.IsWhole && b.IsWhole && b.Whole != -1 && a.Whole % b.Whole == 0 ? InsightsValue.Of(a.Whole / b.Whole)
        : InsightsValue.Of(a.Real / b.Real);

    internal static InsightsValue Remainder(in InsightsNumber a, in InsightsNumber b) =>
        b.Real == 0 ? InsightsValue.None
        : a.IsWhole && b.IsWhole && b.Whole != -1 ? InsightsValue.Of(a.Whole % b.Whole)
        : InsightsValue.Of(a.Real % b.Real);

    static bool TryReadOther(ReadOnlySpan<byte> text, out InsightsNumber number)
    {
        number = default;
        if (text.IsEmpty || text[0] is not ((byte)'-' or (byte)'+' or (byte)'.' or (>= (byte)'0' and <= (byte)'9')) || !PatternNumber.IsNumber(text))
            return false;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            number = new InsightsNumber(whole);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
            number = new InsightsNumber(real);
        else
            return false;
        return true;
    }
}
