using Amazon.CDK.AWS.Glue;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>A table in the Glue Data Catalog over objects in S3.</summary>
static class GlueTable
{
    /// <summary>Creates the table.</summary>
    public static CfnTable Create(Construct scope, string id, CfnDatabase database, GlueTableDefinition definition, string description) =>
        new(scope, id, new CfnTableProps
    {
        CatalogId = Places.EnvironmentOf(scope).Account,
        TableInput = new CfnTable.TableInputProperty
        {
            Name = definition.Name,
            Description = description,
            TableType = "EXTERNAL_TABLE",
            PartitionKeys = FlowLogTable.ToColumns(definition.PartitionColumns),
            Parameters = definition.Parameters.ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Value),
            StorageDescriptor = new CfnTable.StorageDescriptorProperty
            {
                Columns = FlowLogTable.ToColumns(definition.Columns),
                Location = definition.Location,
                InputFormat = definition.InputFormat,
                OutputFormat = definition.OutputFormat,
                SerdeInfo = new CfnTable.SerdeInfoProperty
                {
                    SerializationLibrary = definition.SerializationLibrary,
                    Parameters = definition.SerializationParameters.ToDictionary(parameter => parameter.Key, parameter => (object)parameter.Value),
                },
            },
        },
    }.With(nameof(CfnTableProps.DatabaseName), database.Ref));
}
