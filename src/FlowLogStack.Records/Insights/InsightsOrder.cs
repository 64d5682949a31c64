namespace FlowLogStack.Records;

/// <summary>The order of values in <c>sort</c>: missing values, then text, then numbers.</summary>
/// <remarks>
/// Text is in natural order: runs of digits by their length and then their digits, other characters by code point. Text
/// that is a number as a whole is sorted as a number.
/// </remarks>
static class InsightsOrder
{
    internal static int Compare(in InsightsValue left, in InsightsValue right)
    {
        if (left.IsNone || right.IsNone)
            return (right.IsNone ? 1 : 0) - (left.IsNone ? 1 : 0);
        var isNumber = InsightsNumber.TryRead(left, out var a);
        if (isNumber != InsightsNumber.TryRead(right, out var b))
            return isNumber ? 1 : -1;
        if (!isNumber)
            return CompareText(left.Utf8, right.Utf8);
        var order = a.CompareTo(b);
        return order == 0 && left.IsText && right.IsText ? left.Utf8.SequenceCompareTo(right.Utf8) : order;
    }

    static int CompareText(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var at = left.CommonPrefixLength(right);
        // Common digits before the difference belong to the runs that differ.
        while (at > 0 && IsDigit(left[at - 1]))
            at--;
        left = left[at..];
        right = right[at..];
        int a = Digits(left), b = Digits(right);
        if (a > 0 && b > 0 && (a != b || !left[..a].SequenceEqual(right[..b])))
            return a != b ? a - b : left[..a].SequenceCompareTo(right[..b]);
        return left.SequenceCompareTo(right);
    }

    static int Digits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length;

    static bool IsDigit(byte c) => c is >= (byte)'0' and <= (byte)'9';
}
