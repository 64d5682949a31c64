using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Conditions as a predicate over records that have been read: the rendering that runs in this process.</summary>
/// <remarks>
/// Selects exactly the records that the filter pattern of the same conditions selects. A record whose number is
/// <c>-</c> fulfils no test of it, <c>!=</c> included; text is compared as the record spells it, addresses and tags too,
/// and <c>-</c> is a text like any other. A record without the field fulfils nothing.
/// </remarks>
public sealed class RecordPredicate
{
    readonly Compiled[] compiled;

    /// <summary>Makes a predicate of these conditions; of none, every record passes.</summary>
    public RecordPredicate(params IEnumerable<FieldCondition> conditions)
    {
        Conditions = [.. conditions];
        compiled = [.. Conditions.Select(condition => new Compiled(condition))];
    }

    /// <summary>The conditions, all of which must hold.</summary>
    public ImmutableArray<FieldCondition> Conditions { get; }

    /// <summary>Whether the record fulfils every condition.</summary>
    public bool Holds(FlowRecord record)
    {
        foreach (var condition in compiled)
        {
            if (!condition.Holds(record))
                return false;
        }

        return true;
    }

    sealed class Compiled(FieldCondition condition)
    {
        readonly bool isNumeric = condition.Field.IsNumeric;
        readonly Test[] tests = [.. condition.Tests.Select(test => new Test(test))];

        internal bool Holds(FlowRecord record)
        {
            if (isNumeric)
                return record.TryGetInt64(condition.Field, out var number) && HoldsFor(number);
            var text = record[condition.Field];
            return !text.IsEmpty && HoldsFor(text);
        }

        bool HoldsFor(long number)
        {
            foreach (var test in tests)
            {
                if (test.Holds(number) == condition.AnyHolds)
                    return condition.AnyHolds;
            }

            return !condition.AnyHolds;
        }

        bool HoldsFor(ReadOnlySpan<byte> text)
        {
            foreach (var test in tests)
            {
                if (test.Holds(text) == condition.AnyHolds)
                    return condition.AnyHolds;
            }

            return !condition.AnyHolds;
        }
    }

    sealed class Test(FieldTest test)
    {
        readonly long number = long.TryParse(test.Operand, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        readonly byte[] text = Encoding.UTF8.GetBytes(test.Operand);
        readonly Wildcard? wildcard = test.Comparison is Comparison.Like ? new Wildcard(test.Operand) : null;

        internal bool Holds(long value) => test.Comparison switch
        {
            Comparison.Equal => value == number,
            Comparison.NotEqual => value != number,
            Comparison.Less => value < number,
            Comparison.LessOrEqual => value <= number,
            Comparison.Greater => value > number,
            Comparison.GreaterOrEqual => value >= number,
            _ => throw new InvalidOperationException($"A number cannot be compared by {test.Comparison}."),
        };

        internal bool Holds(ReadOnlySpan<byte> value) => test.Comparison switch
        {
            Comparison.Equal => value.SequenceEqual(text),
            Comparison.NotEqual => !value.SequenceEqual(text),
            Comparison.Like => wildcard!.Matches(value),
            _ => throw new InvalidOperationException($"A text cannot be compared by {test.Comparison}."),
        };
    }
}
