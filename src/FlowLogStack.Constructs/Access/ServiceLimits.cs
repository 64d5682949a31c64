using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Athena;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Glue;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using CfnDocument = Amazon.CDK.AWS.SSM.CfnDocument;
using CfnStateMachine = Amazon.CDK.AWS.StepFunctions.CfnStateMachine;

namespace FlowLogStack.Access;

/// <summary>Validation of service limits that apply to a whole template and aren't part of CloudFormation's schema.</summary>
sealed class ServiceLimits : DeputyBase, IValidation
{
    const string Id = "FlowLogServiceLimits";
    const int Resources = 500;
    const int TemplateBytes = 1_000_000;
    const int LogResourcePolicies = 10;

    // More than a resource takes whose properties have no long text. Measuring a resource takes three calls with all its properties.
    internal const int Ordinary = 20_000;

    // What the id, the type and the braces of a resource take, and the metadata that holds its path.
    const int Frame = 100;
    const int PathMetadata = 100;

    static readonly (string Service, int Bytes, string Fix) BucketPolicy = ("S3", 20_480, "Each account, and each of its regions, adds to it. Admit an "
        + "organization instead of accounts (Organization of the archive, 'archive.organization' in settings), or deliver some accounts to another "
        + "archive with a bucket of its own");
    static readonly (string Service, int Bytes, string Fix) KeyPolicy = ("KMS", 32_768, "Each account, and each of its regions, adds to it. Admit an "
        + "organization instead of accounts (Organization of the archive, 'archive.organization' in settings), or deliver some accounts to another "
        + "archive with a key of its own");
    static readonly (string Service, int Bytes, string Fix) TopicPolicy = ("SNS", 30_720, "Use several topics");

    // What a resource of ours takes besides its texts.
    const int BesideTexts = 3_000;

    static readonly ConditionalWeakTable<Stack, Stack> Watched = [];

    static readonly ConditionalWeakTable<CfnResource, StrongBox<int>> Bounds = [];

    readonly Stack stack;
    string? stackName;

    ServiceLimits(Stack stack)
        : base(new DeputyProps()) => this.stack = stack;

    /// <summary>Adds the validation to a construct's stack, once.</summary>
    public static void Watch(IConstruct construct)
    {
        var stack = Places.StackOf(construct);
        if (!Watched.TryAdd(stack, stack) || stack.Node.TryFindChild(Id) is not null)
            return;
        // A child without resources marks a stack that already has the validation.
        var marker = new Construct(stack, Id);
        marker.Node.AddValidation(new ServiceLimits(stack));
        StackOrder.Watch(marker);
    }

    /// <summary>Registers the texts of a resource of ours, which bound its size, so that it is measured only in a stack that may be too large.</summary>
    /// <param name="resource">The resource, whose other properties are short.</param>
    /// <param name="texts">The texts. With a token among them, nothing is registered.</param>
    public static void Bound(CfnResource resource, params ReadOnlySpan<string> texts)
    {
        var bytes = BesideTexts;
        foreach (var text in texts)
        {
            if (Token.IsUnresolved(text))
                return;
            bytes += JsonSerializer.SerializeToUtf8Bytes(text, Compact).Length;
        }

        Bounds.Add(resource, new(bytes));
    }

    /// <summary>Returns a number of bytes that a resource of ours doesn't exceed; null if it must be measured.</summary>
    internal static int? BoundOf(CfnResource resource) => Bounds.TryGetValue(resource, out var bound) ? bound.Value : null;

    /// <inheritdoc/>
    public string[] Validate()
    {
        var resources = StackResources.Of(stack);
        return [.. TooMany(resources), .. TooLarge(resources), .. resources.SelectMany(TooLong), .. TooManyLogPolicies(resources)];
    }

    IEnumerable<string> TooMany(List<CfnResource> resources)
    {
        if (resources.Count <= Resources)
            yield break;
        var most = resources.GroupBy(resource => resource.CfnResourceType).OrderByDescending(type => type.Count()).First();
        yield return $"The stack '{StackName}' has {resources.Count} resources, {most.Count()} of them of the type {most.Key}, and CloudFormation "
            + $"allows {Resources} in a stack. "
            + "Divide the monitored resources between several stacks, which may deliver to one archive and one log group, or use fewer destinations.";
    }

    // CDK measures the template when it is written, and warns in characters; here it isn't written yet, so that what each resource
    // will take of it is added up. What others override by hand is not seen.
    IEnumerable<string> TooLarge(List<CfnResource> resources)
    {
        var ours = resources.Sum(resource => BoundOf(resource) ?? 0);
        var others = resources.Where(resource => BoundOf(resource) is null).ToList();
        var ordinary = others.Count(resource => !HasLongText(resource));
        var measured = ours + (ordinary * Ordinary) <= TemplateBytes ? Sizes([.. others.Where(HasLongText)]).Sum(size => size.Bytes) + (ordinary * Ordinary)
            : Sizes(others).Sum(size => size.Bytes);
        if (ours + measured <= TemplateBytes)
            yield break;
        var sizes = Sizes(resources);
        var total = sizes.Sum(size => size.Bytes);
        if (total <= TemplateBytes)
            yield break;
        var most = sizes.GroupBy(size => size.Resource.CfnResourceType)
            .Select(type => (Type: type.Key, Count: type.Count(), Bytes: type.Sum(size => size.Bytes))).MaxBy(type => type.Bytes);
        yield return string.Create(CultureInfo.InvariantCulture,
            $"The template of the stack '{StackName}' has about {total:N0} bytes, {most.Bytes:N0} of them "
            + $"for {most.Count} resource(s) of the type {most.Type}, and CloudFormation allows {TemplateBytes:N0}. ")
            + "Divide the monitored resources between several stacks, or use a format with fewer fields, fewer saved queries or fewer dashboards.";
    }

    /// <summary>Returns whether a resource can have text of any length, such as a query, or a policy whose own limit is above the ordinary size.</summary>
    internal static bool HasLongText(CfnResource resource) =>
        resource is CfnDashboard or CfnNamedQuery or CfnPreparedStatement or CfnTable or CfnQueryDefinition or CfnCustomResource or CfnStateMachine
            or CfnDocument
        || resource is CfnBucketPolicy or CfnKey or CfnTopicPolicy
        || resource.GetType() == typeof(CfnResource);

    List<(CfnResource Resource, long Bytes)> Sizes(List<CfnResource> resources)
    {
        if (resources.Count == 0)
            return [];
        var properties = JsonSerializer.SerializeToNode(stack.Resolve(CallsApart.Of(stack, resources, CdkVersions.PropertiesOf).ToArray()))!.AsArray();
        var isIndented = !IsSet("@aws-cdk/core:suppressTemplateIndentation");
        var hasPaths = IsSet("aws:cdk:enable-path-metadata");
        return [.. resources.Zip(properties, (resource, rendered) => (resource, (long)Bytes(rendered, isIndented) + Frame + (hasPaths ? PathMetadata : 0)))];
    }

    string StackName => stackName ??= stack.StackName;

    bool IsSet(string key) => stack.Node.TryGetContext(key) is bool and true or "true";

    // Four levels deep, CDK indents by one character a level.
    static int Bytes(JsonNode? properties, bool isIndented)
    {
        if (!isIndented)
            return Encoding.UTF8.GetByteCount(properties?.ToJsonString(Compact) ?? "");
        var text = properties?.ToJsonString(Indented) ?? "";
        return Encoding.UTF8.GetByteCount(text) + (3 * text.Count(c => c == '\n'));
    }

    IEnumerable<string> TooLong(CfnResource resource) => resource switch
    {
        CfnBucketPolicy policy => TooLong(policy, "bucket", policy.PolicyDocument, BucketPolicy),
        CfnKey key => TooLong(key, "key", key.KeyPolicy, KeyPolicy),
        CfnTopicPolicy policy => TooLong(policy, "topic", policy.PolicyDocument, TopicPolicy),
        _ => [],
    };

    IEnumerable<string> TooLong(CfnResource resource, string kind, object? document, (string Service, int Bytes, string Fix) limit)
    {
        var deployed = document is null ? null : Deployed(JsonSerializer.SerializeToNode(stack.Resolve(document)));
        var bytes = deployed is null ? 0 : Encoding.UTF8.GetByteCount(deployed.ToJsonString(Compact));
        if (bytes > limit.Bytes)
            yield return string.Create(CultureInfo.InvariantCulture, $"The policy of the {kind} '{ConstructPath.Of(resource)}' has about {bytes:N0} bytes, "
                + $"and {limit.Service} allows {limit.Bytes:N0}. {limit.Fix}.");
    }

    IEnumerable<string> TooManyLogPolicies(List<CfnResource> resources)
    {
        var policies = resources.Count(resource => resource is CfnResourcePolicy);
        if (policies == 0)
            yield break;
        // The stacks of one environment share the region's limit. Only the first one reports it.
        var together = stack.Node.Root.Node.FindAll().OfType<CfnResourcePolicy>()
            .Where(policy => Places.StackOf(policy).Environment == stack.Environment).ToList();
        if (together.Count > LogResourcePolicies && Places.StackOf(together[0]).Node.Path == stack.Node.Path)
            yield return $"The stacks of '{stack.Environment}' have {together.Count} resource policies of CloudWatch Logs, and a region "
                + $"allows {LogResourcePolicies}, those made elsewhere included. Remove change logs, such as that of the dashboard security-groups.";
    }

    static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, IndentSize = 1 };

    // Values known only after deployment, at their expected length.
    JsonNode? Deployed(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.Single() is var (name, argument) && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)) =>
            Deployed(name, argument),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Deployed(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Deployed)]),
        _ => node?.DeepClone(),
    };

    string Deployed(string name, JsonNode? argument) => (name, argument) switch
    {
        ("Ref", JsonValue id) => (string?)id switch
        {
            "AWS::AccountId" => "111122223333",
            "AWS::Region" => Token.IsUnresolved(stack.Region) ? "ap-southeast-1" : stack.Region,
            "AWS::Partition" => "aws",
            "AWS::URLSuffix" => "amazonaws.com",
            "AWS::StackName" => StackName,
            var logicalId => Generated(logicalId!),
        },
        ("Fn::Join", JsonArray { Count: 2 } join) when join[1] is JsonArray parts =>
            string.Join((string?)join[0], parts.Select(part => Deployed(part)?.ToString())),
        ("Fn::GetAtt", JsonArray { Count: 2 } attribute) => $"arn:aws:s3:::{Generated((string)attribute[0]!)}",
        _ => Generated(argument?.ToString() ?? ""),
    };

    // A bucket name has at most 63 characters; CloudFormation shortens the longest part.
    string Generated(string logicalId)
    {
        var name = $"{StackName}-{logicalId}-1a2b3c4d5e6f";
        return name[..Math.Min(63, name.Length)];
    }
}
