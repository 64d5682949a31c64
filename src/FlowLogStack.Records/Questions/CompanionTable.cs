namespace FlowLogStack.Records;

/// <summary>A table that a query requires in addition to the flow logs.</summary>
public enum CompanionTable
{
    /// <summary>No additional table.</summary>
    None,

    /// <summary>Blocks of addresses with their countries: <see cref="CompanionTables.Countries"/>.</summary>
    Countries,

    /// <summary>Rules of security groups or network ACLs: <see cref="CompanionTables.Rules"/>.</summary>
    Rules,
}
