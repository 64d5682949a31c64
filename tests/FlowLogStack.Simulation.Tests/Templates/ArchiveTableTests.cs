using FlowLogStack.Records;
using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Glue tables over archives of flow logs in templates.</summary>
public sealed class ArchiveTableTests
{
    static AlarmTemplate Snapshot(string name)
    {
        var file = Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", name);
        return AlarmTemplate.Parse(File.ReadAllText(file), file);
    }

    static AlarmTemplate Of(string keys, string columns, string parameters = "", string type = "EXTERNAL_TABLE") => AlarmTemplate.Parse($$"""
        { "Resources": {
          "Database": { "Type": "AWS::Glue::Database", "Properties": { "DatabaseInput": { "Name": "network" } } },
          "Table": { "Type": "AWS::Glue::Table", "Properties": { "DatabaseName": { "Ref": "Database" },
            "TableInput": { "Name": "flows", "TableType": "{{type}}", "Parameters": { {{parameters}} },
            "PartitionKeys": [{{string.Join(", ", keys.Split(' ').Select(key => $$"""{ "Name": "{{key}}", "Type": "string" }"""))}}],
            "StorageDescriptor": { "Columns": [{{string.Join(", ", columns.Split(' ').Select(column => column.Split(':'))
              .Select(column => $$"""{ "Name": "{{column[0]}}", "Type": "{{column[1]}}" }"""))}}] } } } } } }
        """, "test.template.json");

    [Fact]
    public void Are_read_with_their_database_fields_and_layout()
    {
        var lab = Assert.Single(Snapshot("lab.template.json").Tables);
        Assert.Equal(("flowlogstack_flowlogs_table", "flow_logs", FlowLogFormat.Default), (lab.Database, lab.Name, lab.Format));
        Assert.Equal((false, false), (lab.Projection.Layout.HiveCompatiblePartitions, lab.Projection.Layout.PerHourPartition));
        var hive = Assert.Single(Snapshot("parquet-hive-cmk.template.json").Tables);
        Assert.True(hive.Projection.Layout.HiveCompatiblePartitions);
        Assert.Equal(FlowLogFormat.TransitGateway, Assert.Single(Snapshot("transit-gateway.template.json").Tables).Format);
        Assert.Empty(Snapshot("detections.template.json").Tables);
    }

    [Fact]
    public void Know_fields_newer_than_the_catalogue_by_their_columns()
    {
        var table = Assert.Single(Of("log_account log_region log_time", "start:bigint next_year:int some_text:string").Tables);
        Assert.Equal(["start Instant", "next-year Number", "some-text Text"], table.Format.Fields.Select(field => $"{field} {field.Kind}"));
    }

    [Fact]
    public void Say_whether_each_query_names_the_accounts_and_whether_hours_have_folders()
    {
        var table = Assert.Single(Of("log_account log_region log_time", "start:bigint", "\"projection.log_account.type\": \"injected\", "
            + "\"projection.log_time.format\": \"yyyy/MM/dd/HH\"").Tables);
        Assert.True(table.Projection.Layout.PerHourPartition);
        Assert.Contains("log_account", Assert.Throws<ArgumentException>(() => table.Projection.ToSql(TimeWindow.LastDays(1))).Message);
    }

    [Fact]
    public void Are_none_of_those_that_are_partitioned_otherwise_or_are_views()
    {
        Assert.Empty(Of("accid region day", "start:bigint").Tables);
        Assert.Empty(Of("log_account log_region log_time", "start:bigint", type: "VIRTUAL_VIEW").Tables);
    }

    [Fact]
    public void Are_left_out_by_name_when_a_column_is_not_what_its_field_is()
    {
        var template = Of("log_account log_region log_time", "start:string");
        Assert.Empty(template.Tables);
        Assert.Equal("Table is left out: its column 'start' is of the type 'string', and its values are numbers.", Assert.Single(template.Notes));
    }
}
