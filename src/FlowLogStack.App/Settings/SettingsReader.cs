using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>Reads settings from a file and from CDK context, and refuses them with everything that is wrong at once.</summary>
public static class SettingsReader
{
    /// <summary>The file that is read when it is there and no other is chosen.</summary>
    public const string DefaultFile = "flowlogs.json";

    /// <summary>Reads the settings of an app.</summary>
    /// <param name="directory">The directory that file names are relative to.</param>
    /// <param name="environment">The value of an environment variable, null when it is not set: where the CDK CLI puts the context.</param>
    /// <exception cref="InvalidSettingsException">A file that cannot be read, or settings that cannot be used.</exception>
    public static FlowLogSettings Read(string directory, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var overrides = ContextOverrides.From(environment);
        var file = overrides.File ?? DefaultFile;
        var path = Path.Combine(directory, file);
        if (File.Exists(path))
            return Read(file, TextOf(path), overrides);
        if (overrides.File is not null)
            throw Refused("The settings file cannot be read:", new SettingsProblem(ContextOverrides.FileKey, $"there is no file '{file}' in '{directory}': correct the name, or leave -c settings out to use {DefaultFile}."));
        return overrides.IsEmpty ? new FlowLogSettings() : Read("The context", "{}", overrides);
    }

    /// <summary>Reads settings from the text of a file alone.</summary>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="json">Its text.</param>
    /// <exception cref="InvalidSettingsException">Settings that cannot be used.</exception>
    public static FlowLogSettings Parse(string file, string json) => Read(file, json, new ContextOverrides([]));

    static FlowLogSettings Read(string file, string json, ContextOverrides overrides)
    {
        var settings = ParseObject(file, json);
        List<SettingsProblem> problems = [.. overrides.ApplyTo(settings)];
        problems.AddRange(SettingsSchema.Root.Judge(settings));
        settings.Remove(SettingsSchema.SchemaKey);
        if (problems.Count > 0)
            throw Refused(file, overrides, problems);

        // What does not go together can only be told of values that are right in themselves.
        var typed = settings.Deserialize<FlowLogSettings>(SettingsJson.Options)!.Effective();
        problems.AddRange(SettingsRules.Judge(typed, settings));
        return problems.Count == 0 ? typed : throw Refused(file, overrides, problems);
    }

    static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("The settings file cannot be read:", new SettingsProblem("", e.Message));
        }
    }

    static JsonObject ParseObject(string file, string json)
    {
        try
        {
            return SettingsJson.Parse(json) as JsonObject
                ?? throw Refused($"{file} cannot be read:", new SettingsProblem("", "it holds something other than a JSON object: write the settings between { and }."));
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {e.BytePositionInLine + 1}: ") : "";
            var reason = e.Message.Split(" LineNumber:")[0];
            throw Refused($"{file} cannot be read:", new SettingsProblem("", $"{place}{reason}"));
        }
    }

    static InvalidSettingsException Refused(string heading, params SettingsProblem[] problems) => new(heading, problems);

    static InvalidSettingsException Refused(string file, ContextOverrides overrides, List<SettingsProblem> problems)
    {
        var count = problems.Count == 1 ? "a problem" : string.Create(CultureInfo.InvariantCulture, $"{problems.Count} problems");
        var marked = problems.Select(problem => overrides.Paths.Any(path => IsWithin(problem.Path, path)) ? problem with { Path = "-c " + problem.Path } : problem).ToList();
        return new InvalidSettingsException($"{file} has {count}:", marked);
    }

    static bool IsWithin(string path, string scope) =>
        path.StartsWith(scope, StringComparison.Ordinal) && (path.Length == scope.Length || path[scope.Length] is '.' or '[');
}
