using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.S3.Notifications;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SQS;
using FlowLogStack.Dashboards;
using FlowLogStack.Process;
using FlowLogStack.Query;

namespace FlowLogStack.Compositions.Tests;

/// <summary>The owner of the archive's bucket.</summary>
public enum ArchiveOf { New, SameStack, OtherStack, OtherAccount, WithNotifications }

/// <summary>The owner of the encryption key.</summary>
public enum KeyOf { Service, New, SameStack, OtherStack, Imported }

/// <summary>The reader of the records.</summary>
public enum ReaderOf { Nothing, LogsHere, ArchiveHere, ArchiveElsewhere, Both }

/// <summary>The dashboards and notifications.</summary>
public enum ShownAs { Nothing, Dashboards, Changes, Everything }

/// <summary>The environment of the stack.</summary>
public enum DeployedTo { Anywhere, Known, China }

/// <summary>One combination of the parts.</summary>
/// <param name="Archive">Owner of the archive's bucket.</param>
/// <param name="Key">Owner of the key of archive, log group, topic and results.</param>
/// <param name="Reader">Reader of the records.</param>
/// <param name="Shown">Dashboards and notifications.</param>
/// <param name="Environment">Environment of the stack.</param>
public sealed record Composition(ArchiveOf Archive, KeyOf Key, ReaderOf Reader, ShownAs Shown, DeployedTo Environment)
{
    const string VpcId = "vpc-0a1b2c3d4e5f67890";

    /// <summary>A small set of combinations that contains each pair of choices.</summary>
    public static IReadOnlyList<Composition> Pairs { get; } = Covering();

    /// <summary>Creates the stacks of the combination.</summary>
    public void Make(App app)
    {
        var net = NewStack(app, "Net");
        var key = Key switch
        {
            KeyOf.SameStack => new Key(net, "Key"),
            KeyOf.OtherStack => new Key(NewStack(app, "Security"), "Key"),
            KeyOf.Imported => Amazon.CDK.AWS.KMS.Key.FromKeyArn(net, "Key",
                $"arn:{(Environment is DeployedTo.China ? "aws-cn" : "aws")}:kms:{Region}:111122223333:key/11111111-2222-3333-4444-555555555555"),
            _ => (IKey?)null,
        };
        var monitoring = new FlowLogMonitoring(net, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId(VpcId)],
            LogGroup = new FlowLogGroupProps { EncryptionKey = key, Encryption = Key is KeyOf.New ? LogGroupEncryption.CustomerManaged
                : LogGroupEncryption.ServiceOwned },
            Archive = new FlowLogArchiveProps
            {
                Existing = Bucket(app, net, key),
                EncryptionKey = Archive is ArchiveOf.New ? key : null,
                Encryption = Key is KeyOf.New ? ArchiveEncryption.CustomerManaged : ArchiveEncryption.S3Managed,
                Layout = new S3Layout { Prefix = Archive is ArchiveOf.WithNotifications ? "flow" : "" },
            },
            Workgroup = new QueryWorkgroupProps { EncryptionKey = key, Encryption = Key is KeyOf.New ? ResultsEncryption.CustomerManaged
                : ResultsEncryption.S3Managed },
            Changes = Shown is ShownAs.Changes or ShownAs.Everything ? [Detections.SecurityGroupChanges, Detections.FlowLogsDeleted] : [],
        });
        Read(app, net, monitoring);
        if (Shown is ShownAs.Dashboards or ShownAs.Everything)
            monitoring.AddDashboards(new MonitoringDashboardsProps
            {
                Topics = Enum.GetValues<DashboardTopic>(),
                Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
            });
    }

    string Region => Environment is DeployedTo.China ? "cn-north-1" : "eu-west-1";

    Stack NewStack(App app, string name, string account = "111122223333") => Environment is DeployedTo.Anywhere
        ? new Stack(app, name)
        : new Stack(app, name, new StackProps { Env = new Amazon.CDK.Environment { Account = account, Region = Region } });

    IBucket? Bucket(App app, Stack net, IKey? key)
    {
        var props = new BucketProps { Encryption = key is null ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS, EncryptionKey = key };
        switch (Archive)
        {
            case ArchiveOf.SameStack:
                return new Bucket(net, "Logs", props);
            case ArchiveOf.OtherStack:
                return new Bucket(NewStack(app, "Storage"), "Logs", key is null || Key is KeyOf.OtherStack ? props : new BucketProps());
            case ArchiveOf.OtherAccount:
                return Amazon.CDK.AWS.S3.Bucket.FromBucketName(net, "Logs", "org-logs");
            case ArchiveOf.WithNotifications:
                var bucket = new Bucket(net, "Logs", props);
                bucket.AddEventNotification(EventType.OBJECT_CREATED, new SqsDestination(new Queue(net, "Siem")));
                return bucket;
            default:
                return null;
        }
    }

    void Read(App app, Stack net, FlowLogMonitoring monitoring)
    {
        if (Reader is ReaderOf.LogsHere or ReaderOf.Both)
            Forwarder(net, "LogForwarder").Subscribe(monitoring.LogGroup!.LogGroup);
        if (Reader is ReaderOf.ArchiveHere or ReaderOf.Both)
            Forwarder(net, "ArchiveForwarder").ReadFrom(monitoring.Archive!);
        if (Reader is ReaderOf.ArchiveElsewhere)
            Forwarder(NewStack(app, "Forward"), "ArchiveForwarder").ReadFrom(monitoring.Archive!);
    }

    static FlowLogProcessor Forwarder(Stack stack, string id) =>
        new(stack, id, new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(stack, id + "Endpoint", "x/y") } });

    // A greedy algorithm: adds the combination with the most missing pairs until none is missing.
    static List<Composition> Covering()
    {
        var all = (from archive in Enum.GetValues<ArchiveOf>()
                   from key in Enum.GetValues<KeyOf>()
                   from reader in Enum.GetValues<ReaderOf>()
                   from shown in Enum.GetValues<ShownAs>()
                   from environment in Enum.GetValues<DeployedTo>()
                   select new Composition(archive, key, reader, shown, environment)).ToList();
        var open = all.SelectMany(composition => composition.Choices()).ToHashSet();
        var chosen = new List<Composition>();
        while (open.Count > 0)
        {
            var best = all.MaxBy(composition => composition.Choices().Count(open.Contains))!;
            open.ExceptWith(best.Choices());
            chosen.Add(best);
        }

        return chosen;
    }

    IEnumerable<(string, string)> Choices()
    {
        string[] choices = [$"{Archive}Archive", $"{Key}Key", $"{Reader}Reader", $"{Shown}Shown", $"{Environment}Environment"];
        return choices.SelectMany((one, i) => choices.Skip(i + 1).Select(other => (one, other)));
    }
}
