using System.Text.Json.Nodes;

namespace FlowLogStack.Testing.Deployment;

/// <summary>One template of an app, with where it is deployed.</summary>
public sealed class SynthesizedStack
{
    const string SomeAccount = "123456789012";
    const string SomeRegion = "eu-west-1";

    internal SynthesizedStack(SynthesizedApp app, Identity identity, string text, IReadOnlyList<(string Level, string Text)> messages)
    {
        App = app;
        Name = identity.Name;
        Account = identity.Account ?? SomeAccount;
        Region = identity.Region ?? SomeRegion;
        Parent = identity.Parent;
        LogicalId = identity.LogicalId;
        Text = text;
        Template = JsonNode.Parse(text)!.AsObject();
        Messages = messages;
        Values = new DeployedValues(this);
    }

    internal sealed record Identity(string Name, string? Account, string? Region, SynthesizedStack? Parent, string? LogicalId);

    /// <summary>The app it is of.</summary>
    public SynthesizedApp App { get; }

    /// <summary>The stack's name.</summary>
    public string Name { get; }

    /// <summary>The account; a made-up one where the app leaves it open.</summary>
    public string Account { get; }

    /// <summary>The region; a made-up one where the app leaves it open.</summary>
    public string Region { get; }

    /// <summary>The stack that this one is nested in; null if it is not nested.</summary>
    public SynthesizedStack? Parent { get; }

    /// <summary>The id of a nested stack in its parent's template.</summary>
    public string? LogicalId { get; }

    /// <summary>The template as it is written to the file.</summary>
    public string Text { get; }

    /// <summary>The template.</summary>
    public JsonObject Template { get; }

    /// <summary>What synthesis prints for it, by level.</summary>
    public IReadOnlyList<(string Level, string Text)> Messages { get; }

    /// <summary>The values that its intrinsic functions have once it is deployed.</summary>
    public DeployedValues Values { get; }

    /// <summary>The partition that its region is in.</summary>
    public string Partition => Region switch
    {
        _ when Region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when Region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when Region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        _ when Region.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
        _ when Region.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
        _ => "aws",
    };

    /// <summary>The domain that its partition's services are under.</summary>
    public string UrlSuffix => Partition switch
    {
        "aws-cn" => "amazonaws.com.cn",
        "aws-eusc" => "amazonaws.eu",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        _ => "amazonaws.com",
    };

    /// <summary>The resources, by logical id.</summary>
    public JsonObject Resources => Template[nameof(Resources)]?.AsObject() ?? [];

    /// <summary>The resources of a type, by logical id, unresolved.</summary>
    public IEnumerable<(string LogicalId, JsonObject Resource)> ResourcesOf(string type) =>
        Resources.Where(resource => (string?)resource.Value!["Type"] == type).Select(resource => (resource.Key, resource.Value!.AsObject()));

    /// <summary>The resolved properties of the resources of a type, by logical id.</summary>
    public IEnumerable<(string LogicalId, JsonObject Properties)> PropertiesOf(string type) =>
        ResourcesOf(type).Select(resource => (resource.LogicalId, Values.Resolve(resource.Resource["Properties"])?.AsObject() ?? []));
}
