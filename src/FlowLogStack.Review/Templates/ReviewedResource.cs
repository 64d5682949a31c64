using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>A resource with its resolved properties and its text in the template.</summary>
/// <param name="LogicalId">Logical id.</param>
/// <param name="Type">CloudFormation type.</param>
/// <param name="Properties">Resolved properties.</param>
/// <param name="Unknown">Properties that can't be resolved, with the reasons.</param>
/// <param name="Raw">The resource as in the template.</param>
sealed record ReviewedResource(string LogicalId, string Type, JsonObject Properties, IReadOnlyDictionary<string, string> Unknown, JsonObject Raw)
{
    internal JsonObject? RawProperties => Raw[nameof(Properties)] as JsonObject;

    internal string DeletionPolicy => RawJson.Text(Raw[nameof(DeletionPolicy)]) ?? "Delete";

    internal string UpdateReplacePolicy => RawJson.Text(Raw[nameof(UpdateReplacePolicy)]) ?? "Delete";

    /// <summary>Returns a property as text, or null; dots separate nested names.</summary>
    internal string? Text(string path) => RawJson.Text(RawJson.At(Properties, path));

    internal JsonNode? Node(string path) => RawJson.At(Properties, path);

    internal bool IsTrue(string path) => string.Equals(Text(path), "true", StringComparison.OrdinalIgnoreCase);

    internal double? Number(string path) =>
        double.TryParse(Text(path), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Returns the elements of a list; none if it is absent.</summary>
    internal IEnumerable<JsonNode> Items(string path) => RawJson.Items(Node(path));

    /// <summary>Returns the resources that a property refers to.</summary>
    internal IEnumerable<string> ReferencesOf(string path) => TemplateReferences.Of(RawJson.At(RawProperties, path));

    /// <summary>The physical name in the template, or null if CloudFormation generates it.</summary>
    internal string? PhysicalName => ResourceWords.NameProperty(Type) is { } property ? Text(property) : null;

    /// <summary>Name of the resource for readers.</summary>
    internal string DisplayName => PhysicalName ?? LogicalId;

    /// <summary>Name of the resource in the resolved properties of others: that of a few types, else the logical id.</summary>
    internal string ReferredName => ResourceWords.IsReferredByName(Type) ? PhysicalName ?? LogicalId : LogicalId;

    /// <summary>The kind and the name for sentences, such as <c>the log group `Flows`</c>.</summary>
    internal string Words => $"the {ResourceWords.Kind(Type)} {Markup.Code(PhysicalName ?? LogicalId)}";
}
