using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A reader of a Glue table that may be over an archive of flow logs.</summary>
sealed class ArchiveTableReader(ResourceProperties properties)
{
    /// <summary>Returns the table, or null if it is another kind of table, or partitioned in an unsupported way.</summary>
    /// <exception cref="FormatException">The table's columns aren't those of a log format.</exception>
    internal ArchiveTableDefinition? Read()
    {
        if (properties.Nested("TableInput") is not { } input || input.Text("TableType") != "EXTERNAL_TABLE")
            return null;
        var keys = input.List("PartitionKeys").Select(key => key.Text("Name")).OfType<string>().ToList();
        var parameters = input.Nested("Parameters");
        var layout = new S3Layout
        {
            HiveCompatiblePartitions = keys.Contains(PartitionProjection.Year),
            PerHourPartition = keys.Contains(PartitionProjection.Hour)
                || parameters?.Text($"projection.{PartitionProjection.Time}.format")?.EndsWith("HH", StringComparison.Ordinal) == true,
        };
        // Queries don't need the location and the listed values.
        PartitionValues ValuesOf(string column) => parameters?.Text($"projection.{column}.type") == "injected" ? PartitionValues.GivenByQuery
            : PartitionValues.Of("any");
        var projection = new PartitionProjection(layout, "bucket", ValuesOf(PartitionProjection.Account), ValuesOf(PartitionProjection.Region), null);
        if (!projection.Columns.Select(column => column.Name).SequenceEqual(keys))
            return null;
        var columns = input.Nested("StorageDescriptor")?.List("Columns") ?? [];
        // Tables of CloudTrail have the same partitions.
        if (!columns.Any(column => FlowField.Catalogue.Any(known => known.Column == column.Text("Name"))))
            return null;
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
            : throw new TemplateException($"its column '{name}' is of the type '{column.Text("Type")}', and its values "
            + $"are {(field.IsNumeric ? "numbers" : "text")}");
    }
}
