using System.Globalization;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The priced resources of a template that aren't part of the alarm simulation.</summary>
sealed class CostTemplate
{
    const int SecondsPerMinute = 60;

    readonly Dictionary<string, StorageTerm> terms = new(StringComparer.Ordinal);
    readonly List<PricedStream> streams = [];

    internal CostTemplate(IReadOnlyList<TemplateResource> resources)
    {
        foreach (var resource in resources)
            Read(resource);
        var templates = resources.Where(resource => resource.Type == "AWS::EC2::LaunchTemplate").ToDictionary(resource => resource.LogicalId);
        foreach (var instance in resources.Where(resource => resource.Type == "AWS::EC2::Instance"))
            ReadInstance(instance, templates);
    }

    /// <summary>The flow logs.</summary>
    internal List<LogDelivery> Deliveries { get; } = [];

    /// <summary>The logical ids of high-resolution alarms, with periods of less than one minute.</summary>
    internal HashSet<string> HighResolution { get; } = new(StringComparer.Ordinal);

    /// <summary>The customer managed keys and secrets, by logical id.</summary>
    internal List<(string LogicalId, bool IsKey)> Held { get; } = [];

    /// <summary>The instances of the priced type.</summary>
    internal List<PricedInstance> Instances { get; } = [];

    /// <summary>The trails.</summary>
    internal List<PricedTrail> Trails { get; } = [];

    internal List<UnpricedResource> NotPriced { get; } = [];

    internal List<string> Notes { get; } = [];

    /// <summary>Returns the retention of a flow log's destination, or null if the destination isn't in the template.</summary>
    internal StorageTerm? TermOf(LogDelivery delivery) => delivery.Kind is LogDeliveryKind.Stream
        ? StreamOf(delivery) is { Bucket: { } bucket } ? terms.GetValueOrDefault(Key(LogDeliveryKind.Bucket, bucket)) : null
        : terms.GetValueOrDefault(Key(delivery.Kind, delivery.Target));

    /// <summary>Returns the stream that a flow log delivers to, or null if it isn't in the template.</summary>
    internal PricedStream? StreamOf(LogDelivery delivery) => delivery.Kind is LogDeliveryKind.Stream
        ? streams.Find(stream => delivery.Target == stream.Name || delivery.Target.Contains(stream.LogicalId, StringComparison.Ordinal))
        : null;

    /// <summary>Returns the retention of a log group or a bucket, or null if it isn't in the template.</summary>
    internal StorageTerm? TermOf(LogDeliveryKind kind, string name) => terms.GetValueOrDefault(Key(kind, name));

    void Read(TemplateResource resource)
    {
        switch (resource.Type)
        {
            case "AWS::EC2::FlowLog":
                ReadFlowLog(resource);
                break;
            case "AWS::Logs::LogGroup":
                terms[Key(LogDeliveryKind.LogGroup, Text(resource, "LogGroupName") ?? resource.LogicalId)] =
                    new StorageTerm(Number(resource.Properties["RetentionInDays"]), Text(resource, "LogGroupClass") == "INFREQUENT_ACCESS");
                break;
            case "AWS::S3::Bucket":
                terms[Key(LogDeliveryKind.Bucket, Text(resource, "BucketName") ?? resource.LogicalId)] =
                    TermOf((resource.Properties["LifecycleConfiguration"] as JsonObject)?["Rules"] as JsonArray);
                break;
            case "AWS::CloudWatch::Alarm":
                if (PeriodsOf(resource.Properties).Any(period => period is > 0 and < SecondsPerMinute))
                    HighResolution.Add(resource.LogicalId);
                break;
            case "AWS::KMS::Key":
                Held.Add((resource.LogicalId, true));
                break;
            case "AWS::KinesisFirehose::DeliveryStream":
                streams.Add(PricedStream.Of(resource));
                NotPriced.Add(new UnpricedResource(resource.LogicalId, resource.Type, WhyUnpriced(resource)!));
                break;
            case "AWS::CloudTrail::Trail":
                Trails.Add(new PricedTrail(resource.LogicalId, DestinationArn.LogGroupOf(Text(resource, "CloudWatchLogsLogGroupArn") ?? ""),
                    Text(resource, "S3BucketName") ?? ""));
                NotPriced.Add(new UnpricedResource(resource.LogicalId, resource.Type, WhyUnpriced(resource)!));
                break;
            case "AWS::SecretsManager::Secret":
                Held.Add((resource.LogicalId, false));
                break;
            case "AWS::EC2::Instance":
                // It refers to a launch template, which may come later.
                break;
            default:
                if (WhyUnpriced(resource) is { } reason)
                    NotPriced.Add(new UnpricedResource(resource.LogicalId, resource.Type, reason));
                break;
        }
    }

    void ReadFlowLog(TemplateResource flowLog)
    {
        var kind = Text(flowLog, "LogDestinationType") switch
        {
            "s3" => LogDeliveryKind.Bucket,
            "kinesis-data-firehose" => LogDeliveryKind.Stream,
            _ => LogDeliveryKind.LogGroup,
        };
        var target = Text(flowLog, "LogGroupName") ?? TargetOf(kind, Text(flowLog, "LogDestination") ?? "");
        try
        {
            var text = Text(flowLog, "LogFormat");
            var traffic = Text(flowLog, "TrafficType") is "ACCEPT" or "REJECT" ? Text(flowLog, "TrafficType") : null;
            var isParquet = kind is LogDeliveryKind.Bucket && (flowLog.Properties["DestinationOptions"] as JsonObject)?["FileFormat"]?.ToString() == "parquet";
            Deliveries.Add(new LogDelivery(flowLog.LogicalId, kind, target, AlarmTemplateReader.FormatOf(text), traffic, isParquet));
        }
        catch (FormatException e)
        {
            Notes.Add($"{flowLog.LogicalId} is left out: {e.Message.TrimEnd('.')}.");
        }
    }

    void ReadInstance(TemplateResource instance, Dictionary<string, TemplateResource> templates)
    {
        var id = (instance.Properties["LaunchTemplate"] as JsonObject)?["LaunchTemplateId"]?.ToString() ?? "";
        var data = templates.GetValueOrDefault(id)?.Properties["LaunchTemplateData"] as JsonObject;
        JsonNode? Of(string property) => instance.Properties[property] ?? data?[property];
        if (Of("InstanceType")?.ToString() is not PricedInstance.Type)
        {
            NotPriced.Add(new UnpricedResource(instance.LogicalId, instance.Type, $"of instances, only the type {PricedInstance.Type} is priced"));
            return;
        }

        var interfaces = (Of("NetworkInterfaces") as JsonArray ?? []).OfType<JsonObject>();
        var volumes = (Of("BlockDeviceMappings") as JsonArray ?? []).OfType<JsonObject>().Select(device => device["Ebs"]).OfType<JsonObject>();
        Instances.Add(new PricedInstance(
            instance.LogicalId,
            interfaces.Count(item => item["AssociatePublicIpAddress"]?.ToString() is "true" or "True"),
            volumes.Sum(volume => Number(volume["VolumeSize"]) ?? 0)));
    }

    static IEnumerable<int?> PeriodsOf(JsonObject alarm) =>
        (alarm["Metrics"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(query => new[] { query["Period"], (query["MetricStat"] as JsonObject)?["Period"] }).Append(alarm["Period"]).Select(Number);

    static string TargetOf(LogDeliveryKind kind, string arn) => kind switch
    {
        LogDeliveryKind.Bucket => DestinationArn.BucketOf(arn)?.Name ?? arn,
        LogDeliveryKind.Stream => arn[(arn.LastIndexOf('/') + 1)..],
        _ => DestinationArn.LogGroupOf(arn) ?? arn,
    };

    static StorageTerm TermOf(JsonArray? rules)
    {
        // Rules for other folders have shorter retentions; the longest one is a safe assumption.
        var enabled = (rules ?? []).OfType<JsonObject>().Where(rule => rule["Status"]?.ToString() == "Enabled").ToList();
        var expirations = enabled.Select(rule => Number(rule["ExpirationInDays"])).OfType<int>().ToList();
        return new StorageTerm(expirations.Count > 0 ? expirations.Max()
            : null, MovesOn: enabled.Any(rule => rule.ContainsKey("Transitions") || rule.ContainsKey("Transition")));
    }

    static string Key(LogDeliveryKind kind, string name) => $"{kind}/{name}";

    static string? Text(TemplateResource resource, string property) => resource.Properties[property]?.ToString();

    static int? Number(JsonNode? node) => int.TryParse(node?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string? WhyUnpriced(TemplateResource resource) => resource.Type switch
    {
        "AWS::Events::Rule" when HearsOfObjects(resource) => "EventBridge costs about 1 USD for a million objects of the bucket, whichever rules match them",
        "AWS::Lambda::Function" when IsEnabler(resource) => "it costs by the invocation, and its metrics by the hours in which it runs",
        "AWS::Lambda::Function" => "what it costs depends on how records arrive in it",
        "AWS::SQS::Queue" => "it costs by the request",
        "AWS::CloudTrail::Trail" => "the first copy of management events in a Region is free of charge, and a further one costs about 2 USD for 100,000 "
            + "events; its log group, files and data events are priced by files of CloudTrail in the input",
        "AWS::Athena::WorkGroup" => string.Create(CultureInfo.InvariantCulture,
            $"queries cost by what they scan, about {AthenaPrice.DollarsPerTerabyte:0.##} USD a TB"),
        "AWS::Scheduler::Schedule" => "what it starts has its own price",
        "AWS::StepFunctions::StateMachine" => "it costs by the state transition, about 25 USD a million",
        "AWS::KinesisFirehose::DeliveryStream" => "its ingestion, partitions and objects are priced with the flow logs that deliver to it; a "
            + "transformation, and what the vendor of an endpoint charges, are not",
        "AWS::EC2::NatGateway" or "AWS::EC2::VPCEndpoint" or "AWS::EC2::EIP" or "AWS::EC2::TransitGateway" or "AWS::EC2::TransitGatewayAttachment" =>
            "it is not of flow logs, and has a price of its own",
        _ when IsFree(resource.Type) => null,
        _ => "it is not known here",
    };

    static bool IsEnabler(TemplateResource function) =>
        (function.Properties["Environment"] as JsonObject)?["Variables"] is JsonObject variables && variables.ContainsKey(EnablerVariables.FlowLogs);

    // EventBridge charges for those AWS service events that must be enabled, such as those of a bucket.
    static bool HearsOfObjects(TemplateResource rule) =>
        rule.Properties["EventPattern"] is JsonObject pattern && pattern["source"] is JsonArray sources
            && sources.Any(source => source?.ToString() == "aws.s3");

    // Resource types that are free, or are priced with the resource they belong to.
    static bool IsFree(string type) =>
        type is "AWS::CDK::Metadata" or "AWS::KMS::Alias" or "AWS::S3::BucketPolicy" or "AWS::SQS::QueuePolicy" or "AWS::Athena::NamedQuery"
            or "AWS::Athena::PreparedStatement" or "AWS::Lambda::Permission"
            or "AWS::Lambda::EventSourceMapping" or "AWS::Lambda::Version" or "AWS::Lambda::Alias" or "AWS::Lambda::LayerVersion"
                or "AWS::Scheduler::ScheduleGroup"
        || Array.Exists(["AWS::IAM::", "AWS::Logs::", "AWS::CloudWatch::", "AWS::SNS::", "AWS::Events::", "AWS::Glue::", "AWS::EC2::", "AWS::CloudFormation::",
        "Custom::"], prefix => type.StartsWith(prefix, StringComparison.Ordinal));
}
