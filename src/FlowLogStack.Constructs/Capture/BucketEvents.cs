using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Capture;

/// <summary>Has a bucket send its events to EventBridge, beside all notifications that others configure.</summary>
/// <remarks>
/// S3 keeps one notification configuration for a bucket, and whoever puts one replaces all of it; two notifications of one kind
/// for overlapping prefixes are an error. EventBridge is one switch of it, and any number of rules can match the events.
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
                # What others notify is theirs: a queue of theirs that is gone is no reason to fail here.
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

    /// <summary>Switches the events of a bucket on: in its own template, or, for one that is not of this app, by a function.</summary>
    /// <param name="scope">The construct that needs them.</param>
    /// <param name="bucket">The bucket.</param>
    public static void Enable(Construct scope, IBucket bucket)
    {
        if (TemplateOf(bucket) is not { } resource)
        {
            EnableByFunction(scope, bucket);
            return;
        }

        // An override lasts beside a configuration that is set on the resource before or after.
        resource.AddPropertyOverride(Switch, true);
        if (bucket is Bucket own)
            AtSynthesis.Do(own, () => ShareWithCdk(own));
    }

    /// <summary>The bucket's resource in a template of this app; null for an imported bucket.</summary>
    public static CfnBucket? TemplateOf(IBucket bucket) => bucket.Node.DefaultChild as CfnBucket ?? bucket.Node.Scope as CfnBucket;

    // AddEventNotification leaves the configuration to a function of CDK's, which replaces what the bucket has and, when its
    // resource goes, empties it.
    static void ShareWithCdk(Bucket bucket)
    {
        if (bucket.Node.TryFindChild("Notifications")?.Node.TryFindChild("Resource") is not CfnResource notifications)
            return;
        bucket.EnableEventBridgeNotification();
        notifications.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    static void EnableByFunction(Construct scope, IBucket bucket)
    {
        var stack = Stack.Of(scope);
        var name = Token.IsUnresolved(bucket.BucketName) ? bucket.Node.Path : bucket.BucketName;
        var id = "BucketEvents" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        if (stack.Node.TryFindChild(id) is null)
            new BucketEvents(stack, id, bucket);
    }
}
