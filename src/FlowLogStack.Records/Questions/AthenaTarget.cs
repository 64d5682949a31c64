namespace FlowLogStack.Records;

/// <summary>The target of queries: a table or a view of flow logs, and its additional tables.</summary>
public sealed record AthenaTarget
{
    /// <summary>Log format of the records.</summary>
    public required FlowLogFormat Format { get; init; }

    /// <summary>Partitions of the table or view.</summary>
    public required PartitionProjection Projection { get; init; }

    /// <summary>Name of the table or view. Queries find it in the database in which they run.</summary>
    public required string Relation { get; init; }

    /// <summary>Accounts and Regions to query. Default: all.</summary>
    public ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>Prices of traffic. Default: list prices of us-east-1.</summary>
    public TransferPrices Prices { get; init; } = TransferPrices.ListPrices;

    /// <summary>
    /// Name of a table of countries that <see cref="CompanionTables.Countries"/> describes, or, with
    /// <see cref="CountryLocationsTable"/>, of blocks that <see cref="CompanionTables.CountryBlocks"/> describes. Default: null, none.
    /// </summary>
    public string? CountriesTable { get; init; }

    /// <summary>Name of a table of the blocks' locations that <see cref="CompanionTables.CountryLocations"/> describes. Default: null, none.</summary>
    public string? CountryLocationsTable { get; init; }

    /// <summary>Name of a table of rules that <see cref="CompanionTables.Rules"/> describes. Default: null, none.</summary>
    public string? RulesTable { get; init; }

    /// <summary>Creates the target for queries of a view.</summary>
    public static AthenaTarget Of(FlowLogView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new AthenaTarget { Format = view.Format, Projection = view.Projection, Relation = view.Name };
    }

    internal string? NameOf(CompanionTable companion) => companion switch
    {
        CompanionTable.Countries => CountriesTable,
        CompanionTable.Rules => RulesTable,
        _ => "",
    };
}
