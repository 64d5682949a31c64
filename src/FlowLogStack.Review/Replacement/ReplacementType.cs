using System.Text.Json.Serialization;

namespace FlowLogStack.Review;

/// <summary>The replacement behavior of a resource type.</summary>
sealed record ReplacementType
{
    /// <summary>Properties whose change replaces the resource.</summary>
    [JsonPropertyName("createOnly")]
    public IReadOnlyList<string> CreateOnly { get; init; } = [];

    /// <summary>Properties whose change may replace the resource.</summary>
    [JsonPropertyName("conditional")]
    public IReadOnlyList<string> Conditional { get; init; } = [];

    /// <summary>Whether CloudFormation deletes the old resource before it creates the new one.</summary>
    [JsonPropertyName("deletesFirst")]
    public bool DeletesFirst { get; init; }

    /// <summary>Properties whose change fails if the resource has a literal name. A <c>*</c> represents the start of a name.</summary>
    [JsonPropertyName("namedFailsOn")]
    public IReadOnlyList<string> NamedFailsOn { get; init; } = [];

    /// <summary>Kind of the loss when the resource is deleted.</summary>
    [JsonPropertyName("loses")]
    public LossKind Loses { get; init; }

    /// <summary>The loss in words, as the end of a sentence.</summary>
    [JsonPropertyName("what")]
    public string What { get; init; } = "";
}
