using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Reads a Glue table that may be one over an archive of flow logs.</summary>
sealed class ArchiveTableReader(ResourceProperties properties)
{
    /// <summary>The table; null when it is something else, or partitioned in a way that queries here do not know.</summary>
    /// <exception cref="FormatException">It is one, and its columns are not those of a format.</exception>
    internal ArchiveTableDefinition? Read()
    {
        if (properties.Nested("TableInput") is not { } input || input.Text("TableType") != "EXTERNAL_TABLE")
            return null;
        var keys = input.List("PartitionKeys").Select(key => key.Text("Name")).OfType<string>().ToList();
        var parameters = input.Nested("Parameters");
        var layout = new S3Layout
        {
            HiveCompatiblePartitions = keys.Contains(PartitionProjection.Year),
            PerHourPartition = keys.Contains(PartitionProjection.Hour) || parameters?.Text($"projection.{PartitionProjection.Time}.format")?.EndsWith("HH", StringComparison.Ordinal) == true,
        };
        // Where it lies, and what it lists, is the table's own to know.
        PartitionValues ValuesOf(string column) => parameters?.Text($"projection.{column}.type") == "injected" ? PartitionValues.GivenByQuery : PartitionValues.Of("any");
        var projection = new PartitionProjection(layout, "bucket", ValuesOf(PartitionProjection.Account), ValuesOf(PartitionProjection.Region), null);
        if (!projection.Columns.Select(column => column.Name).SequenceEqual(keys))
            return null;
        var columns = input.Nested("StorageDescriptor")?.List("Columns") ?? [];
        return new ArchiveTableDefinition(
            properties.LogicalId,
            properties.Text("DatabaseName") ?? throw new TemplateException("it has no DatabaseName"),
            input.Text("Name") ?? throw new TemplateException("it has no Name"),
            FlowLogFormat.Of(columns.Select(FieldOf)),
            projection);
    }

    static FlowField FieldOf(ResourceProperties column)
    {
        var name = column.Text("Name") ?? "";
        var kind = column.Text("Type") switch
        {
            "int" => FieldKind.Number,
            "bigint" => FieldKind.Counter,
            "string" => FieldKind.Text,
            var type => throw new TemplateException($"its column '{name}' is of the type '{type}', and columns of records are int, bigint or string"),
        };
        var field = FlowField.Catalogue.FirstOrDefault(known => known.Column == name) ?? FlowField.Custom(name.Replace('_', '-'), kind);
        return field.IsNumeric == kind is not FieldKind.Text
            ? field
            : throw new TemplateException($"its column '{name}' is of the type '{column.Text("Type")}', and its values are {(field.IsNumeric ? "numbers" : "text")}");
    }
}
