using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The source of a partition column's values other than times: the accounts and the Regions of an archive.</summary>
public abstract record PartitionValues
{
    PartitionValues()
    {
    }

    /// <summary>Values that each query sets (<c>injected</c>), for archives of an organization whose accounts change.</summary>
    /// <remarks>Athena fails a query that does not compare the column with constants, so no query reads the whole archive by mistake.</remarks>
    public static PartitionValues GivenByQuery { get; } = new Injected();

    /// <summary>Creates a list of values in the table (<c>enum</c>); a few dozen at most.</summary>
    /// <exception cref="ArgumentException">The list is empty, or a value contains a comma or white space, which Athena would treat as literal text.</exception>
    public static PartitionValues Of(params IEnumerable<string> values)
    {
        ImmutableArray<string> list = [.. values];
        if (list.IsEmpty)
            throw new ArgumentException("The list of partition values is empty. Add at least one, or use PartitionValues.GivenByQuery to set them in "
                + "each query.", nameof(values));
        if (list.FirstOrDefault(value => value.Length == 0 || value.Any(c => c is ',' || char.IsWhiteSpace(c))) is { } bad)
            throw new ArgumentException($"The partition value '{bad}' is empty or has a comma or white space, which Athena treats as literal text. Use one "
                + "account or Region for each value.", nameof(values));
        return new Listed(list);
    }

    internal sealed record Listed(ImmutableArray<string> Values) : PartitionValues;

    internal sealed record Injected : PartitionValues;
}
