using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A Glue table of a template over an archive of flow logs, partitioned as <see cref="GlueTableDefinition"/> has it.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Database">The name of its database.</param>
/// <param name="Name">Its name.</param>
/// <param name="Format">The fields of its records.</param>
/// <param name="Projection">Its partitions, as far as queries have to know them.</param>
public sealed record ArchiveTableDefinition(string LogicalId, string Database, string Name, FlowLogFormat Format, PartitionProjection Projection);
