using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.Assertions;
using Xunit;

namespace FlowLogStack.Testing;

/// <summary>Asserts CloudFormation as CloudFormation: what is expected is written as in a template.</summary>
public static partial class TemplateAssertions
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Synthesizes the stack's template.</summary>
    public static Template Template(this Stack stack) => Amazon.CDK.Assertions.Template.FromStack(stack);

    /// <summary>A resource of the type has at least these properties; arrays match whole.</summary>
    public static void Has(this Template template, string type, string properties) =>
        template.HasResourceProperties(type, Json.Parse(properties));

    /// <summary>A resource of the type has at least these properties and attributes beside them, such as <c>DependsOn</c>.</summary>
    public static void HasWhole(this Template template, string type, string resource) =>
        template.HasResource(type, Json.Parse(resource));

    /// <summary>The template has that many resources of the type.</summary>
    public static void Counts(this Template template, string type, int count) => template.ResourceCountIs(type, count);

    /// <summary>The template as JSON that can be searched and compared.</summary>
    public static JsonObject ToJson(this Template template) =>
        JsonSerializer.SerializeToNode(template.ToJSON())!.AsObject();

    /// <summary>The template as text, as people read it in a review.</summary>
    public static string ToText(this Template template) => template.ToJson().ToJsonString(Indented) + "\n";

    /// <summary>The template as text for a reviewed snapshot: a function's code is not part of the review of a template.</summary>
    public static string ToReviewedText(this Template template) => AssetHash().Replace(template.ToText(), "<asset hash>");

    /// <summary>The resources of a type, by logical id.</summary>
    public static IReadOnlyDictionary<string, JsonObject> ResourcesOf(this Template template, string type) =>
        template.ToJson()["Resources"]!.AsObject()
            .Where(resource => (string?)resource.Value!["Type"] == type)
            .ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    /// <summary>The properties of the only resource of a type.</summary>
    public static JsonObject Only(this Template template, string type) =>
        Assert.Single(template.ResourcesOf(type)).Value["Properties"]!.AsObject();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex AssetHash();
}
