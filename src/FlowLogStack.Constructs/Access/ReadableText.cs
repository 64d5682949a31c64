using System.Text.Json.Nodes;

namespace FlowLogStack.Access;

/// <summary>Template values as readable text: values known only after deployment are in angle brackets.</summary>
static class ReadableText
{
    /// <summary>The text for the DNS suffix of the partition's services.</summary>
    public const string Domain = "<domain of the partition>";

    /// <summary>Returns a copy of a value with each intrinsic function replaced by text.</summary>
    public static JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.Single() is var (name, argument) && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)) =>
            Text(name, argument),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Of(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Of)]),
        _ => node?.DeepClone(),
    };

    static string Text(string name, JsonNode? argument) => (name, argument) switch
    {
        ("Ref", _) => (string?)argument switch
        {
            "AWS::AccountId" => "<account id>",
            "AWS::Region" => "<region>",
            "AWS::Partition" => "<partition>",
            "AWS::URLSuffix" => Domain,
            var id => $"<{id}>",
        },
        ("Fn::Join", JsonArray { Count: 2 } join) when join[1] is JsonArray parts => string.Join((string?)join[0], parts.Select(part => Of(part)?.ToString())),
        ("Fn::GetAtt", JsonArray { Count: 2 } attribute) => $"<{attribute[1]} of {attribute[0]}>",
        ("Fn::ImportValue", _) => $"<{Of(argument)}>",
        _ => $"<{name}>",
    };
}
