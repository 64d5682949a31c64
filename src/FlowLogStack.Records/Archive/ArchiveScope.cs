using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The accounts and regions of an archive that a query is about.</summary>
public sealed record ArchiveScope
{
    /// <summary>All of them.</summary>
    public static ArchiveScope All { get; } = new();

    /// <summary>The accounts. Default: all; where each query gives the accounts, at least one must be named.</summary>
    public ImmutableArray<string> Accounts { get; init; } = [];

    /// <summary>The regions. Default: all; where each query gives the regions, at least one must be named.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];
}
