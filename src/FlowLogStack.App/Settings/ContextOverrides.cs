using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Settings from CDK context: <c>cdk synth -c logs.retentionDays=30 -c alarms.notify=a@example.com,b@example.com</c>.</summary>
/// <remarks>
/// Context also contains keys of the CDK CLI and the construct library. These contain a colon, a slash or an at sign. Any other unknown key is
/// reported as an unknown setting.
/// </remarks>
sealed class ContextOverrides
{
    /// <summary>The context key of the settings file's path.</summary>
    public const string FileKey = "settings";

    static readonly string[] KeysOfTheCdk = ["acknowledged-issue-numbers", "cli-telemetry"];

    readonly List<(string Path, JsonNode? Value)> values = [];
    readonly List<SettingsProblem> problems = [];

    /// <summary>Divides the context into settings, the settings file, and keys of others.</summary>
    public ContextOverrides(JsonObject context)
    {
        foreach (var (key, value) in context)
        {
            if (key == FileKey)
                File = value?.ToString();
            else if (SettingsSchema.Root.At(key.Split('.')[0]) is not null)
                values.Add((key, value));
            else if (key.AsSpan().IndexOfAny(":/@") < 0 && !KeysOfTheCdk.Contains(key))
                problems.Add(Unknown(key));
        }
    }

    /// <summary>Path of the settings file; null if the context doesn't contain it.</summary>
    public string? File { get; }

    /// <summary>Whether the context contains no settings.</summary>
    public bool IsEmpty => values.Count == 0 && problems.Count == 0;

    /// <summary>Paths of the settings in the context, including unknown ones.</summary>
    public IEnumerable<string> Paths => [.. values.Select(value => value.Path), .. problems.Select(problem => problem.Path)];

    /// <summary>Returns the context that the CDK CLI passes to an app: in an environment variable, and in a file for what doesn't fit.</summary>
    /// <param name="environment">Function that returns the value of an environment variable, or null if it isn't set.</param>
    /// <exception cref="JsonException">The context isn't valid JSON.</exception>
    public static ContextOverrides From(Func<string, string?> environment)
    {
        var context = Parse(environment("CDK_CONTEXT_JSON"));
        if (environment("CONTEXT_OVERFLOW_LOCATION") is { Length: > 0 } overflow)
        {
            foreach (var (key, value) in Parse(System.IO.File.ReadAllText(overflow)))
                context[key] = value?.DeepClone();
        }

        return new ContextOverrides(context);
    }

    /// <summary>Writes the overrides into the settings of the file, and returns the problems.</summary>
    public IEnumerable<SettingsProblem> ApplyTo(JsonObject settings)
    {
        foreach (var (path, value) in values)
        {
            if (Write(settings, path, value) is { } problem)
                yield return problem;
        }

        foreach (var problem in problems)
            yield return problem;
    }

    static SettingsProblem? Write(JsonObject settings, string path, JsonNode? value)
    {
        var schema = SettingsSchema.Root;
        var target = settings;
        var keys = path.Split('.');
        for (var i = 0; ; i++)
        {
            // Keys that users choose, such as tag keys, can contain dots.
            var key = schema.HasFreeKeys ? string.Join('.', keys[i..]) : keys[i];
            if (schema.At(key) is not { } below)
                return Unknown(path);
            schema = below;
            if (i == keys.Length - 1 || key.Length > keys[i].Length)
            {
                target[key] = Convert(value, schema);
                return null;
            }

            if (!target.ContainsKey(key))
                target[key] = new JsonObject();
            // Validation reports a value in the file that isn't an object, and an override can't correct it.
            if (target[key] is not JsonObject next)
                return null;
            target = next;
        }
    }

    // Context values are text. A value that can't be converted to the setting's type stays text, and validation reports its type.
    static JsonNode? Convert(JsonNode? value, SettingsSchema schema)
    {
        if (value?.GetValueKind() is not JsonValueKind.String)
            return value?.DeepClone();
        var text = (string)value!;
        if (schema.Types.Contains("array") && !text.StartsWith('['))
            return new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(item => Convert(item, schema.Items!))]);
        if (schema.Types.Contains("string"))
            return text;
        try
        {
            return SettingsJson.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    static SettingsProblem Unknown(string path)
    {
        var nearest = Nearest.To(path, SettingsSchema.Root.Paths.Append(FileKey));
        return new SettingsProblem(path, "unknown setting."
            + (nearest is null ? " The file flowlogs.schema.json lists them all." : $" Did you mean '{nearest}'?"));
    }

    static JsonObject Parse(string? json) =>
        string.IsNullOrWhiteSpace(json) ? [] : SettingsJson.Parse(json) as JsonObject ?? throw new JsonException("The CDK context is not a JSON object.");
}
