namespace FlowLogStack.Settings;

/// <summary>Names of the settings file, and its schema.</summary>
public static class SettingsFile
{
    /// <summary>The file that the app reads from its folder.</summary>
    public const string DefaultName = "flowlogs.json";

    /// <summary>The name of a copy of the schema beside the settings file.</summary>
    public const string SchemaName = "flowlogs.schema.json";

    static readonly Lazy<string> Text = new(() =>
    {
        using var schema = new StreamReader(typeof(SettingsFile).Assembly.GetManifestResourceStream("flowlogs.schema.json")!);
        return schema.ReadToEnd();
    });

    /// <summary>The JSON Schema of the settings file, which editors use to complete and check it.</summary>
    public static string Schema => Text.Value;
}
