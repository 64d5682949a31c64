using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>How Athena learns the values of a partition column that is no time: the accounts and the regions of an archive.</summary>
public abstract record PartitionValues
{
    PartitionValues()
    {
    }

    /// <summary>Each query says them (<c>injected</c>): for archives of a whole organization, whose accounts come and go.</summary>
    /// <remarks>Athena then refuses a query that does not compare the column with constants, so that none reads everything by mistake.</remarks>
    public static PartitionValues GivenByQuery { get; } = new Injected();

    /// <summary>The table lists them (<c>enum</c>); a few dozen at most.</summary>
    /// <exception cref="ArgumentException">No value, or one with a comma or white space, which Athena would take literally.</exception>
    public static PartitionValues Of(params IEnumerable<string> values)
    {
        ImmutableArray<string> list = [.. values];
        if (list.IsEmpty)
            throw new ArgumentException("The list of partition values is empty: name at least one, or let each query give them with PartitionValues.GivenByQuery.", nameof(values));
        if (list.FirstOrDefault(value => value.Length == 0 || value.Any(c => c is ',' || char.IsWhiteSpace(c))) is { } bad)
            throw new ArgumentException($"The partition value '{bad}' is empty or has a comma or white space, which Athena takes literally: give one account or region for each value.", nameof(values));
        return new Listed(list);
    }

    internal sealed record Listed(ImmutableArray<string> Values) : PartitionValues;

    internal sealed record Injected : PartitionValues;
}
