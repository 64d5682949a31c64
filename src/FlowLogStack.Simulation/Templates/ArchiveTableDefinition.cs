using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A Glue table of a template over an archive of flow logs, with partitions as in <see cref="GlueTableDefinition"/>.</summary>
/// <param name="LogicalId">Logical id of the table.</param>
/// <param name="Database">Name of the database.</param>
/// <param name="Name">Name of the table.</param>
/// <param name="Format">Log format of the records.</param>
/// <param name="Projection">Partitions, as far as queries need them.</param>
sealed record ArchiveTableDefinition(string LogicalId, string Database, string Name, FlowLogFormat Format, PartitionProjection Projection);
