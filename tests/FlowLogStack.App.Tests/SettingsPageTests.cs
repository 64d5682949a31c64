namespace FlowLogStack.App.Tests;

/// <summary>The settings reference, generated from the schema.</summary>
public sealed class SettingsPageTests
{
    static readonly string File = Repository.PathOf("docs", "settings.md");

    [Fact]
    public void The_settings_reference_is_generated_from_the_settings_types() => Snapshot.MatchesFile(File, SettingsPage.Render(SchemaExport.ToJson()));

    [Fact]
    public void The_settings_reference_has_every_key()
    {
        var page = System.IO.File.ReadAllText(File);
        foreach (var path in SettingsSchema.Root.Paths.Where(path => !path.StartsWith("alarms.detections.", StringComparison.Ordinal)))
            Assert.Contains($"`{path}`", page, StringComparison.Ordinal);
    }
}
