using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>A comparison of a value with the prepared operand of a pattern.</summary>
abstract class ValueTest : ValueCondition
{
    /// <summary>Relative duration of the test, so that fast tests run first.</summary>
    internal abstract int Cost { get; }

    /// <summary>Identity of the test: two tests with the same one hold for the same values.</summary>
    internal abstract string Identity { get; }

    /// <summary>Returns whether a JSON string, in UTF-8, fulfills the test.</summary>
    internal virtual bool HoldsForString(ReadOnlySpan<byte> value) => Holds(value);

    /// <summary>Returns SQL for the test of a column's value: true, or else false or NULL.</summary>
    internal abstract string ToSql(EventColumn column);

    /// <summary>Creates a test for equal or different text; each <c>*</c> of the operand matches any run of characters.</summary>
    internal static ValueTest Text(string operand, bool isNegated) =>
        operand.Contains('*', StringComparison.Ordinal) ? new WildcardTest(operand, isNegated) : new TextTest(operand, isNegated);

    /// <summary>Creates a comparison of numbers; a value that is not a number fulfills only <c>!=</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="operand">The number.</param>
    /// <param name="written">The number in the pattern's spelling, with which JSON strings are compared.</param>
    internal static ValueTest Number(Comparison comparison, PatternNumber operand, string written) => new NumberTest(comparison, operand, written);

    /// <summary>Creates a test that text contains, or does not contain, a match of the expression.</summary>
    internal static ValueTest Matching(Regex expression, bool isNegated) => new RegexTest(expression, isNegated);

    /// <summary>Creates a test that at least one group of tests is fulfilled as a whole.</summary>
    internal static ValueTest AnyOfAll(IReadOnlyList<IReadOnlyList<ValueTest>> groups) =>
        groups is [[var only]] ? only : new GroupTest([.. groups.Select(group => group.OrderBy(test => test.Cost).ToArray())]);

    sealed class TextTest(string operand, bool isNegated) : ValueTest
    {
        readonly byte[] text = Encoding.UTF8.GetBytes(operand);

        internal override int Cost => 0;

        internal override string Identity { get; } = $"{Sign(isNegated)}\"{operand}\"";

        internal override bool Holds(ReadOnlySpan<byte> value) => value.SequenceEqual(text) != isNegated;

        internal override string ToSql(EventColumn column) => column.Is(operand, isNegated);
    }

    sealed class WildcardTest(string operand, bool isNegated) : ValueTest
    {
        readonly Wildcard wildcard = new(operand);

        internal override int Cost => 2;

        internal override string Identity { get; } = $"{Sign(isNegated)}*{operand}";

        /// <summary>Text with which matching values begin, without any other condition; null if there are others.</summary>
        internal byte[]? Prefix => wildcard.Prefix;

        internal bool IsNegated => isNegated;

        internal override bool Holds(ReadOnlySpan<byte> value) => wildcard.Matches(value) != isNegated;

        internal override string ToSql(EventColumn column) =>
            column.Fulfils($"{column.TextIfPresent} {(isNegated ? "NOT " : "")}{SqlConditions.Like(operand)}", Holds(EventColumn.Absent));
    }

    sealed class NumberTest(Comparison comparison, PatternNumber operand, string written) : ValueTest
    {
        readonly byte[] text = Encoding.UTF8.GetBytes(written);

        internal override int Cost => 1;

        internal override string Identity { get; } = $"{comparison} {written}";

        internal Comparison Comparison => comparison;

        internal PatternNumber Operand => operand;

        internal override bool Holds(ReadOnlySpan<byte> value)
        {
            if (!PatternNumber.TryParse(value, out var number))
                return comparison is Comparison.NotEqual;
            var order = number.CompareTo(operand);
            return comparison switch
            {
                Comparison.Equal => order == 0,
                Comparison.NotEqual => order != 0,
                Comparison.Less => order < 0,
                Comparison.LessOrEqual => order <= 0,
                Comparison.Greater => order > 0,
                _ => order >= 0,
            };
        }

        internal override bool HoldsForString(ReadOnlySpan<byte> value) => comparison switch
        {
            Comparison.Equal => value.SequenceEqual(text),
            Comparison.NotEqual => !value.SequenceEqual(text),
            _ => false,
        };

        internal override string ToSql(EventColumn column)
        {
            var sign = comparison switch
            {
                Comparison.Equal => "=",
                Comparison.NotEqual => "<>",
                Comparison.Less => "<",
                Comparison.LessOrEqual => "<=",
                Comparison.Greater => ">",
                _ => ">=",
            };
            List<string> ways = [$"{column.Real} {sign} {operand.RealSql}"];
            if (operand.IsWhole)
                ways.Insert(0, $"{column.Whole} {sign} {operand.WholeSql}");
            if (column.IsNumeric)
                return column.Fulfils(ways[0], Holds(EventColumn.Absent));
            // Text may be a whole number, another number, or not a number.
            if (comparison is Comparison.NotEqual)
                ways.Add("TRUE");
            return ways.Count == 1 ? ways[0] : $"coalesce({string.Join(", ", ways)})";
        }
    }

    sealed class RegexTest(Regex expression, bool isNegated) : ValueTest
    {
        const int OnStack = 512;

        internal override int Cost => 8;

        internal override string Identity { get; } = $"{Sign(isNegated)}%{expression}";

        internal override bool Holds(ReadOnlySpan<byte> value)
        {
            if (value.Length <= OnStack)
                return IsFound(value, stackalloc char[OnStack]) != isNegated;
            var rented = ArrayPool<char>.Shared.Rent(value.Length);
            var holds = IsFound(value, rented) != isNegated;
            ArrayPool<char>.Shared.Return(rented);
            return holds;
        }

        internal override string ToSql(EventColumn column) =>
            column.Fulfils($"{(isNegated ? "NOT " : "")}regexp_like({column.TextIfPresent}, {SqlConditions.Quote(expression.ToString())})",
                Holds(EventColumn.Absent));

        bool IsFound(ReadOnlySpan<byte> value, Span<char> characters) =>
            expression.IsMatch(characters[..Encoding.UTF8.GetChars(value, characters)]);
    }

    sealed class GroupTest(ValueTest[][] groups) : ValueTest
    {
        readonly ValueCondition[][] combined = Combine(groups);

        internal override int Cost { get; } = groups.Sum(group => group.Sum(test => test.Cost + 1));

        // The length of each part keeps operands with the same characters as these separators apart.
        internal override string Identity { get; } =
            $"({string.Join('|', groups.Select(group => string.Join('&', group.Select(test => $"{test.Identity.Length}:{test.Identity}"))))})";

        internal override bool Holds(ReadOnlySpan<byte> value)
        {
            foreach (var group in combined)
            {
                if (AllHold(group, value))
                    return true;
            }

            return false;
        }

        internal override string ToSql(EventColumn column) =>
            $"({string.Join(" OR ", groups.Select(group => string.Join(" AND ", group.Select(test => test.ToSql(column)))))})";

        // Alternatives with one test each, and differences in one group, are the comparisons of one value with many operands.
        static ValueCondition[][] Combine(ValueTest[][] groups)
        {
            ValueCondition[][] differing = [.. groups.Select(group => Combine(group, areNegated: true))];
            var single = Combine([.. differing.Where(group => group.Length == 1).Select(group => group[0])], areNegated: false);
            return [.. single.Select(test => new[] { test }), .. differing.Where(group => group.Length > 1)];
        }

        static ValueCondition[] Combine(ValueCondition[] tests, bool areNegated)
        {
            var prefixes = tests.OfType<WildcardTest>().Where(test => test.Prefix is not null && test.IsNegated == areNegated).ToList();
            var wanted = areNegated ? Comparison.NotEqual : Comparison.Equal;
            var numbers = tests.OfType<NumberTest>().Where(test => test.Comparison == wanted).ToList();
            if (prefixes.Count < 2)
                prefixes = [];
            if (numbers.Count < 2)
                numbers = [];
            return
            [
                .. numbers.Count > 0 ? [new NumbersCondition([.. numbers.Select(test => test.Operand)], areNegated)] : Array.Empty<ValueCondition>(),
                .. prefixes.Count > 0 ? [new PrefixesCondition([.. prefixes.Select(test => test.Prefix!)], areNegated)] : Array.Empty<ValueCondition>(),
                .. tests.Except(prefixes).Except(numbers),
            ];
        }

        static bool AllHold(ValueCondition[] group, ReadOnlySpan<byte> value)
        {
            foreach (var test in group)
            {
                if (!test.Holds(value))
                    return false;
            }

            return true;
        }
    }

    /// <summary>A comparison of the beginning of a value with many texts.</summary>
    sealed class PrefixesCondition : ValueCondition
    {
        readonly bool isNegated;
        readonly byte[][] ordered;

        internal PrefixesCondition(byte[][] prefixes, bool isNegated)
        {
            this.isNegated = isNegated;
            var kept = new List<byte[]>();
            // A prefix after one that it begins with selects nothing more.
            foreach (var prefix in prefixes.Order(Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other))))
            {
                if (kept.Count == 0 || !prefix.AsSpan().StartsWith(kept[^1]))
                    kept.Add(prefix);
            }

            ordered = [.. kept];
        }

        internal override bool Holds(ReadOnlySpan<byte> value)
        {
            // None of the prefixes begins with another one, so only the last one that is not after the value can be its beginning.
            var (low, high) = (0, ordered.Length);
            while (low < high)
            {
                var middle = (low + high) >> 1;
                if (value.SequenceCompareTo(ordered[middle]) >= 0)
                    low = middle + 1;
                else
                    high = middle;
            }

            return (low > 0 && value.StartsWith(ordered[low - 1])) != isNegated;
        }
    }

    /// <summary>A comparison of a value with many numbers.</summary>
    sealed class NumbersCondition(PatternNumber[] operands, bool isNegated) : ValueCondition
    {
        internal override bool Holds(ReadOnlySpan<byte> value)
        {
            if (!PatternNumber.TryParse(value, out var number))
                return isNegated;
            foreach (var operand in operands)
            {
                if (number.CompareTo(operand) == 0)
                    return !isNegated;
            }

            return isNegated;
        }
    }

    static string Sign(bool isNegated) => isNegated ? "!" : "=";
}
