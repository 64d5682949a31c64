namespace FlowLogStack.Records;

/// <summary>What queries are asked of: a table or a view of flow logs, and what stands beside it.</summary>
public sealed record AthenaTarget
{
    /// <summary>The fields of its records.</summary>
    public required FlowLogFormat Format { get; init; }

    /// <summary>Its partitions.</summary>
    public required PartitionProjection Projection { get; init; }

    /// <summary>The name of the table or view. Queries find it in the database they run in.</summary>
    public required string Relation { get; init; }

    /// <summary>The accounts and regions asked about. Default: all.</summary>
    public ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>What traffic costs. Default: list prices of us-east-1.</summary>
    public TransferPrices Prices { get; init; } = TransferPrices.ListPrices;

    /// <summary>
    /// The name of a table of countries as <see cref="CompanionTables.Countries"/> makes one, or of blocks as
    /// <see cref="CompanionTables.CountryBlocks"/> does where <see cref="CountryLocationsTable"/> is given. Default: there is none.
    /// </summary>
    public string? CountriesTable { get; init; }

    /// <summary>The name of a table of the blocks' places as <see cref="CompanionTables.CountryLocations"/> makes one. Default: there is none.</summary>
    public string? CountryLocationsTable { get; init; }

    /// <summary>The name of a table of rules as <see cref="CompanionTables.Rules"/> makes one. Default: there is none.</summary>
    public string? RulesTable { get; init; }

    /// <summary>The target for queries on a view.</summary>
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
