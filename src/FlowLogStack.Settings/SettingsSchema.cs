using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Settings;

/// <summary>
/// The JSON Schema of the settings or of one setting, and validation with it. Editors use the same schema, so the app and editors report the same
/// problems.
/// </summary>
/// <remarks>Supports only the keywords that the schema uses, and <c>$ref</c> only to the whole schema. A test finds unsupported keywords.</remarks>
sealed class SettingsSchema
{
    /// <summary>The key of the schema's URL in a settings file, for editors.</summary>
    public const string SchemaKey = "$schema";

    /// <summary>The <c>format</c> of a VPC's IPv4 network.</summary>
    public const string Network = "vpc-network";

    /// <summary>The <c>format</c> of an IPv4 or IPv6 CIDR block.</summary>
    public const string Block = "cidr-block";

    /// <summary>The <c>format</c> of an IPv4 or IPv6 address.</summary>
    public const string Address = "ip-address";

    /// <summary>The <c>format</c> of a folder for flow log delivery.</summary>
    public const string Folder = "archive-folder";

    /// <summary>The <c>format</c> of a subscriber of alarms.</summary>
    public const string Subscriber = "alarm-subscriber";

    static readonly Dictionary<string, Func<string, string?>> Formats = new()
    {
        [Network] = CidrBlock.Refusal,
        [Block] = CidrBlock.BlockRefusal,
        [Address] = AddressRefusal,
        [Folder] = FolderRefusal,
        [Subscriber] = SubscriberText.Refusal,
    };

    readonly JsonObject schema;

    SettingsSchema(JsonObject schema) => this.schema = schema;

    /// <summary>The schema of the whole file.</summary>
    public static SettingsSchema Root { get; } = Load();

    /// <summary>The JSON types that are valid for the setting.</summary>
    public IReadOnlyList<string> Types => schema["type"] switch
    {
        JsonArray types => [.. types.Select(type => (string)type!)],
        { } type => [(string)type!],
        null => [],
    };

    /// <summary>The keys of an object.</summary>
    public IEnumerable<string> Keys => schema["properties"] is JsonObject properties ? properties.Select(property => property.Key) : [];

    /// <summary>The schema of an array's items; null if the setting isn't an array.</summary>
    public SettingsSchema? Items => schema["items"] is JsonObject items ? new SettingsSchema(items) : null;

    /// <summary>Whether users choose the keys of the object, such as tag keys.</summary>
    public bool HasFreeKeys => schema["additionalProperties"] is JsonObject;

    /// <summary>The paths of all settings below this one, separated by dots.</summary>
    public IEnumerable<string> Paths => Keys
        .Where(key => key != SchemaKey)
        .SelectMany(key => At(key)!.Paths.Select(below => $"{key}.{below}").Prepend(key));

    /// <summary>Returns the schema of the value at a key of the object, or null if the key is unknown.</summary>
    public SettingsSchema? At(string key) =>
        schema["properties"]?[key] is JsonObject property ? new SettingsSchema(property)
        : schema["additionalProperties"] is JsonObject free ? free.ContainsKey("$ref") ? Root : new SettingsSchema(free)
        : null;

    /// <summary>Returns the problems of a value.</summary>
    /// <param name="value">The JSON value.</param>
    /// <param name="path">Path of the value, separated by dots; empty for the whole file.</param>
    public IEnumerable<SettingsProblem> Judge(JsonNode? value, string path = "")
    {
        var type = TypeOf(value);
        if (!Types.Contains(type) && !(type == "integer" && Types.Contains("number")))
            return [new SettingsProblem(path, value is null ? $"null is not valid here. Use {Wanted()}, or remove the key."
                : $"{Show(value)} is {Article(type)}. Use {Wanted()}.")];
        return value switch
        {
            JsonObject members => JudgeMembers(members, path),
            JsonArray items => JudgeItems(items, path),
            _ => JudgeScalar(value) is { } message ? [new SettingsProblem(path, message)] : [],
        };
    }

    IEnumerable<SettingsProblem> JudgeMembers(JsonObject members, string path)
    {
        foreach (var (key, value) in members)
        {
            if (At(key) is { } known)
            {
                foreach (var problem in known.Judge(value, Join(path, key)))
                    yield return problem;
            }
            else
            {
                yield return Unknown(key, path);
            }
        }

        if (schema["required"] is JsonArray required)
        {
            foreach (var key in required.Select(key => (string)key!).Where(key => !members.ContainsKey(key)))
                yield return new SettingsProblem(path, $"'{key}' is missing. Use {At(key)!.Wanted()}.");
        }
    }

    IEnumerable<SettingsProblem> JudgeItems(JsonArray items, string path)
    {
        if (Limit("maxItems") is { } most && items.Count > most)
            yield return new SettingsProblem(path, $"{items.Count} items are more than the {most} allowed. Remove some.");
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var problem in Items!.Judge(items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
                yield return problem;
            if (schema["uniqueItems"] is not null && items.Take(i).Any(item => JsonNode.DeepEquals(item, items[i])))
                yield return new SettingsProblem(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), $"{Show(items[i])} is a duplicate. Use it once.");
        }
    }

    string? JudgeScalar(JsonNode? value)
    {
        if (schema["enum"] is JsonArray choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value)))
            return $"{Show(value)} is not a valid value. Use {Wanted()}.{Guess(value, choices)}";
        if (value is null)
            return null;
        if (value.GetValueKind() is JsonValueKind.Number)
        {
            var number = (double)value;
            if (Limit("minimum") is { } least && number < least)
                return $"{Show(value)} is too small. Use {Show(schema["minimum"])} or more.";
            if (Limit("maximum") is { } most && number > most)
                return $"{Show(value)} is too large. Use {Show(schema["maximum"])} or less.";
        }

        if (value.GetValueKind() is JsonValueKind.String)
        {
            var text = (string)value!;
            // Unlike '$' in JSON Schema, .NET's '$' also matches before a final line break. The comparison of lengths rejects it.
            if (schema["pattern"] is { } pattern && !(Regex.Match(text, (string)pattern!, RegexOptions.ECMAScript) is { Success: true } match
                && match.Length == text.Length))
                return $"{Show(value)} is not valid. {Sentence((string)schema["patternErrorMessage"]!)}.";
            if (Limit("minLength") is { } shortest && text.Length < shortest)
                return $"{Show(value)} is too short. Use at least {shortest} character(s), or remove the key.";
            if (Limit("maxLength") is { } longest && text.Length > longest)
                return $"{Show(value)} has {text.Length} characters. Use at most {longest}.";
            if (schema["format"] is { } format)
                return Formats[(string)format!](text);
        }

        return null;
    }

    static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    SettingsProblem Unknown(string key, string path)
    {
        var nearest = Nearest.To(key, Keys);
        return new SettingsProblem(Join(path, key), nearest is null
            ? $"unknown setting. {(path.Length == 0 ? "The settings are" : $"'{path}' has")} {string.Join(", ", Keys.Where(known => known != SchemaKey))}."
            : $"unknown setting. Did you mean '{Join(path, nearest)}'?");
    }

    /// <summary>Returns the valid values as words for an error message.</summary>
    string Wanted()
    {
        if (schema["enum"] is JsonArray choices)
            return string.Join(", ", choices.SkipLast(1).Select(Show)) + (choices.Count > 1 ? " or " : "") + Show(choices[^1]);
        return string.Join(" or ", Types.Select(Article));
    }

    static string Guess(JsonNode? value, JsonArray choices) =>
        value?.GetValueKind() is JsonValueKind.String && Nearest.To((string)value!, choices.OfType<JsonValue>()
            .Select(choice => choice.ToString())) is { } nearest
            ? $" Did you mean \"{nearest}\"?"
            : "";

    double? Limit(string keyword) => schema[keyword] is { } limit ? (double)limit : null;

    static string? AddressRefusal(string text) =>
        FlowAddress.TryParse(text, out _) ? null : $"\"{text}\" is not an address. Use one of IPv4 or IPv6, as in \"10.0.0.10\".";

    static string? FolderRefusal(string prefix)
    {
        try
        {
            new S3Layout { Prefix = prefix }.Validated();
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
        _ => "boolean",
    };

    static string Article(string type) => type switch
    {
        "object" => "an object, { … }",
        "array" => "a list, [ … ]",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "null" => "null",
        _ => "a " + type,
    };

    /// <summary>Returns a value as JSON for an error message, shortened.</summary>
    internal static string Show(JsonNode? value)
    {
        var text = value?.ToJsonString(Relaxed) ?? "null";
        return text.Length <= 120 ? text : text[..117] + "…";
    }

    static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    static SettingsSchema Load() => new(JsonNode.Parse(SettingsFile.Schema)!.AsObject());
}
