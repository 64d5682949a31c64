using System.Text.Json.Nodes;
using Xunit;

namespace FlowLogStack.Testing.Deployment;

/// <summary>
/// Proves on the templates of an app that what it sends arrives: each grant that a delivery needs is held against the policies
/// as IAM would hold it. What the app cannot grant, because the resource is not its own, a message of synthesis must name.
/// </summary>
public sealed class DeliveryProof
{
    const string LogDelivery = "delivery.logs.amazonaws.com";
    readonly DeployedResources resources;
    readonly EncryptionProof keys;
    readonly List<string> problems = [];

    DeliveryProof(SynthesizedApp app)
    {
        resources = new DeployedResources(app);
        keys = new EncryptionProof(resources, problems);
    }

    /// <summary>What would not arrive, one sentence for each; empty when all does.</summary>
    public static IReadOnlyList<string> Problems(SynthesizedApp app)
    {
        var proof = new DeliveryProof(app);
        proof.FlowLogsAreAdmitted();
        proof.AlarmsReachTheirTopics();
        proof.RulesReachTheirTargets();
        proof.TopicsReachTheirSubscribers();
        proof.FunctionsAreFed();
        proof.keys.Run();
        return proof.problems;
    }

    /// <summary>Everything of the app arrives, its names and metrics are its own, its policies are whole and nothing waits in a circle.</summary>
    public static void AssertHolds(SynthesizedApp app) => AssertHolds("The app", app);

    /// <summary>Everything of the app arrives, its names and metrics are its own, its policies are whole and nothing waits in a circle.</summary>
    public static void AssertHolds(string name, SynthesizedApp app)
    {
        var problems = Problems(app).Concat(TemplateProof.Problems(app)).ToList();
        Assert.True(problems.Count == 0, $"{name}:\n{string.Join("\n", problems)}");
    }

    /// <summary>The organization and the organizational unit of every account.</summary>
    public const string Organization = "o-a1b2c3d4e5", OrganizationPath = Organization + "/r-ab12/ou-ab12-11111111/";

    void FlowLogsAreAdmitted()
    {
        foreach (var flowLog in resources.Of("AWS::EC2::FlowLog"))
        {
            switch ((string?)flowLog.Properties["LogDestinationType"])
            {
                case "s3":
                    BucketAdmits(flowLog);
                    break;
                case "kinesis-data-firehose":
                    StreamAdmits(flowLog);
                    break;
                default:
                    LogGroupAdmits(flowLog);
                    break;
            }
        }
    }

    void LogGroupAdmits(DeployedResource flowLog)
    {
        var stack = flowLog.Stack;
        var group = $"arn:{stack.Partition}:logs:{stack.Region}:{stack.Account}:log-group:{flowLog.Properties["LogGroupName"]}";
        if (resources.ByArn((string?)flowLog.Properties["DeliverLogsPermissionArn"]) is not { } role)
            return;
        var trusted = new PolicyRequest("vpc-flow-logs.amazonaws.com", "sts:AssumeRole", role.Arn,
            new Dictionary<string, string> { ["aws:SourceAccount"] = stack.Account, ["aws:SourceArn"] = flowLog.Arn });
        Require(trusted.IsAllowedBy(role.Properties["AssumeRolePolicyDocument"]), $"{flowLog}: vpc-flow-logs.amazonaws.com may not assume {role}");
        var policies = resources.PoliciesOfRole(role);
        foreach (var action in new[] { "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams" })
            Require(new PolicyRequest(role.Arn, action, group + ":log-stream:x", None).IsAllowedByAny(policies),
                $"{flowLog}: its role {role} may not {action} on {group}");
        Require(new PolicyRequest(role.Arn, "logs:DescribeLogGroups", "*", None).IsAllowedByAny(policies),
            $"{flowLog}: its role {role} may not logs:DescribeLogGroups");
        var made = resources.Of("AWS::Logs::LogGroup").Any(one => one.Arn == group);
        var named = resources.All.Any(other => other.Type == "AWS::Logs::LogGroup" && other.Name == (string?)flowLog.Properties["LogGroupName"]);
        Require(made || !named, $"{flowLog}: its log group is of another account or region than {stack.Account} {stack.Region}");
    }

    void BucketAdmits(DeployedResource flowLog)
    {
        var stack = flowLog.Stack;
        var destination = (string)flowLog.Properties["LogDestination"]!;
        var (arn, prefix) = destination.Split('/', 2) is [var before, var after] ? (before, after) : (destination, "");
        var name = arn.Split(":::")[1];
        var hive = (bool?)flowLog.Properties["DestinationOptions"]?["HiveCompatiblePartitions"] == true;
        var context = FromDelivery(stack);
        var key = $"{arn}/{prefix}AWSLogs/{(hive ? "aws-account-id=" : "")}{stack.Account}/vpcflowlogs/{stack.Region}/x.log.gz";
        if (resources.ByArn(arn) is not { } bucket)
        {
            Require(resources.Says(LogDelivery, "s3:PutObject", "s3:GetBucketAcl"),
                $"{flowLog}: synthesis does not print the statements that the bucket {name} needs");
            Require(resources.Says(LogDelivery, "kms:GenerateDataKey*"),
                $"{flowLog}: synthesis does not print the statement that the key of the bucket {name} needs, if it has one");
            return;
        }

        var policy = resources.PolicyOfBucket(bucket.Name);
        // With and without the header that gives the bucket's owner full control: both were seen.
        var withHeader = new Dictionary<string, string>(context) { ["s3:x-amz-acl"] = "bucket-owner-full-control" };
        var admitted = new PolicyRequest(LogDelivery, "s3:PutObject", key, withHeader).IsAllowedBy(policy)
            && new PolicyRequest(LogDelivery, "s3:GetBucketAcl", arn, context).IsAllowedBy(policy);
        Require(admitted || resources.Says(LogDelivery, "s3:PutObject", "s3:GetBucketAcl"),
            $"{flowLog}: the policy of {bucket} does not admit {LogDelivery} to {key}");
        if (DeployedResources.KeyOfBucket(bucket) is not { } reference)
            return;
        Require(reference.StartsWith("arn:", StringComparison.Ordinal) && !reference.Contains(":alias/", StringComparison.Ordinal),
            $"{flowLog}: {bucket} is encrypted with '{reference}', and log delivery needs the ARN of a customer managed key");
        keys.KeyAdmits(reference, LogDelivery, EncryptionProof.ForLogs, context,
            $"{flowLog}: {bucket}");
    }

    void StreamAdmits(DeployedResource flowLog)
    {
        var arn = (string)flowLog.Properties["LogDestination"]!;
        var parts = arn.Split(':');
        if (resources.ByArn(arn) is { Type: "AWS::KinesisFirehose::DeliveryStream" } stream)
            Require(stream.Properties["Tags"].Each().Any(tag => (string?)tag["Key"] == "LogDeliveryEnabled" && (string?)tag["Value"] == "true"),
                $"{flowLog}: {stream} lacks the tag LogDeliveryEnabled=true");
        if (parts.Length > 5 && (parts[3] != flowLog.Stack.Region || parts[4] != flowLog.Stack.Account))
        {
            var roles = flowLog.Properties["DeliverLogsPermissionArn"] is not null && flowLog.Properties["DeliverCrossAccountRole"] is not null;
            Require(roles || IsHeldTo(flowLog.Stack, parts[4]), $"{flowLog}: {arn} is of another account or region, and nothing grants or refuses it");
        }
    }

    // A rule of the template refuses any other account before anything is made.
    static bool IsHeldTo(SynthesizedStack stack, string account) =>
        (stack.Template["Rules"]?.AsObject() ?? []).Any(rule => rule.Value!.ToJsonString() is var text && text.Contains(account, StringComparison.Ordinal)
            && text.Contains("AWS::AccountId", StringComparison.Ordinal));

    void AlarmsReachTheirTopics()
    {
        foreach (var alarm in resources.Of("AWS::CloudWatch::Alarm").Concat(resources.Of("AWS::CloudWatch::CompositeAlarm")))
        {
            foreach (var arn in alarm.Properties["AlarmActions"].Texts().Concat(alarm.Properties["OKActions"].Texts()).Distinct())
            {
                if (resources.ByArn(arn) is { Type: "AWS::SNS::Topic" } topic)
                    Published("cloudwatch.amazonaws.com", topic,
                        new Dictionary<string, string> { ["aws:SourceAccount"] = alarm.Stack.Account, ["aws:SourceArn"] = alarm.Arn,
                            ["aws:SecureTransport"] = "true" }, alarm.ToString());
            }
        }
    }

    void Published(string service, DeployedResource topic, Dictionary<string, string> context, string what)
    {
        // Without a policy of its own, a topic admits its account, alarms included, but not EventBridge.
        var admitted = resources.PolicyOfTopic(topic.Arn) is { } policy
            ? new PolicyRequest(service, "sns:Publish", topic.Arn, context).IsAllowedBy(policy)
            : service == "cloudwatch.amazonaws.com";
        Require(admitted, $"{what}: the policy of {topic} does not admit {service}");
        if ((string?)topic.Properties["KmsMasterKeyId"] is { } key)
            keys.KeyAdmits(key, service, EncryptionProof.ForEvents, context, $"{what}: {topic}");
    }

    void RulesReachTheirTargets()
    {
        foreach (var rule in resources.Of("AWS::Events::Rule"))
        {
            var context = new Dictionary<string, string> { ["aws:SourceAccount"] = rule.Stack.Account, ["aws:SourceArn"] = rule.Arn,
                ["aws:SecureTransport"] = "true" };
            foreach (var target in rule.Properties["Targets"].Each())
            {
                Reached((string)target["Arn"]!, rule, context);
                if (target["DeadLetterConfig"]?["Arn"] is { } letters)
                    Reached((string)letters!, rule, context);
            }
        }
    }

    void Reached(string arn, DeployedResource rule, Dictionary<string, string> context)
    {
        if (arn.Contains(":log-group:", StringComparison.Ordinal))
        {
            var admitted = resources.Of("AWS::Logs::ResourcePolicy")
                .Any(policy => new PolicyRequest("events.amazonaws.com", "logs:PutLogEvents", arn + ":log-stream:x", context)
                    .IsAllowedBy(JsonNode.Parse((string)policy.Properties["PolicyDocument"]!)));
            Require(admitted, $"{rule}: no resource policy of CloudWatch Logs admits it to {arn}");
            return;
        }

        switch (resources.ByArn(arn))
        {
            case { Type: "AWS::SNS::Topic" } topic:
                Published("events.amazonaws.com", topic, context, rule.ToString());
                break;
            case { Type: "AWS::SQS::Queue" } queue:
                Sent("events.amazonaws.com", queue, context, rule.ToString());
                break;
        }
    }

    void Sent(string service, DeployedResource queue, Dictionary<string, string> context, string what)
    {
        Require(new PolicyRequest(service, "sqs:SendMessage", queue.Arn, context).IsAllowedBy(resources.PolicyOfQueue(queue)),
            $"{what}: the policy of {queue} does not admit {service}");
        if ((string?)queue.Properties["KmsMasterKeyId"] is { } key)
            keys.KeyAdmits(key, service, EncryptionProof.ForEvents, context, $"{what}: {queue}");
    }

    void TopicsReachTheirSubscribers()
    {
        foreach (var subscription in resources.Of("AWS::SNS::Subscription"))
        {
            var topic = (string)subscription.Properties["TopicArn"]!;
            var endpoint = (string?)subscription.Properties["Endpoint"];
            var context = new Dictionary<string, string> { ["aws:SourceArn"] = topic, ["aws:SourceAccount"] = topic.Split(':') is { Length: > 4 } parts
                ? parts[4] : "", ["aws:SecureTransport"] = "true" };
            switch ((string?)subscription.Properties["Protocol"])
            {
                case "sqs" when resources.ByArn(endpoint) is { } queue:
                    Sent("sns.amazonaws.com", queue, context, subscription.ToString());
                    break;
                case "sqs":
                    Require(resources.Says("sns.amazonaws.com", "sqs:SendMessage"),
                        $"{subscription}: synthesis does not say what the queue '{endpoint}' needs");
                    break;
                case "lambda":
                    var allowed = resources.Of("AWS::Lambda::Permission")
                        .Any(permission => (string?)permission.Properties["Principal"] == "sns.amazonaws.com" && FunctionIs(permission, endpoint)
                            && (string?)permission.Properties["SourceArn"] == topic);
                    Require(allowed || resources.Says("sns.amazonaws.com", "lambda:InvokeFunction"),
                        $"{subscription}: nothing lets the topic invoke '{endpoint}'");
                    break;
            }
        }
    }

    void FunctionsAreFed()
    {
        foreach (var filter in resources.Of("AWS::Logs::SubscriptionFilter").Where(filter => filter.Properties["RoleArn"] is null))
        {
            var function = (string)filter.Properties["DestinationArn"]!;
            var group = $"arn:{filter.Stack.Partition}:logs:{filter.Stack.Region}:{filter.Stack.Account}:log-group:{filter.Properties["LogGroupName"]}:*";
            Require(resources.Of("AWS::Lambda::Permission")
                .Any(permission => (string?)permission.Properties["Principal"] == "logs.amazonaws.com" && FunctionIs(permission, function)
                    && (string?)permission.Properties["SourceArn"] == group), $"{filter}: nothing lets CloudWatch Logs invoke '{function}' for {group}");
        }

        foreach (var mapping in resources.Of("AWS::Lambda::EventSourceMapping"))
        {
            if (resources.ByArn((string?)mapping.Properties["EventSourceArn"]) is not { Type: "AWS::SQS::Queue" } queue)
                continue;
            Require(resources.Of("AWS::Events::Rule").Any(rule => RuleAnnounces(rule, queue)) || resources.Of("AWS::S3::Bucket")
                .Any(bucket => Notifications(bucket.Name).Queues.Contains(queue.Arn)), $"{mapping}: no bucket announces its objects to {queue}");
            if (FunctionOf((string?)mapping.Properties["FunctionName"]) is { } function && resources.ByArn((string?)function.Properties["Role"]) is { } role)
            {
                foreach (var action in new[] { "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes" })
                    Require(new PolicyRequest(role.Arn, action, queue.Arn, None).IsAllowedByAny(resources.PoliciesOfRole(role)),
                        $"{mapping}: {role} may not {action} on {queue}");
            }
        }
    }

    // EventBridge hears of a bucket only if the bucket is configured to send, by whatever configures it last.
    bool RuleAnnounces(DeployedResource rule, DeployedResource queue)
    {
        if (!rule.Properties["Targets"].Each().Any(target => (string?)target["Arn"] == queue.Arn) || !rule.Properties["EventPattern"]!["source"].Texts()
            .Contains("aws.s3"))
            return false;
        return rule.Properties["EventPattern"]!["detail"]!["bucket"]!["name"].Texts().All(name => Notifications(name).EventBridge);
    }

    (bool EventBridge, List<string> Queues) Notifications(string bucketName)
    {
        var inline = resources.Of("AWS::S3::Bucket").FirstOrDefault(bucket => bucket.Name == bucketName)?.Properties["NotificationConfiguration"];
        var customs = resources.All.Where(custom => custom.Type is "Custom::S3BucketNotifications" or "Custom::BucketEvents"
            && (string?)custom.Properties["BucketName"] == bucketName).ToList();
        var eventBridge = (bool?)inline?["EventBridgeConfiguration"]?["EventBridgeEnabled"] ?? inline?["EventBridgeConfiguration"] is not null;
        var queues = inline?["QueueConfigurations"].Each().Select(queue => (string)queue["Queue"]!).ToList() ?? [];
        foreach (var custom in customs)
        {
            if (custom.Type == "Custom::BucketEvents")
            {
                eventBridge = true;
                continue;
            }

            var configuration = custom.Properties["NotificationConfiguration"];
            var theirs = configuration?["QueueConfigurations"].Each().Select(queue => (string)queue["QueueArn"]!).ToList() ?? [];
            if (custom.Properties["Managed"]?.ToString() == "true")
            {
                // CDK's handler puts its own configuration in place of all there is.
                eventBridge = configuration?["EventBridgeConfiguration"] is not null;
                queues = theirs;
            }
            else
            {
                eventBridge |= configuration?["EventBridgeConfiguration"] is not null;
                queues.AddRange(theirs);
            }
        }

        return (eventBridge, queues);
    }

    static Dictionary<string, string> FromDelivery(SynthesizedStack stack) => new()
    {
        ["aws:SourceAccount"] = stack.Account,
        ["aws:SourceOrgID"] = Organization,
        ["aws:SourceOrgPaths"] = OrganizationPath,
        ["aws:SourceArn"] = $"arn:{stack.Partition}:logs:{stack.Region}:{stack.Account}:delivery:x",
        ["aws:SecureTransport"] = "true",
    };

    DeployedResource? FunctionOf(string? nameOrArn) =>
        resources.ByArn(nameOrArn) ?? resources.Of("AWS::Lambda::Function").FirstOrDefault(function => function.Name == nameOrArn);

    static bool FunctionIs(DeployedResource permission, string? function) =>
        (string?)permission.Properties["FunctionName"] is { } name && (name == function || function?.EndsWith(":" + name, StringComparison.Ordinal) == true);

    static Dictionary<string, string> None => new() { ["aws:SecureTransport"] = "true" };

    void Require(bool holds, string problem)
    {
        if (!holds)
            problems.Add(problem);
    }
}
