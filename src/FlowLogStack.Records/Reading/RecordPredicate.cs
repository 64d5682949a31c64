using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>A predicate over parsed records, created from conditions.</summary>
/// <remarks>
/// Selects exactly the records that the filter pattern of the same conditions selects. A record whose number is
/// <c>-</c> fulfills no test of it, including <c>!=</c>, and a record whose address is <c>-</c> fulfills no test of
/// CIDR blocks. Text, tags and single addresses are compared in the record's notation, and <c>-</c> is an ordinary
/// text. A record without the field fulfills no condition.
/// </remarks>
public sealed class RecordPredicate
{
    readonly Compiled[][] compiled;

    /// <summary>Creates a predicate; without conditions, every record passes.</summary>
    public RecordPredicate(params IEnumerable<FieldCondition> conditions)
        : this(conditions, [])
    {
    }

    RecordPredicate(IEnumerable<FieldCondition> first, IEnumerable<IEnumerable<FieldCondition>> others)
    {
        Alternatives = [[.. first], .. others.Select(other => other.ToImmutableArray())];
        compiled = [.. Alternatives.Select(conditions => conditions.Select(condition => new Compiled(condition)).ToArray())];
    }

    /// <summary>Lists of conditions; a record passes if it fulfills every condition of one of them.</summary>
    public ImmutableArray<ImmutableArray<FieldCondition>> Alternatives { get; }

    /// <summary>Creates a predicate of several lists of conditions, of which a record has to fulfill one.</summary>
    /// <param name="alternatives">At least one list.</param>
    public static RecordPredicate AnyOf(IEnumerable<IEnumerable<FieldCondition>> alternatives)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        List<IEnumerable<FieldCondition>> lists = [.. alternatives];
        return lists.Count > 0
            ? new RecordPredicate(lists[0], lists.Skip(1))
            : throw new ArgumentException("The list of alternatives is empty. Add at least one list of conditions.", nameof(alternatives));
    }

    /// <summary>Returns whether the record fulfills every condition of one alternative.</summary>
    public bool Holds(FlowRecord record)
    {
        foreach (var conditions in compiled)
        {
            if (All(conditions, record))
                return true;
        }

        return false;
    }

    static bool All(Compiled[] conditions, FlowRecord record)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(record))
                return false;
        }

        return true;
    }

    sealed class Compiled(FieldCondition condition)
    {
        readonly bool isNumeric = condition.Field.IsNumeric;
        readonly bool testsBlocks = condition.TestsBlocks;
        readonly Test[] tests = [.. condition.Tests.Select(test => new Test(test))];

        internal bool Holds(FlowRecord record)
        {
            if (isNumeric)
                return record.TryGetInt64(condition.Field, out var number) && HoldsFor(number);
            if (testsBlocks)
                return record.TryGetAddress(condition.Field, out var address) && HoldsFor(address);
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

        bool HoldsFor(FlowAddress address)
        {
            foreach (var test in tests)
            {
                if (test.Holds(address) == condition.AnyHolds)
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
        readonly AddressRange block = AddressRange.TryParse(test.Operand, out var range) ? range : default;
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

        internal bool Holds(FlowAddress value) => block.Contains(value) == (test.Comparison is Comparison.Inside);

        internal bool Holds(ReadOnlySpan<byte> value) => test.Comparison switch
        {
            Comparison.Equal => value.SequenceEqual(text),
            Comparison.NotEqual => !value.SequenceEqual(text),
            Comparison.Like => wildcard!.Matches(value),
            _ => throw new InvalidOperationException($"A text cannot be compared by {test.Comparison}."),
        };
    }
}
