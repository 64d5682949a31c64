using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlowLogStack.Review;

/// <summary>The replacement behavior of resource types, from the embedded file <c>create-only.json</c>, which contains its source.</summary>
sealed record ReplacementTable
{
    static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    static readonly Lazy<ReplacementTable> Embedded = new(Read);

    internal static ReplacementTable Instance => Embedded.Value;

    /// <summary>Source of the table.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The types.</summary>
    [JsonPropertyName("types")]
    public required IReadOnlyDictionary<string, ReplacementType> Types { get; init; }

    /// <summary>Returns the behavior of a type, or null if the table lacks it.</summary>
    internal static ReplacementType? Of(string type) => Instance.Types.GetValueOrDefault(type);

    static ReplacementTable Read()
    {
        using var stream = typeof(ReplacementTable).Assembly.GetManifestResourceStream("create-only.json")
            ?? throw new InvalidOperationException("The library was built without its file 'create-only.json'.");
        return JsonSerializer.Deserialize<ReplacementTable>(stream, Options)!;
    }
}
