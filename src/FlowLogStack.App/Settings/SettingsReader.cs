using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>Reads settings from a file and from CDK context, and reports all problems at once.</summary>
public static class SettingsReader
{
    /// <summary>The default settings file. It is optional.</summary>
    public const string DefaultFile = SettingsFile.DefaultName;

    /// <summary>Reads the settings of an app with one stack.</summary>
    /// <param name="directory">Directory of relative file names.</param>
    /// <param name="environment">
    /// Function that returns the value of an environment variable, or null if it isn't set. The CDK CLI passes the context in one.
    /// </param>
    /// <exception cref="InvalidSettingsException">The file can't be read, the settings aren't valid, or they describe several stacks.</exception>
    public static FlowLogSettings Read(string directory, Func<string, string?> environment) => Single(ReadAll(directory, environment));

    /// <summary>Reads the settings of each stack of an app.</summary>
    /// <param name="directory">Directory of relative file names.</param>
    /// <param name="environment">
    /// Function that returns the value of an environment variable, or null if it isn't set. The CDK CLI passes the context in one.
    /// </param>
    /// <exception cref="InvalidSettingsException">The file can't be read, or the settings aren't valid.</exception>
    public static IReadOnlyList<FlowLogSettings> ReadAll(string directory, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var overrides = ContextOverrides.From(environment);
        var file = overrides.File ?? DefaultFile;
        var path = Path.Combine(directory, file);
        if (File.Exists(path))
            return Read(file, TextOf(path), overrides);
        if (overrides.File is not null)
            throw Refused("The settings file cannot be read:",
                new SettingsProblem(ContextOverrides.FileKey, $"the file '{file}' does not exist in '{directory}'. Correct the name, or remove -c settings to "
                    + $"use {DefaultFile}."));
        return overrides.IsEmpty ? [new FlowLogSettings()] : Read("The context", "{}", overrides);
    }

    /// <summary>Reads settings from the text of a file, without CDK context.</summary>
    /// <param name="file">Name of the file in messages.</param>
    /// <param name="json">Text of the file.</param>
    /// <exception cref="InvalidSettingsException">The settings aren't valid.</exception>
    public static FlowLogSettings Parse(string file, string json) => Single(ParseAll(file, json));

    /// <summary>Reads the settings of each stack from the text of a file, without CDK context.</summary>
    /// <param name="file">Name of the file in messages.</param>
    /// <param name="json">Text of the file.</param>
    /// <exception cref="InvalidSettingsException">The settings aren't valid.</exception>
    public static IReadOnlyList<FlowLogSettings> ParseAll(string file, string json) => Read(file, json, new ContextOverrides([]));

    static FlowLogSettings Single(IReadOnlyList<FlowLogSettings> stacks) => stacks.Count == 1
        ? stacks[0]
        : throw Refused("The settings have a problem:", new SettingsProblem(StackSettings.Key, $"{stacks.Count} stacks are described, and one is "
            + "expected. Remove 'stacks'."));

    static List<FlowLogSettings> Read(string file, string json, ContextOverrides overrides)
    {
        var settings = ParseObject(file, json);
        List<SettingsProblem> problems = [.. overrides.ApplyTo(settings)];
        problems.AddRange(SettingsSchema.Root.Judge(settings));
        settings.Remove(SettingsSchema.SchemaKey);
        if (problems.Count > 0)
            throw Refused(file, overrides, problems);

        // Combinations of settings are checked only after each value is valid.
        var own = settings[StackSettings.Key] as JsonObject ?? [];
        var stacks = new List<FlowLogSettings>();
        foreach (var (name, written) in StackSettings.Of(settings))
        {
            var typed = written.Deserialize<FlowLogSettings>(SettingsJson.Options)!.Effective();
            var found = SettingsRules.Judge(typed, written).Concat(OrganizationRules.Judge(typed, name is null ? written : own[name]!.AsObject()));
            problems.AddRange(name is null ? found : found.Select(problem =>
                problem with { Path = $"{StackSettings.Key}.{name}{(problem.Path.Length == 0 ? "" : ".")}{problem.Path}" }));
            if (name is not null && own[name]!.AsObject().ContainsKey(StackSettings.Key))
                problems.Add(new SettingsProblem($"{StackSettings.Key}.{name}.{StackSettings.Key}", "a stack of 'stacks' cannot contain others. Move "
                    + "them beside it."));
            if (stacks.Find(other => other.StackName == typed.StackName) is not null)
                problems.Add(new SettingsProblem($"{StackSettings.Key}.{name}.stackName", $"\"{typed.StackName}\" is the name of another stack as well. "
                    + "Use another name."));
            stacks.Add(typed);
        }

        return problems.Count == 0 ? stacks : throw Refused(file, overrides, problems);
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
                ?? throw Refused($"{file} cannot be read:", new SettingsProblem("", "it is not a JSON object. Put the settings between { and }."));
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
        var marked = problems.Select(problem => overrides.Paths.Any(path => IsWithin(problem.Path, path)) ? problem with { Path = "-c " + problem.Path }
            : problem).ToList();
        return new InvalidSettingsException($"{file} has {count}:", marked);
    }

    static bool IsWithin(string path, string scope) =>
        path.StartsWith(scope, StringComparison.Ordinal) && (path.Length == scope.Length || path[scope.Length] is '.' or '[');
}
