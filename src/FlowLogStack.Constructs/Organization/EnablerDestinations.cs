using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;
using EnabledDestination = FlowLogStack.Records.EnablerPlan.Destination;

namespace FlowLogStack.Organization;

/// <summary>The destinations of an enabler, as its function reads them, with the permissions to create flow logs to them.</summary>
/// <param name="enabler">The enabler.</param>
/// <param name="format">Log format of the flow logs.</param>
sealed class EnablerDestinations(Construct enabler, FlowLogFormat format)
{
    const string LogDelivery = "delivery.logs.amazonaws.com";

    readonly List<EnabledDestination> destinations = [];
    readonly List<PolicyStatement> statements = [];

    /// <summary>Destinations in order.</summary>
    internal IReadOnlyList<EnabledDestination> Destinations => destinations;

    /// <summary>Permissions of the function for the destinations.</summary>
    internal IEnumerable<PolicyStatement> Statements => destinations.Exists(destination => destination.Type != EnablerPlan.LogGroup)
        ? statements.Prepend(ManageDeliveries()) : statements;

    /// <summary>Resources without which deliveries fail, such as the policies of buckets.</summary>
    internal List<IConstruct> Requirements { get; } = [];

    Stack Stack => Places.StackOf(enabler);

    /// <summary>Adds a destination.</summary>
    /// <exception cref="ArgumentException">The destination isn't valid for flow logs of this account and Region, or is listed already.</exception>
    internal void Add(CaptureDestination destination)
    {
        var added = destination switch
        {
            CaptureDestination.ToLogGroup { Group: var group } => OfGroup(group),
            CaptureDestination.ToNamedGroup named => OfRole(named.Name, named.RoleArn),
            CaptureDestination.ToArchive { Archive: var archive } => OfArchive(archive),
            CaptureDestination.ToBucket bucket => OfBucket(bucket.Arn(enabler), bucket.Layout),
            CaptureDestination.ToFirehose stream => OfStream(stream),
            _ => throw new ArgumentException($"The destination '{destination}' isn't supported by the enabler '{enabler.Node.Path}'. Use a log group, a bucket "
                + "or a stream."),
        };
        if (destinations.Exists(known => known.Type == added.Type && known.Name.TrimEnd('/') == added.Name.TrimEnd('/')))
            throw new ArgumentException($"The enabler '{enabler.Node.Path}' has a destination twice, and EC2 returns an error for the second flow log. "
                + $"Remove one from {nameof(FlowLogEnablerProps.Destinations)}.");
        destinations.Add(added);
    }

    EnabledDestination OfGroup(FlowLogGroup group)
    {
        group.Accept(format);
        Requirements.Add(group.DeliveryRole);
        return OfRole(group.LogGroup.LogGroupName, group.DeliveryRole.RoleArn);
    }

    EnabledDestination OfRole(string name, string roleArn)
    {
        statements.Add(new PolicyStatement(new PolicyStatementProps
        {
            Sid = $"PassDeliveryRole{(destinations.Count == 0 ? "" : $"{destinations.Count + 1}")}",
            Actions = ["iam:PassRole"],
            Resources = [roleArn],
            Conditions = Equal("iam:PassedToService", "vpc-flow-logs.amazonaws.com"),
        }));
        return new EnabledDestination(EnablerPlan.LogGroup, name) { Role = roleArn };
    }

    EnabledDestination OfArchive(FlowLogArchive archive)
    {
        archive.Accept(format);
        if (archive.Bucket.Policy is { } policy)
            Requirements.Add(policy);
        return OfBucket(archive.DestinationArn, archive.Layout);
    }

    static EnabledDestination OfBucket(string arn, S3Layout layout) => new(EnablerPlan.Bucket, arn)
    {
        FileFormat = layout.FileFormat is FileFormat.Parquet ? "parquet" : "plain-text",
        HiveCompatible = layout.HiveCompatiblePartitions,
        PerHour = layout.PerHourPartition,
    };

    EnabledDestination OfStream(CaptureDestination.ToFirehose stream)
    {
        if (stream.Sender is not null)
            throw new ArgumentException($"The enabler '{enabler.Node.Path}' delivers to a Firehose stream of another account, whose FirehoseSenderRole lists "
                + "its sources, and the sources of an enabler aren't known. Use a stream of the account, or a bucket of the other account.");
        stream.EnsureSameEnvironment(enabler);
        if (stream.Stream is { } own && Encryption.KeyOf(enabler) is { } key)
            StreamAccess.Encrypt(enabler, own, key);
        statements.Add(new PolicyStatement(new PolicyStatementProps
        {
            Sid = $"TagStream{(destinations.Count == 0 ? "" : $"{destinations.Count + 1}")}",
            Actions = ["firehose:TagDeliveryStream"],
            Resources = [stream.StreamArn],
        }));
        // Log delivery puts records to streams with a service-linked role, which the first flow log to a stream of the account creates.
        if (!statements.Exists(statement => statement.Sid == "CreateRoleOfLogDelivery"))
            statements.Add(new PolicyStatement(new PolicyStatementProps
            {
                Sid = "CreateRoleOfLogDelivery",
                Actions = ["iam:CreateServiceLinkedRole"],
                Resources = [$"arn:{Stack.Partition}:iam::{Stack.Account}:role/aws-service-role/{LogDelivery}/AWSServiceRoleForLogDelivery"],
                Conditions = Equal("iam:AWSServiceName", LogDelivery),
            }));
        return new EnabledDestination(EnablerPlan.Stream, stream.StreamArn);
    }

    static PolicyStatement ManageDeliveries() => new(new PolicyStatementProps
    {
        Sid = "ManageLogDeliveries",
        Actions = ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"],
        Resources = ["*"], // The actions on log deliveries have no narrower resource.
    });

    static Dictionary<string, object> Equal(string key, string value) =>
        new() { ["StringEquals"] = new Dictionary<string, object> { [key] = value } };
}
