using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The accounts and Regions of an archive that a query reads.</summary>
public sealed record ArchiveScope
{
    /// <summary>The scope of all accounts and Regions.</summary>
    public static ArchiveScope All { get; } = new();

    /// <summary>Account ids. Default: empty, all accounts. With <see cref="PartitionValues.GivenByQuery"/> at least one is required.</summary>
    public ImmutableArray<string> Accounts { get; init; } = [];

    /// <summary>Regions. Default: empty, all Regions. With <see cref="PartitionValues.GivenByQuery"/> at least one is required.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];
}
