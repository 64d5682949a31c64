using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Enables a bucket's events in EventBridge and keeps its other notifications.</summary>
/// <remarks>
/// S3 has one notification configuration for a bucket, and each update replaces all of it. Two notifications of one event type for overlapping
/// prefixes are an error. EventBridge is a single setting of the configuration, and any number of rules can match the events.
/// </remarks>
sealed class BucketEvents : BucketHandler
{
    const string Switch = "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled";

    const string Code = """
        import boto3
        import cfnresponse

        s3 = boto3.client("s3")


        def handler(event, context):
            bucket = event["ResourceProperties"]["BucketName"]
            try:
                # Others may listen too, so deleting the stack leaves the events on.
                if event["RequestType"] != "Delete":
                    send_events(bucket)
                cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, bucket)
            except Exception as error:
                print(repr(error))
                cfnresponse.send(event, context, cfnresponse.FAILED, {}, bucket, reason=str(error))


        def send_events(bucket):
            configuration = s3.get_bucket_notification_configuration(Bucket=bucket)
            configuration.pop("ResponseMetadata", None)
            if "EventBridgeConfiguration" not in configuration:
                configuration["EventBridgeConfiguration"] = {}
                # Other configurations are not ours: if one of their queues is deleted, that must not fail here.
                s3.put_bucket_notification_configuration(
                    Bucket=bucket, NotificationConfiguration=configuration, SkipDestinationValidation=True
                )
        """;

    BucketEvents(Construct scope, string id, IBucket bucket)
        : base(scope, id)
    {
        NewResource("Events", new BucketHandlerProps
        {
            Description = $"Has the bucket of {bucket.Node.Path} send its events to EventBridge",
            Code = Code,
            Timeout = 60,
            RoleDescription = "Has one bucket send its events to EventBridge",
            PolicyName = "SendEvents",
            Statements = [Allow(["s3:GetBucketNotification", "s3:PutBucketNotification"], bucket.BucketArn)],
            ResourceType = "Custom::BucketEvents",
            Properties = new Dictionary<string, object> { ["BucketName"] = bucket.BucketName },
        });
    }

    /// <summary>Enables the events of a bucket: in its own template, or with a custom resource for a bucket outside this app.</summary>
    /// <param name="scope">The construct that needs the events.</param>
    /// <param name="bucket">The bucket.</param>
    public static void Enable(Construct scope, IBucket bucket)
    {
        if (TemplateOf(bucket) is not { } resource)
        {
            EnableByFunction(scope, bucket);
            return;
        }

        // A property override survives later changes of the resource's configuration.
        resource.AddPropertyOverride(Switch, true);
        if (bucket is Bucket own)
            AtSynthesis.Do(own, () => ShareWithCdk(own));
    }

    /// <summary>Returns the bucket's resource in a template of this app, or null for an imported bucket.</summary>
    public static CfnBucket? TemplateOf(IBucket bucket) => bucket.Node.DefaultChild as CfnBucket ?? bucket.Node.Scope as CfnBucket;

    // AddEventNotification leaves the configuration to a CDK function. That function replaces the bucket's configuration and, when its
    // resource is deleted, empties it.
    static void ShareWithCdk(Bucket bucket)
    {
        if (bucket.Node.TryFindChild("Notifications")?.Node.TryFindChild("Resource") is not CfnResource notifications)
            return;
        bucket.EnableEventBridgeNotification();
        notifications.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    static void EnableByFunction(Construct scope, IBucket bucket)
    {
        var stack = Places.StackOf(scope);
        var name = Token.IsUnresolved(bucket.BucketName) ? bucket.Node.Path : bucket.BucketName;
        var id = "BucketEvents" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        if (stack.Node.TryFindChild(id) is null)
            new BucketEvents(stack, id, bucket);
    }
}
