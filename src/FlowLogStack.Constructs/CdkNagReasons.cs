using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Lab;
using FlowLogStack.Organization;
using FlowLogStack.Watch;

namespace FlowLogStack;

/// <summary>Reasons for the findings of cdk-nag that the constructs of this library accept, in its packs NIST 800-53 R5, HIPAA and PCI DSS.</summary>
/// <remarks>
/// The reasons are metadata of the resources: <c>cdk_nag</c> in the template, which cdk-nag 2 reads, and acknowledged rules of the construct, which
/// cdk-nag 3 reads. Only findings of the resource as it is configured have a reason: with <see cref="Encryption"/>, for example, those of keys have none.
/// </remarks>
public static class CdkNagReasons
{
    const string Template = "cdk_nag";
    const string Acknowledged = "aws:cdk:acknowledged-rules";

    const string OwnKey = "Encryption.CustomerManaged() uses a customer managed key instead.";

    /// <summary>Adds the reasons to all resources that constructs of this library create below a construct.</summary>
    /// <param name="scope">The construct, such as the stack or the app.</param>
    public static void AddTo(IConstruct scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        AtSynthesis.Do(scope, () => Visit(scope));
    }

    /// <summary>Adds a reason for one finding of a resource, for each pack.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="rule">Name of the rule without the name of the pack, such as <c>S3BucketVersioningEnabled</c>.</param>
    /// <param name="reason">The reason, as a sentence.</param>
    public static void Accept(CfnResource resource, string rule, string reason)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(rule);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        Add(resource, [new Reason(rule, reason)]);
    }

    // Packs: N for NIST 800-53 R5, H for HIPAA, P for PCI DSS 3.2.1.
    sealed record Reason(string Rule, string Text, string Packs = "NHP");

    static void Visit(IConstruct scope)
    {
        // A construct precedes those below it.
        var below = "/";
        foreach (var construct in scope.Node.FindAll().Where(construct => construct.GetType().Assembly == typeof(CdkNagReasons).Assembly))
        {
            var path = Places.PathOf(construct);
            if (path.StartsWith(below, StringComparison.Ordinal))
                continue;
            below = path + "/";
            foreach (var resource in construct.Node.FindAll().OfType<CfnResource>())
            {
                var properties = JsonSerializer.SerializeToNode(Places.StackOf(resource).Resolve(CdkVersions.PropertiesOf(resource)))?.AsObject() ?? [];
                Add(resource, [.. Reasons(resource, properties)]);
            }
        }
    }

    static IEnumerable<Reason> Reasons(CfnResource resource, JsonObject properties) => resource.CfnResourceType switch
    {
        "AWS::S3::Bucket" => OfBucket(resource, properties),
        "AWS::Logs::LogGroup" when Lacks(properties, "kmsKeyId") =>
            [new("CloudWatchLogGroupEncrypted", $"CloudWatch Logs encrypts the log group with a key of its own. {OwnKey}")],
        "AWS::CloudTrail::Trail" when Lacks(properties, "kmsKeyId") =>
            [new("CloudTrailEncryptionEnabled", $"S3 encrypts the files of the trail with keys of its own. {OwnKey}")],
        "AWS::IAM::Role" when !Lacks(properties, "policies") => OfPolicy(),
        "AWS::IAM::Policy" => OfPolicy(),
        "AWS::Lambda::Function" => OfFunction(resource, properties),
        "AWS::CloudWatch::Alarm" when Lacks(properties, "alarmActions") && Holder<DetectionAlarm>(resource) is { IsCombined: true } =>
            [new("CloudWatchAlarmAction", "The composite alarm of its severity notifies, once for all of its alarms.", "NH")],
        "AWS::EC2::Instance" when Holder<LabWebServer>(resource) is not null => OfServer(),
        _ => [],
    };

    static IEnumerable<Reason> OfBucket(CfnResource bucket, JsonObject properties)
    {
        yield return new("S3BucketReplicationEnabled",
            "S3 stores each object in several Availability Zones. A copy in another Region doubles the storage costs; add a replication rule where a recovery "
                + "objective requires it.");
        if (Lacks(properties, "versioningConfiguration"))
            yield return new("S3BucketVersioningEnabled",
                "Services and the function write each object once, under a name of its own, and a lifecycle rule deletes it. No object is overwritten.");
        if (properties["bucketEncryption"]?.ToJsonString().Contains("aws:kms", StringComparison.Ordinal) == true)
            yield break;
        yield return Holder<AccessLogBucket>(bucket) is not null
            ? new("S3DefaultEncryptionKMS", "S3 writes server access logs only to buckets with SSE-S3.")
            : new("S3DefaultEncryptionKMS", $"S3 encrypts each object with a key of its own (SSE-S3). {OwnKey}");
    }

    static IEnumerable<Reason> OfPolicy() =>
        [new("IAMNoInlinePolicy", "The policy is for this role only and is deleted with it. A managed policy can be attached to other principals.")];

    static IEnumerable<Reason> OfFunction(CfnResource function, JsonObject properties)
    {
        var isHandler = Holder<BucketHandler>(function) is not null;
        var isEnabler = Holder<FlowLogEnabler>(function) is not null;
        if (Lacks(properties, "vpcConfig"))
            yield return new("LambdaInsideVPC", isHandler
                ? "The function calls S3 and the response address of CloudFormation only, over TLS."
                : isEnabler ? "The function calls EC2 only, over TLS."
                : "The function calls AWS services and one HTTPS endpoint, over TLS. FlowLogProcessorProps.Network places it in a VPC.");
        if (Lacks(properties, "reservedConcurrentExecutions"))
            yield return new("LambdaConcurrency", isHandler
                ? "CloudFormation invokes the function once for each operation of the stack."
                : isEnabler ? "EventBridge invokes the function once for each new VPC and each reconciliation."
                : "Reserved concurrency is a part of the account's limit and delays records above it. FlowLogProcessorProps.ReservedConcurrency sets it.",
                "NH");
        if (Lacks(properties, "deadLetterConfig"))
            yield return new("LambdaDLQ", "CloudFormation waits for the response of the function, and its operation fails without one.", "NH");
    }

    static IEnumerable<Reason> OfServer() =>
    [
        new("EC2InstanceNoPublicIp", "The server records connections from the internet for the lab. Its security groups admit the networks of "
            + "LabWebServerProps.AllowFrom only."),
        new("EC2InstancesInVPC", "The network interface of the instance has the subnet. The rule reads another property."),
        new("EC2InstanceProfileAttached", "The launch template of the instance has the profile. The rule reads another property."),
        new("EC2InstanceDetailedMonitoringEnabled", "No alarm uses metrics of the server of the lab.", "H"),
    ];

    static void Add(CfnResource resource, IReadOnlyList<Reason> reasons)
    {
        if (reasons.Count == 0)
            return;
        var ids = reasons.SelectMany(reason => reason.Packs.Select(pack => (Id: $"{Pack(pack)}-{reason.Rule}", reason.Text))).ToList();
        object[] earlier = resource.GetMetadata(Template) is IDictionary<string, object> known && known.TryGetValue("rules_to_suppress", out var rules)
            && rules is IEnumerable<object> list ? [.. list] : [];
        object[] all = [.. earlier, .. ids.Select(id => new Dictionary<string, object> { ["id"] = id.Id, ["reason"] = id.Text })];
        resource.AddMetadata(Template, new Dictionary<string, object> { ["rules_to_suppress"] = all });
        resource.Node.AddMetadata(Acknowledged, ids.ToDictionary(id => $"Annotation::{id.Id}", id => (object)id.Text));
    }

    static string Pack(char pack) => pack switch
    {
        'N' => "NIST.800.53.R5",
        'H' => "HIPAA.Security",
        _ => "PCI.DSS.321",
    };

    static bool Lacks(JsonObject properties, string name) => properties[name] is null or JsonArray { Count: 0 };

    static THolder? Holder<THolder>(CfnResource resource)
        where THolder : class
    {
        for (var at = resource.Node.Scope; at is not null; at = at.Node.Scope)
        {
            if (at is THolder holder)
                return holder;
        }

        return null;
    }
}
