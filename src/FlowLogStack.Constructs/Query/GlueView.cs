using Amazon.CDK;
using Amazon.CDK.AWS.Glue;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>A view in the Glue Data Catalog: a table with a text that only Athena reads.</summary>
static class GlueView
{
    // CloudFormation encodes the text if it contains a name known only after deployment.
    static string Original(FlowLogView view, string databaseName)
    {
        var definition = view.ToDefinition(databaseName);
        return Token.IsUnresolved(definition) ? $"/* Presto View: {Fn.Base64(definition)} */" : view.ToOriginalText(databaseName);
    }

    public static CfnTable Create(Construct scope, string id, CfnDatabase database, string databaseName, FlowLogView view) => new(scope, id, new CfnTableProps
    {
        CatalogId = Places.EnvironmentOf(scope).Account,
        TableInput = new CfnTable.TableInputProperty
        {
            Name = view.Name,
            Description = "Flow log records with readable values",
            TableType = "VIRTUAL_VIEW",
            PartitionKeys = Array.Empty<object>(),
            Parameters = new Dictionary<string, object> { ["presto_view"] = "true", ["comment"] = "Presto View" },
            ViewOriginalText = Original(view, databaseName),
            ViewExpandedText = "/* Presto View */",
            StorageDescriptor = new CfnTable.StorageDescriptorProperty
            {
                Columns = FlowLogTable.ToColumns(view.Columns.Select(column => new GlueColumn(column.Name, column.HiveType))),
                Location = "",
                SerdeInfo = new CfnTable.SerdeInfoProperty { Name = "-", SerializationLibrary = "-" },
            },
        },
    }.With(nameof(CfnTableProps.DatabaseName), database.Ref));
}
