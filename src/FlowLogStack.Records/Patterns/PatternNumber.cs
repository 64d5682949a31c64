using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A number in patterns and events: a sign, digits, a fraction and an exponent, of which only the digits are required.</summary>
/// <remarks>Whole numbers without a sign up to 2^63 - 1 compare exactly, all others as 64-bit floating point.</remarks>
readonly struct PatternNumber
{
    const int MostDigits = 19;

    readonly long whole;
    readonly double real;
    readonly bool isWhole;

    PatternNumber(long whole)
    {
        this.whole = whole;
        real = whole;
        isWhole = true;
    }

    PatternNumber(double real) => this.real = real;

    /// <summary>Parses a text that is a number as a whole.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out PatternNumber number)
    {
        if (TryParseWhole(text, out var value))
        {
            number = new PatternNumber(value);
            return true;
        }

        if (IsWellFormed(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            number = new PatternNumber(real);
            return true;
        }

        number = default;
        return false;
    }

    internal int CompareTo(in PatternNumber other) =>
        isWhole && other.isWhole ? whole.CompareTo(other.whole) : real.CompareTo(other.real);

    /// <summary>Whether the number compares exactly with other whole numbers.</summary>
    internal bool IsWhole => isWhole;

    /// <summary>Whole number as an SQL literal.</summary>
    internal string WholeSql => whole.ToString(CultureInfo.InvariantCulture);

    /// <summary>Number in floating point as SQL.</summary>
    internal string RealSql => SqlConditions.Real(real);

    /// <summary>Returns whether a text is a number as a whole.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> text) => IsWellFormed(text);

    /// <summary>Number in floating point.</summary>
    internal double Real => real;

    static bool TryParseWhole(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > MostDigits)
            return false;
        ulong number = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            number = (number * 10) + digit;
        }

        value = (long)number;
        return value >= 0;
    }

    static bool IsWellFormed(ReadOnlySpan<byte> text)
    {
        var at = text is [(byte)'+' or (byte)'-', ..] ? 1 : 0;
        var digits = Digits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            digits += Digits(text, ref at);
        }

        if (digits == 0)
            return false;
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
                at++;
            if (Digits(text, ref at) == 0)
                return false;
        }

        return at == text.Length;
    }

    static int Digits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
            at++;
        return at - start;
    }
}
