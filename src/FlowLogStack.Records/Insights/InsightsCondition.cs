using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>An expression that is true or false, or unknown if a value is missing.</summary>
abstract class InsightsCondition : InsightsExpression
{
    internal sealed override InsightsValue Of(InsightsEvent from) => IsTrue(from) is { } truth ? InsightsValue.Of(truth) : default;

    internal abstract override bool? IsTrue(InsightsEvent from);

    static bool Holds(InsightsOperator comparison, int order) => comparison switch
    {
        InsightsOperator.Equal => order == 0,
        InsightsOperator.NotEqual => order != 0,
        InsightsOperator.Less => order < 0,
        InsightsOperator.LessOrEqual => order <= 0,
        InsightsOperator.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>The conjunction or disjunction of two conditions.</summary>
    internal sealed class Pair(InsightsExpression left, InsightsExpression right, bool isOr) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from)
        {
            var first = left.IsTrue(from);
            if (first == isOr)
                return isOr;
            var second = right.IsTrue(from);
            return second == isOr ? isOr : first is null || second is null ? null : !isOr;
        }
    }

    /// <summary>The negation of a condition.</summary>
    internal sealed class Not(InsightsExpression operand) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from) => !operand.IsTrue(from);
    }

    /// <summary>A comparison of two values: as numbers if both are numbers, otherwise as text.</summary>
    internal sealed class Compared(InsightsOperator comparison, InsightsExpression left, InsightsExpression right) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from)
        {
            InsightsValue a = left.Of(from), b = right.Of(from);
            if (a.IsNone || b.IsNone)
                return null;
            var isNumber = InsightsNumber.TryRead(a, out var first);
            if (isNumber && InsightsNumber.TryRead(b, out var second))
                return Holds(comparison, first.CompareTo(second));
            if (comparison is InsightsOperator.Equal or InsightsOperator.NotEqual)
                return Holds(comparison, a.TextOf().SequenceEqual(b.TextOf()) ? 0 : 1);
            // A number and a text have no order.
            return !isNumber && !InsightsNumber.TryRead(b, out _) && Holds(comparison, a.Utf8.SequenceCompareTo(b.Utf8));
        }
    }

    /// <summary>A comparison of a value with a number literal.</summary>
    internal sealed class ComparedWithNumber(InsightsOperator comparison, InsightsExpression left, InsightsNumber number) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from)
        {
            var value = left.Of(from);
            return value.IsNone ? null
                : InsightsNumber.TryRead(value, out var read) ? Holds(comparison, read.CompareTo(number))
                : comparison is InsightsOperator.NotEqual;
        }
    }

    /// <summary>A comparison of a value with a text literal by spelling.</summary>
    internal sealed class ComparedWithText(InsightsExpression left, byte[] text, bool isEqual) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from)
        {
            var value = left.Of(from);
            return value.IsNone ? null : value.TextOf().SequenceEqual(text) == isEqual;
        }
    }

    /// <summary>A comparison of a value with a list of literals.</summary>
    internal sealed class OneOf(InsightsExpression operand, InsightsValue[] values, bool isNegated) : InsightsCondition
    {
        readonly byte[][] texts = [.. values.Where(value => value.IsText).Select(value => value.Utf8.ToArray())];
        readonly InsightsNumber[] numbers = [.. values.Where(value => !value.IsText)
            .Select(value => InsightsNumber.TryRead(value, out var number) ? number : default)];

        internal override bool? IsTrue(InsightsEvent from)
        {
            var value = operand.Of(from);
            return value.IsNone ? null : IsListed(value) != isNegated;
        }

        bool IsListed(in InsightsValue value)
        {
            foreach (var text in texts)
            {
                if (value.TextOf().SequenceEqual(text))
                    return true;
            }

            if (numbers.Length == 0 || !InsightsNumber.TryRead(value, out var read))
                return false;
            foreach (ref readonly var number in numbers.AsSpan())
            {
                if (read.CompareTo(number) == 0)
                    return true;
            }

            return false;
        }
    }

    /// <summary>A test that a value contains a text.</summary>
    internal sealed class Containing(InsightsExpression operand, byte[] text, bool isNegated) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from)
        {
            var value = operand.Of(from);
            return value.IsNone ? null : value.TextOf().IndexOf(text) >= 0 != isNegated;
        }
    }

    /// <summary>A test that a value matches a regular expression.</summary>
    internal sealed class Matching(InsightsExpression operand, Regex expression, bool isNegated) : InsightsCondition
    {
        const int OnStack = 512;

        internal override bool? IsTrue(InsightsEvent from)
        {
            var value = operand.Of(from);
            return value.IsNone ? null : IsFound(value.TextOf()) != isNegated;
        }

        bool IsFound(ReadOnlySpan<byte> text)
        {
            if (text.Length <= OnStack)
            {
                Span<char> characters = stackalloc char[OnStack];
                return expression.IsMatch(characters[..Encoding.UTF8.GetChars(text, characters)]);
            }

            var rented = ArrayPool<char>.Shared.Rent(text.Length);
            var isFound = expression.IsMatch(rented.AsSpan(0, Encoding.UTF8.GetChars(text, rented)));
            ArrayPool<char>.Shared.Return(rented);
            return isFound;
        }
    }

    /// <summary>A test that an address is in a subnet; false for other values.</summary>
    internal sealed class InSubnet(InsightsExpression operand, InsightsSubnet subnet) : InsightsCondition
    {
        internal override bool? IsTrue(InsightsEvent from)
        {
            var value = operand.Of(from);
            // An IPv6 address may contain an IPv4 address, but is still an IPv6 address.
            return value.IsText
                && FlowAddress.TryParse(value.Utf8, out var address)
                && subnet.IsVersion6 == value.Utf8.Contains((byte)':')
                && subnet.Range.ContainsMapped(address);
        }
    }
}
