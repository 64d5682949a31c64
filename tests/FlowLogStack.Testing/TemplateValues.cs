using System.Text.Json.Nodes;

namespace FlowLogStack.Testing;

/// <summary>Resolves the intrinsic functions of a template as a deployment would, given the physical ids it led to.</summary>
/// <param name="Template">The template.</param>
/// <param name="PhysicalIds">Physical ids by logical id.</param>
/// <param name="StackName">The stack's name.</param>
public sealed record TemplateValues(JsonObject Template, IReadOnlyDictionary<string, string> PhysicalIds, string StackName)
{
    /// <summary>The resolved properties of every resource of a type, by logical id.</summary>
    public IReadOnlyDictionary<string, JsonObject> PropertiesOf(string type) =>
        Resources.Where(resource => (string?)resource.Value!["Type"] == type)
            .ToDictionary(resource => resource.Key, resource => Resolve(resource.Value!["Properties"])!.AsObject());

    JsonObject Resources => Template[nameof(Resources)]!.AsObject();

    /// <summary>The value with every intrinsic function replaced by what it stands for.</summary>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.Single() is var (name, argument) && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)) =>
            Call(name, argument!),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        _ => node?.DeepClone(),
    };

    JsonNode Call(string name, JsonNode argument) => name switch
    {
        "Ref" => Reference((string)argument!),
        "Fn::Join" => string.Join((string)argument[0]!, argument[1]!.AsArray().Select(part => (string?)Resolve(part))),
        "Fn::GetAtt" => Attribute((string)argument[0]!, (string)argument[1]!),
        "Fn::FindInMap" => Resolve(Template["Mappings"]![(string)Resolve(argument[0])!]![(string)Resolve(argument[1])!]![(string)Resolve(argument[2])!])!,
        _ => throw new NotSupportedException($"{name} is not resolved here: add it to TemplateValues."),
    };

    string Reference(string logicalId) => logicalId switch
    {
        "AWS::AccountId" => LocalAws.Account,
        "AWS::Region" => LocalAws.Region,
        "AWS::Partition" => "aws",
        "AWS::StackName" => StackName,
        "AWS::URLSuffix" => "amazonaws.com",
        _ when PhysicalIds.TryGetValue(logicalId, out var physicalId) => physicalId,
        // Types that the stand-in passes over have names of our choosing.
        _ => Name(Resources[logicalId]!) ?? throw new InvalidOperationException($"'{logicalId}' was not made and has no name."),
    };

    string? Name(JsonNode resource) => (string)resource["Type"]! switch
    {
        "AWS::Glue::Database" => (string)resource["Properties"]!["DatabaseInput"]!["Name"]!,
        "AWS::Glue::Table" => (string)resource["Properties"]!["TableInput"]!["Name"]!,
        _ => (string?)Resolve(resource["Properties"]!["Name"]),
    };

    string Attribute(string logicalId, string attribute)
    {
        var physicalId = Reference(logicalId);
        return (Type: (string)Resources[logicalId]!["Type"]!, attribute) switch
        {
            ("AWS::S3::Bucket", "Arn") => $"arn:aws:s3:::{physicalId}",
            ("AWS::KinesisFirehose::DeliveryStream", "Arn") => $"arn:aws:firehose:{LocalAws.Region}:{LocalAws.Account}:deliverystream/{physicalId}",
            ("AWS::KMS::Key", "Arn") => $"arn:aws:kms:{LocalAws.Region}:{LocalAws.Account}:key/{physicalId}",
            ("AWS::IAM::Role", "Arn") => $"arn:aws:iam::{LocalAws.Account}:role/{physicalId}",
            ("AWS::Logs::LogGroup", "Arn") => $"arn:aws:logs:{LocalAws.Region}:{LocalAws.Account}:log-group:{physicalId}:*",
            var other => throw new NotSupportedException($"{other} is not resolved here: add it to TemplateValues."),
        };
    }
}
