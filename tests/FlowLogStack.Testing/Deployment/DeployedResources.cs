using System.Text.Json.Nodes;

namespace FlowLogStack.Testing.Deployment;

/// <summary>A resource of an app as it is deployed.</summary>
/// <param name="Stack">The stack it is of.</param>
/// <param name="LogicalId">Its id in the template.</param>
/// <param name="Type">Its CloudFormation type.</param>
/// <param name="Properties">Its resolved properties.</param>
public sealed record DeployedResource(SynthesizedStack Stack, string LogicalId, string Type, JsonObject Properties)
{
    /// <summary>Its name.</summary>
    public string Name => Stack.Values.NameOf(LogicalId);

    /// <summary>Its ARN.</summary>
    public string Arn => Stack.Values.ArnOf(LogicalId);

    /// <inheritdoc/>
    public override string ToString() => $"{Stack.Name}/{LogicalId} ({Type})";
}

/// <summary>Every resource of an app, resolved once, to be found by type, name and ARN.</summary>
public sealed class DeployedResources
{
    readonly List<DeployedResource> all = [];
    readonly ILookup<string, DeployedResource> byType;
    readonly Dictionary<string, DeployedResource> byArn = [];

    /// <summary>Resolves every resource of an app.</summary>
    public DeployedResources(SynthesizedApp app)
    {
        foreach (var stack in app.Stacks)
        {
            foreach (var (id, resource) in stack.Resources)
                all.Add(new DeployedResource(stack, id, (string)resource!["Type"]!, stack.Values.Resolve(resource["Properties"])?.AsObject() ?? []));
        }

        byType = all.ToLookup(resource => resource.Type);
        foreach (var resource in all)
            byArn.TryAdd(resource.Arn, resource);
        Messages = [.. app.Stacks.SelectMany(stack => stack.Messages).Select(message => message.Text)];
    }

    /// <summary>All resources.</summary>
    public IReadOnlyList<DeployedResource> All => all;

    /// <summary>What synthesis prints.</summary>
    public IReadOnlyList<string> Messages { get; }

    /// <summary>The resources of a type.</summary>
    public IEnumerable<DeployedResource> Of(string type) => byType[type];

    /// <summary>The resource with that ARN; null if the app has none.</summary>
    public DeployedResource? ByArn(string? arn) => arn is null ? null : byArn.GetValueOrDefault(arn);

    /// <summary>Whether one message of synthesis has all these texts.</summary>
    public bool Says(params string[] texts) => Messages.Any(message => texts.All(text => message.Contains(text, StringComparison.Ordinal)));

    /// <summary>The policy of a bucket; null if the app gives it none.</summary>
    public JsonNode? PolicyOfBucket(string name) => Document(Of("AWS::S3::BucketPolicy").Where(policy => (string?)policy.Properties["Bucket"] == name));

    /// <summary>The policy of a topic; null if the app gives it none.</summary>
    public JsonNode? PolicyOfTopic(string arn) => Document(Of("AWS::SNS::TopicPolicy").Where(policy => policy.Properties["Topics"].Texts().Contains(arn)));

    /// <summary>The policy of a queue; null if the app gives it none.</summary>
    public JsonNode? PolicyOfQueue(DeployedResource queue) =>
        Document(Of("AWS::SQS::QueuePolicy").Where(policy => policy.Properties["Queues"].Texts()
            .Any(url => url.EndsWith("/" + queue.Name, StringComparison.Ordinal))));

    /// <summary>The policies of a role, inline and attached.</summary>
    public IReadOnlyList<JsonNode?> PoliciesOfRole(DeployedResource role) =>
    [
        .. role.Properties["Policies"].Each().Select(policy => policy["PolicyDocument"]),
        .. Of("AWS::IAM::Policy").Concat(Of("AWS::IAM::ManagedPolicy")).Where(policy => policy.Properties["Roles"].Texts().Contains(role.Name))
            .Select(policy => policy.Properties["PolicyDocument"]),
    ];

    /// <summary>The key that a key id, ARN or alias names; null if it is not of this app.</summary>
    public DeployedResource? Key(string? reference)
    {
        if (reference is null)
            return null;
        if (ByArn(reference) is { } resource)
            return resource.Type == "AWS::KMS::Alias" ? Key((string?)resource.Properties["TargetKeyId"]) : resource;
        return Of("AWS::KMS::Key").FirstOrDefault(key => key.Name == reference)
            ?? (Of("AWS::KMS::Alias").FirstOrDefault(alias => alias.Name == reference) is { } named ? Key((string?)named.Properties["TargetKeyId"]) : null);
    }

    /// <summary>The reference of the key that a bucket's objects are encrypted with; null with keys that S3 manages.</summary>
    public static string? KeyOfBucket(DeployedResource bucket)
    {
        var encryption = bucket.Properties["BucketEncryption"]?["ServerSideEncryptionConfiguration"].Each().FirstOrDefault()?["ServerSideEncryptionByDefault"];
        return (string?)encryption?["SSEAlgorithm"] is null or "AES256" ? null : (string?)encryption!["KMSMasterKeyID"] ?? "alias/aws/s3";
    }

    static JsonObject? Document(IEnumerable<DeployedResource> policies)
    {
        var statements = policies.SelectMany(policy => policy.Properties["PolicyDocument"]?["Statement"].Each() ?? [])
            .Select(statement => statement.DeepClone()).ToArray();
        return statements.Length == 0 ? null : new JsonObject { ["Statement"] = new JsonArray(statements) };
    }
}
