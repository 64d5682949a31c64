using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK;
using FlowLogStack.Testing.Deployment;
using Xunit;
using Xunit.Sdk;

namespace FlowLogStack.Testing;

/// <summary>The template of a synthesized stack, read from its file.</summary>
/// <remarks>
/// It matches resources as <c>Amazon.CDK.Assertions</c> does: objects by the members that are expected, arrays whole and in order, all else by
/// equality. An expected null is a member that is null, not one that is absent. CDK's assertions send each template to another process and back.
/// </remarks>
public sealed partial class Template
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly string text;
    readonly JsonObject content;

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template as JSON.</param>
    /// <exception cref="XunitException">Resources depend on each other in a circle, so that the template cannot be deployed.</exception>
    public Template(string text)
    {
        this.text = text;
        content = JsonNode.Parse(text)!.AsObject();
        if (TemplateProof.Circle(Resources) is { } circle)
            Assert.Fail($"{circle} depend on each other.");
    }

    /// <summary>Synthesizes the stage of a stack, and reads the stack's template.</summary>
    public static Template Of(Stack stack) =>
        new(File.ReadAllText(Path.Combine(Stage.Of(stack)!.Synth().Directory, stack.TemplateFile)));

    JsonObject Resources => content[nameof(Resources)]?.AsObject() ?? [];

    /// <summary>Asserts that a resource of the type has at least these properties.</summary>
    /// <param name="type">The type, such as <c>AWS::S3::Bucket</c>.</param>
    /// <param name="properties">The properties as JSON.</param>
    public void Has(string type, string properties) => HasAny(type, new JsonObject { ["Properties"] = JsonNode.Parse(properties) });

    /// <summary>Asserts that a resource of the type has at least these properties and attributes beside them, such as <c>DependsOn</c>.</summary>
    /// <param name="type">The type, such as <c>AWS::S3::Bucket</c>.</param>
    /// <param name="resource">The resource as JSON.</param>
    public void HasWhole(string type, string resource) => HasAny(type, JsonNode.Parse(resource)!);

    /// <summary>Asserts that the template has that many resources of the type.</summary>
    public void Counts(string type, int count)
    {
        var ids = OfType(Resources, type).Select(resource => resource.Key).ToList();
        if (ids.Count != count)
            Assert.Fail($"The template has {ids.Count} resources of the type {type}, not {count}: {string.Join(", ", ids)}");
    }

    /// <summary>Returns a copy of the template as JSON that can be searched and compared.</summary>
    public JsonObject ToJson() => JsonNode.Parse(text)!.AsObject();

    /// <summary>Returns the template as text, as people read it in a review.</summary>
    public string ToText() => content.ToJsonString(Indented) + "\n";

    /// <summary>Returns the template as text for a reviewed snapshot: a function's code is not part of the review of a template.</summary>
    public string ToReviewedText() => AssetHash().Replace(ToText(), "<asset hash>");

    /// <summary>Returns the resources of a type, by logical id.</summary>
    public IReadOnlyDictionary<string, JsonObject> ResourcesOf(string type) =>
        OfType(ToJson()[nameof(Resources)]!.AsObject(), type).ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    /// <summary>Returns the properties of the only resource of a type.</summary>
    public JsonObject Only(string type) => Assert.Single(ResourcesOf(type)).Value["Properties"]!.AsObject();

    static IEnumerable<KeyValuePair<string, JsonNode?>> OfType(JsonObject resources, string type) =>
        resources.Where(resource => (string?)resource.Value!["Type"] == type);

    void HasAny(string type, JsonNode expected)
    {
        var candidates = OfType(Resources, type)
            .Select(resource => (Id: resource.Key, Differences: Differences("", expected, resource.Value).ToList()))
            .OrderBy(candidate => candidate.Differences.Count)
            .ToList();
        if (candidates.Count == 0)
            Assert.Fail($"The template has no resource of the type {type}.");
        if (candidates[0].Differences.Count > 0)
        {
            var differences = string.Join('\n', candidates[0].Differences);
            Assert.Fail($"None of {candidates.Count} resources of the type {type} matches. The closest is {candidates[0].Id}:\n{differences}");
        }
    }

    static IEnumerable<string> Differences(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject members, JsonObject all):
                return members.SelectMany(member => all.TryGetPropertyValue(member.Key, out var value)
                    ? Differences($"{path}/{member.Key}", member.Value, value)
                    : [Difference($"{path}/{member.Key}", Shown(member.Value), "nothing")]);
            case (JsonArray items, JsonArray others) when items.Count == others.Count:
                return items.SelectMany((item, index) => Differences($"{path}/{index}", item, others[index]));
            case (JsonValue or null, JsonValue or null) when JsonNode.DeepEquals(expected, actual):
                return [];
            default:
                return [Difference(path, Shown(expected), Shown(actual))];
        }
    }

    static string Difference(string path, string expected, string found) => $"{path}: expected {expected}, found {found}";

    static string Shown(JsonNode? value) => value?.ToJsonString() ?? "null";

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex AssetHash();
}
