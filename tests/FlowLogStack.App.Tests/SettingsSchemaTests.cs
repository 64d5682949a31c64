namespace FlowLogStack.App.Tests;

/// <summary>The schema that editors complete and check <c>flowlogs.json</c> with, and that the app judges by.</summary>
public sealed class SettingsSchemaTests
{
    [Fact]
    public void The_committed_schema_is_what_the_settings_types_give() =>
        Snapshot.MatchesFile(Repository.PathOf("src", "FlowLogStack.App", "flowlogs.schema.json"), SchemaExport.ToJson());
}
