using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Settings given as CDK context: <c>cdk synth -c logs.retentionDays=30 -c alarms.notify=a@example.com,b@example.com</c>.</summary>
/// <remarks>
/// Context also carries what the CDK CLI and the construct library keep there. Their keys have a colon, a slash or an at
/// sign; whatever else is not a setting was meant to be one.
/// </remarks>
sealed class ContextOverrides
{
    /// <summary>The context key that chooses the settings file.</summary>
    public const string FileKey = "settings";

    static readonly string[] KeysOfTheCdk = ["acknowledged-issue-numbers", "cli-telemetry"];

    readonly List<(string Path, JsonNode? Value)> values = [];
    readonly List<SettingsProblem> problems = [];

    /// <summary>Sorts a context into settings, the choice of file, and the rest.</summary>
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

    /// <summary>The settings file that the context chooses; null when it chooses none.</summary>
    public string? File { get; }

    /// <summary>Whether the context has nothing to say about settings.</summary>
    public bool IsEmpty => values.Count == 0 && problems.Count == 0;

    /// <summary>The settings that the context gives, and what it gives in error.</summary>
    public IEnumerable<string> Paths => [.. values.Select(value => value.Path), .. problems.Select(problem => problem.Path)];

    /// <summary>The context as the CDK CLI hands it to an app: in the environment, what is too large for it in a file.</summary>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <exception cref="JsonException">The context is not JSON.</exception>
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

    /// <summary>Writes the overrides over the settings of the file, and returns what cannot be written.</summary>
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
            // The user's own keys may hold dots themselves, as tag keys do.
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
            // A file in which this is no object is refused for that, and an override cannot mend it.
            if (target[key] is not JsonObject next)
                return null;
            target = next;
        }
    }

    // Values come as text. What cannot be read as the type that is wanted stays text, and is refused as any wrong type is.
    static JsonNode? Convert(JsonNode? value, SettingsSchema schema)
    {
        if (value?.GetValueKind() is not JsonValueKind.String)
            return value?.DeepClone();
        var text = (string)value!;
        if (schema.Types.Contains("array") && !text.StartsWith('['))
            return new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => Convert(item, schema.Items!))]);
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
        return new SettingsProblem(path, "there is no such setting." + (nearest is null ? " The file flowlogs.schema.json lists them all." : $" Did you mean '{nearest}'?"));
    }

    static JsonObject Parse(string? json) =>
        string.IsNullOrWhiteSpace(json) ? [] : JsonNode.Parse(json) as JsonObject ?? throw new JsonException("The CDK context is not a JSON object.");
}
