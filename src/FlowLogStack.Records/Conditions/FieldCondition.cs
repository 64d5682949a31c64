using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A condition on one field's value: a set of tests of which all, or at least one, have to hold. A detection or a query
/// is a list of conditions that all have to hold, and is converted to every query language.
/// </summary>
/// <remarks>
/// Created by extension methods of a field: <c>FlowField.Action.Is("REJECT")</c>, <c>FlowField.DstPort.IsOneOf(22, 3389)</c>.
/// A record whose value is <c>-</c> fulfills no numeric test, and no test of CIDR blocks.
/// </remarks>
public sealed class FieldCondition
{
    internal FieldCondition(FlowField field, bool any, params IEnumerable<FieldTest> tests)
    {
        Field = field;
        AnyHolds = any;
        Tests = [.. tests];
    }

    /// <summary>Tested field.</summary>
    public FlowField Field { get; }

    /// <summary>Whether one test is enough (<c>||</c>); otherwise all have to hold (<c>&amp;&amp;</c>).</summary>
    public bool AnyHolds { get; }

    /// <summary>Tests; never empty.</summary>
    public ImmutableArray<FieldTest> Tests { get; }

    /// <summary>Whether the tests compare with CIDR blocks.</summary>
    internal bool TestsBlocks => Tests[0].Comparison is Comparison.Inside or Comparison.Outside;
}
