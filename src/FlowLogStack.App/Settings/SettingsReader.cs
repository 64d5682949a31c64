using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

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
        var overrides = ContextOf(environment);
        var file = overrides.File ?? DefaultFile;
        var path = Path.Combine(directory, file);
        if (File.Exists(path))
            return Read(file, TextOf(path), overrides);
        if (file.Length > 0 && Directory.Exists(path))
            throw Refused("The settings file cannot be read:",
                new SettingsProblem(overrides.File is null ? "" : ContextOverrides.FileKey, $"'{file}' in '{directory}' is a directory. Use a file."));
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
        foreach (var stack in (settings[StackSettings.Key] as JsonObject ?? []).Select(stack => stack.Value).OfType<JsonObject>())
            stack.Remove(SettingsSchema.SchemaKey);
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
            problems.AddRange(Names(name, typed, own[name ?? ""] as JsonObject, stacks));
            stacks.Add(typed);
        }

        return problems.Count == 0 ? stacks : throw Refused(file, overrides, problems);
    }

    // The name of a stack of several consists of the shared name and its key, and those of sibling stacks have a suffix.
    static IEnumerable<SettingsProblem> Names(string? key, FlowLogSettings stack, JsonObject? own, List<FlowLogSettings> before)
    {
        var path = key is null ? "" : $"{StackSettings.Key}.{key}";
        if (!Regex.IsMatch(stack.StackName, Patterns.Stack))
            yield return new(path, $"the stack would have the name \"{stack.StackName}\", which is not valid. A name has 1 to 128 letters, digits and hyphens. "
                + "Use such characters in the key, or set 'stackName'.");
        else if (stack.AllNames().FirstOrDefault(name => !Regex.IsMatch(name, Patterns.Stack)) is { } tooLong)
            yield return new(path.Length == 0 ? "sourceStacks" : $"{path}.sourceStacks", $"a sibling stack would have the name \"{tooLong}\", and a name has "
                + "at most 128 characters. Use a shorter 'stackName'.");
        else if (before.SelectMany(other => other.AllNames()).Intersect(stack.AllNames(), StringComparer.Ordinal).FirstOrDefault() is { } twice)
            yield return new(own?.ContainsKey("stackName") == true ? $"{path}.stackName" : path,
                $"\"{twice}\" is the name of another stack as well. Use another name.");
    }

    static ContextOverrides ContextOf(Func<string, string?> environment)
    {
        try
        {
            return ContextOverrides.From(environment);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Refused("The CDK context cannot be read:", new SettingsProblem("", e.Message.Split(" LineNumber:")[0]));
        }
    }

    static string TextOf(string path)
    {
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return text.ReadToEnd();
        }
        catch (DecoderFallbackException e)
        {
            throw Refused("The settings file cannot be read:", new SettingsProblem("", $"'{Path.GetFileName(path)}' has the byte "
                + $"0x{e.BytesUnknown?.FirstOrDefault():x2}, which is not text in UTF-8. Save it as UTF-8."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("The settings file cannot be read:", new SettingsProblem("", $"{e.Message} Make it readable, or use another file."));
        }
    }

    static JsonObject ParseObject(string file, string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            throw Refused($"{file} cannot be read:", new SettingsProblem("", "it is empty. Put the settings between { and }."));
        if (json.Contains('\0', StringComparison.Ordinal))
            throw Refused($"{file} cannot be read:", new SettingsProblem("", "it has zero bytes, as UTF-16 text does without a byte order mark. Save it as "
                + "UTF-8."));
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
