using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Lab;
using FlowLogStack.Organization;
using FlowLogStack.Process;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.App;

/// <summary>
/// A stack with complete flow log monitoring, configured by settings: monitored resources or a new VPC, <see cref="FlowLogMonitoring"/>, and outputs
/// with names and links.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A CDK stack is called so.")]
public sealed class FlowLogMonitoringStack : Stack
{
    ITopic? existingTopic;
    readonly Dictionary<string, ArchiveReader> readers = [];
    Vpc? vpc;

    /// <summary>Creates everything that the settings configure.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="settings">Settings, as returned by <see cref="SettingsReader"/>. Default: null (the default stack).</param>
    /// <exception cref="InvalidSettingsException">The log format isn't valid for an Athena table.</exception>
    public FlowLogMonitoringStack(Construct scope, FlowLogSettings? settings = null)
        : base(scope, (settings = (settings ?? new FlowLogSettings()).Effective()).StackName,
            new StackProps { Description = "VPC and transit gateway flow logs: captured, watched and queryable", Env = settings.ToEnvironment() })
    {
        if (settings.Encryption is { } encryption)
            Encryption.CustomerManaged(EncryptionSetting.Import(this, "GivenEncryptionKey", encryption), RemovalOf(settings)).ApplyTo(this);
        Monitoring = NewMonitoring(settings);
        if (Monitoring.Archive is { } archive)
        {
            foreach (var reader in settings.Archive.Readers)
                readers.Add(reader.Account, new ArchiveReader(this, $"ArchiveReader{reader.Account}",
                    new ArchiveReaderProps { Archive = archive, Account = reader.Account, ExternalId = reader.ExternalId }));
        }

        DailyQueries = settings.Athena.DailyQueries ? NewDailyQueries(settings.Network.ToNetwork()) : null;
        if (settings.Members.IsOn && Monitoring.Archive is { } central)
            Members = NewMembers(central, settings);
        TelemetryRule = settings.TelemetryRule.Name is { } rule ? new TelemetryRule(this, "TelemetryRule", settings.ToTelemetryRule(rule)) : null;
        Destination = settings.Subscriptions is { Name: { } destination, StreamArn: { } stream } ? new SubscriptionDestination(this, "Subscriptions",
            new SubscriptionDestinationProps
            {
                DestinationName = destination,
                Target = SubscriptionTarget.FromStreamArn(stream),
                Organization = settings.Subscriptions.ToOrganization(),
                Accounts = settings.Subscriptions.Accounts,
            }) : null;
        Subscription = settings.Logs.CentralDestinationArn is { } receiver && Monitoring.LogGroup is { } source ? new CentralSubscription(this,
            "CentralSubscription", new CentralSubscriptionProps { LogGroup = source.LogGroup, DestinationArn = receiver }) : null;
        Enabler = settings.Enabler.Enabled ? NewEnabler(settings) : null;
        WebServer = settings.Lab.WebServer && vpc is not null ? NewWebServer(vpc, settings.Lab) : null;
        Forwarder = settings.Forward.IsOn ? NewForwarder(settings) : null;
        Activity = settings.Activity.IsOn ? new StackActivity(this, "Activity", settings, Monitoring, AlarmNamePrefix(settings)) : null;
        if (settings.Dashboards.Show.Count > 0)
            Dashboards = Monitoring.AddDashboards(Props(settings.Dashboards, settings.Network.ToNetwork()));
        foreach (var (key, value) in settings.Tags)
            Amazon.CDK.Tags.Of(this).Add(key, value);
        settings.Roles.ApplyTo(this);
        if (settings.CdkNagReasons)
            GiveReasons();
        AddOutputs();
        TellOfMissedDetections(settings);
        TellOfLowThresholds(settings);
        if (settings is { Archive.Enabled: true, AssumesEarlier: true })
            CdkVersions.AddWarning(this, "flowlogstack:earlier-generation", $"Generation 1 of the archive is not described in archive.earlier, so that its "
                + $"objects are taken for plain text with the fields {settings.ToEarlierGenerations()[0].Format}. If they are of another format, describe it "
                + "in archive.earlier.");
        if (settings is { Capture: true, Sources.Count: 0, Logs.ExistingLogGroup: { } watched })
            CdkVersions.AddWarning(this, "flowlogstack:new-vpc", $"The stack creates a VPC and a flow log that delivers to the existing log group "
                + $"'{watched}', because 'sources' is empty. To watch the log group without a new flow log, set 'capture' to false.");
        if (vpc is not null && WebServer is null)
            Annotations.Of(this)
                .AddInfo("The VPC of the stack is empty, so no record is delivered until you place something in it. To follow the hands-on lab, set "
                + "'lab.webServer' to true.");
        EnsureFits(settings);
    }

    /// <summary>The web server of the lab, or null if it is disabled.</summary>
    public LabWebServer? WebServer { get; }

    /// <summary>The StackSet of member accounts; null without `members`.</summary>
    public MemberStackSet? Members { get; }

    /// <summary>The destination for log groups of other accounts; null without `subscriptions`.</summary>
    public SubscriptionDestination? Destination { get; }

    /// <summary>The subscription that sends the records to a central account; null without `logs.centralDestinationArn`.</summary>
    public CentralSubscription? Subscription { get; }

    /// <summary>The telemetry rule; null without `telemetryRule`.</summary>
    public TelemetryRule? TelemetryRule { get; }

    /// <summary>The function that creates flow logs for every VPC; null without `enabler`.</summary>
    public FlowLogEnabler? Enabler { get; }

    /// <summary>The activity logs; null without `activity` in the settings.</summary>
    public StackActivity? Activity { get; }

    /// <summary>The dashboards; null without `dashboards` in the settings.</summary>
    public DashboardSet? Dashboards { get; }

    MonitoringDashboardsProps Props(DashboardSettings dashboards, MonitoredNetwork network) => new()
    {
        Topics = dashboards.Show,
        Processor = Forwarder,
        Activity = Activity?.ToLogGroups(),
        Network = network,
        NamePrefix = dashboards.NamePrefix ?? $"{StackName}-{Region}",
        GigabytesPerDay = dashboards.GigabytesPerDay,
        DocumentationUrl = dashboards.DocumentationUrl,
    };

    FlowLogEnabler NewEnabler(FlowLogSettings settings)
    {
        var destinations = new List<CaptureDestination>();
        if (Monitoring.LogGroup is { } group)
            destinations.Add(CaptureDestination.CloudWatchLogs(group));
        if (Monitoring.Archive is { } archive)
            destinations.Add(settings is { Capture: false, Archive.ExistingBucket: { } bucket } && settings.Archive.Organization is null
                ? CaptureDestination.Bucket(bucket, archive.Layout) : CaptureDestination.S3(archive));
        if (settings.FirehoseStreamArn is { } stream)
            destinations.Add(CaptureDestination.Firehose(stream));
        return new FlowLogEnabler(this, "Enabler", settings.Enabler.ToProps(settings, destinations, Monitoring.Topic?.Topic));
    }

    // The bucket's name is known only after the deployment, and the VPC differs between accounts: both are parameters of the members' template.
    MemberStackSet NewMembers(FlowLogArchive archive, FlowLogSettings settings) => new(this, "Members", new MemberStackSetProps
    {
        OrganizationalUnits = settings.Members.OrganizationalUnits,
        Regions = settings.Members.Regions.Count > 0 ? settings.Members.Regions : [settings.Region!],
        DelegatedAdministrator = settings.Members.DelegatedAdministrator,
        Compose = member => new FlowLogMember(member, "Member", new FlowLogMemberProps
        {
            Sources = [CaptureSource.FromId(CaptureSourceKind.Vpc, new CfnParameter(member, "VpcId", new CfnParameterProps { Type = "String" }).ValueAsString)],
            ArchiveBucketName = new CfnParameter(member, "ArchiveBucket", new CfnParameterProps { Type = "String" }).ValueAsString,
            Layout = archive.Layout,
            Format = settings.ToFormat(),
            TrafficType = settings.TrafficType,
            AggregationInterval = (AggregationInterval)settings.AggregationSeconds,
            TagFields = settings.TagKeys.ToTagFields(),
        }),
        Parameters = new Dictionary<string, string> { ["ArchiveBucket"] = archive.Bucket.BucketName, ["VpcId"] = "" },
        ParametersByAccount = settings.Members.Vpcs.ToDictionary(
            vpc => vpc.Key, vpc => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { ["VpcId"] = vpc.Value }),
    });

    /// <summary>The monitoring construct.</summary>
    public FlowLogMonitoring Monitoring { get; }

    /// <summary>The queries that run each day, or null if they are disabled.</summary>
    public ScheduledQueries? DailyQueries { get; }

    ScheduledQueries NewDailyQueries(MonitoredNetwork network) => new(this, "DailyQueries", new ScheduledQueriesProps
    {
        Table = Monitoring.Table!,
        Workgroup = Monitoring.Workgroup!,
        Queries = ScheduledAthenaQuery.For(network),
        Topics = [Monitoring.SeverityTopics.GetValueOrDefault(Severity.Low, Monitoring.Topic!).Topic],
        AlarmNamePrefix = StackName + " ",
    });

    // Problems that only the constructs detect, such as a custom field with the name of a partition column.
    FlowLogMonitoring NewMonitoring(FlowLogSettings settings)
    {
        try
        {
            return new FlowLogMonitoring(this, "FlowLogs", Props(settings));
        }
        catch (FlowLogFormatException e)
        {
            throw new InvalidSettingsException("The settings have a problem:", [new SettingsProblem("format", e.Message)]);
        }
    }

    /// <summary>The processor that forwards records; null if no records are forwarded.</summary>
    public FlowLogProcessor? Forwarder { get; }

    /// <summary>The topic that the processor's alarms notify without a log group, and therefore without an alarm topic; otherwise null.</summary>
    public AlarmTopic? ForwarderTopic { get; private set; }

    // The default stack uses the names of the hands-on lab.
    string AlarmNamePrefix(FlowLogSettings settings) =>
        settings.Alarms.NamePrefix ?? (StackName == FlowLogSettings.DefaultStackName ? "" : StackName + " ");

    ITopic? ExistingTopic(AlarmSettings alarms) =>
        alarms.ExistingTopicArn is { } arn ? existingTopic ??= Topic.FromTopicArn(this, "ExistingTopic", arn) : null;

    FlowLogProcessor NewForwarder(FlowLogSettings settings)
    {
        ForwarderTopic = Monitoring.Topic is null && (settings.Alarms.Notify.Count > 0 || settings.Alarms.ExistingTopicArn is not null)
            ? new AlarmTopic(this, "ForwarderNotifications",
                new AlarmTopicProps { Existing = ExistingTopic(settings.Alarms),
                    EncryptionKey = EncryptionSetting.Import(this, "ForwarderAlarmsKey", settings.Alarms.Encryption),
                    Subscriptions = Bind(this, settings.Alarms.Notify), RemovalPolicy = RemovalOf(settings) })
            : null;
        var forwarder = new FlowLogProcessor(this, "Forwarder",
            settings.Forward.ToProps(this, Monitoring, ForwarderTopic ?? Monitoring.Topic, settings.Removal));
        if (settings.Forward.From is ForwardSource.Logs)
            forwarder.Subscribe(Monitoring.LogGroup!.LogGroup);
        else
            forwarder.ReadFrom(Monitoring.Archive!);
        return forwarder;
    }

    FlowLogMonitoringProps Props(FlowLogSettings settings)
    {
        var format = settings.ToFormat();
        IReadOnlyList<CaptureSource> sources = !settings.Capture ? [] : settings.Sources.Count > 0 ? [.. settings.Sources.Select(CaptureSource.FromId)]
            : [CaptureSource.Vpc(vpc = NewVpc(settings.VpcCidr))];
        return new FlowLogMonitoringProps
        {
            Capture = settings.Capture,
            Sources = sources,
            Format = format,
            TrafficType = settings.TrafficType,
            AggregationInterval = (AggregationInterval)settings.AggregationSeconds,
            TagFields = settings.TagKeys.ToTagFields(),
            SourceStacks = settings.SourceStacks is { } count ? new SourceStacks(this, count) : null,
            LogGroup = settings.Logs.Enabled ? Props(settings.Logs) : null,
            Archive = settings.Archive.Enabled ? Props(settings.Archive) : null,
            EarlierGenerations = settings.Archive.Enabled ? settings.ToEarlierGenerations() : [],
            Firehose = settings.ToFirehose(this, sources),
            Detections = settings.Logs.Enabled ? [.. settings.Alarms.Watched(format, settings.Network.ToNetwork())] : [],
            InsightsQueries = settings.Logs.Enabled ? settings.Queries.ToCatalogue(settings) : null,
            Changes = settings.Alarms.WatchedChanges,
            CompositeAlarms = settings.Alarms.Composites,
            // Without a log group and changes this construct has no alarms. Those of the processor then have their own topic.
            Subscriptions = settings.Logs.Enabled || settings.Alarms.Changes ? Bind(this, settings.Alarms.Notify) : [],
            SeveritySubscriptions = settings.Alarms.Severities.Own.ToDictionary(severity => severity.Severity, severity =>
                Bind(new Construct(this, $"{severity.Severity}Severity"), severity.Notify)),
            ExistingTopic = ExistingTopic(settings.Alarms),
            TopicEncryptionKey = EncryptionSetting.Import(this, "AlarmsKey", settings.Alarms.Encryption),
            MetricNamespace = settings.Alarms.MetricNamespace,
            AlarmNamePrefix = AlarmNamePrefix(settings),
            Queries = settings.Athena.Queries is AthenaCatalogue.All ? AthenaQueries.For(settings.Network.ToNetwork()) : null,
            DatabaseName = settings.Athena.Database,
            TableName = settings.Athena.Table,
            Workgroup = new QueryWorkgroupProps
            {
                WorkgroupName = settings.Athena.Workgroup,
                BytesScannedCutoff = Size.Bytes(settings.Athena.BytesScannedCutoff),
                BytesScannedPerDayAlarm = settings.Athena.BytesScannedPerDayAlarm is { } bytes ? Size.Bytes(bytes) : null,
                ResultsExpireAfter = Duration.Days(settings.Athena.ResultsExpireAfterDays),
                Encryption = settings.Athena.Encryption == EncryptionSetting.CustomerManaged ? ResultsEncryption.CustomerManaged : ResultsEncryption.S3Managed,
                EncryptionKey = settings.Archive.Enabled ? EncryptionSetting.Import(this, "AthenaKey", settings.Athena.Encryption) : null,
            },
            KeepAccessLogs = settings.Archive.AccessLogs,
            RemovalPolicy = RemovalOf(settings),
            AutoDeleteObjects = settings.Removal is Removal.DestroyWithContents,
        };
    }

    static RemovalPolicy RemovalOf(FlowLogSettings settings) => settings.Removal is Removal.Retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    static IReadOnlyList<ITopicSubscription> Bind(Construct scope, IEnumerable<string> subscribers) =>
        [.. subscribers.Select(AlarmSubscriber.Parse).Select(subscriber => subscriber.Bind(scope))];

    // CloudFormation limits the resources of a stack, and each monitored resource has one flow log for each destination.
    void EnsureFits(FlowLogSettings settings)
    {
        const int Most = 500;
        if (settings.Sources.Count < 50)
            return;
        var resources = Node.FindAll().Count(node => node is CfnResource);
        if (resources <= Most)
            return;
        var destinations = Monitoring.Captures.Count / settings.Sources.Count;
        var possible = (Most - (resources - Monitoring.Captures.Count)) / destinations;
        throw new InvalidSettingsException("The settings have a problem:",
        [
            new SettingsProblem("sources", $"{settings.Sources.Count} monitored resources with {destinations} flow log(s) each make {resources} "
                + $"resources, and CloudFormation allows {Most} in a stack. List at most {possible}, or set 'sourceStacks' to "
                + $"{(settings.Sources.Count * destinations / 200) + 1} or more to divide the flow logs between sibling stacks."),
        ]);
    }

    // With all built-in detections enabled, an annotation lists those that the log format doesn't support.
    void TellOfMissedDetections(FlowLogSettings settings)
    {
        if (!settings.Logs.Enabled)
            return;
        var format = settings.ToFormat();
        foreach (var detection in settings.Alarms.Missed(format, settings.Network.ToNetwork()))
            Annotations.Of(this)
                .AddInfo($"The detection '{detection.Title}' is disabled, because the log format "
                + $"lacks {string.Join(", ", detection.RequiredFields.Where(field => !format.Contains(field)).Select(field => $"'{field}'"))}. "
                + $"Add {string.Join(' ', detection.RequiredFields.Where(field => !format.Contains(field)).Select(field => field.Placeholder))} to the log "
                + "format to enable it.");
    }

    // The VPC that the stack creates has no host, so the threshold of its document alarms on nothing but the reader's own attempts.
    void TellOfLowThresholds(FlowLogSettings settings)
    {
        if (!settings.Logs.Enabled || settings is { Capture: true, Sources.Count: 0 })
            return;
        foreach (var detection in settings.Alarms.Watched(settings.ToFormat(), settings.Network.ToNetwork()))
        {
            if (settings.Alarms.Detections.GetValueOrDefault(detection.Id)?.Threshold is null
                && StarterSettings.QuietThresholds.TryGetValue(detection.Id, out var quiet) && detection.Threshold < quiet)
                Annotations.Of(this)
                    .AddInfo($"The alarm of '{detection.Title}' has the threshold {detection.Threshold}, with which it is in ALARM most of the day on public "
                    + $"addresses. {quiet} was quiet in a noisy network. Run 'flowlogs backtest' on recorded logs, and set "
                    + $"'alarms.detections.{detection.Id}.threshold'.");
        }
    }

    FlowLogGroupProps Props(LogSettings logs) => new()
    {
        Existing = logs.ExistingLogGroup is { } name ? LogGroup.FromLogGroupName(this, "ExistingLogGroup", name) : null,
        DeliveryRole = logs.ExistingDeliveryRoleArn is { } role
            ? Role.FromRoleArn(this, "ExistingDeliveryRole", role, new FromRoleArnOptions { Mutable = false }) : null,
        LogGroupName = logs.Name,
        Retention = LogRetention.Of(logs.RetentionDays),
        Encryption = logs.Encryption == EncryptionSetting.CustomerManaged ? LogGroupEncryption.CustomerManaged : LogGroupEncryption.ServiceOwned,
        EncryptionKey = EncryptionSetting.Import(this, "LogsKey", logs.Encryption),
    };

    FlowLogArchiveProps Props(ArchiveSettings archive) => new()
    {
        Existing = archive.ExistingBucket is { } name ? Bucket.FromBucketAttributes(this, "ExistingBucket",
            new BucketAttributes { BucketName = name }.With(nameof(BucketAttributes.EncryptionKey),
                EncryptionSetting.Import(this, "ArchiveKey", archive.Encryption))) : null,
        Layout = archive.ToLayout(),
        Generation = archive.Generation,
        Encryption = archive.Encryption == EncryptionSetting.CustomerManaged ? ArchiveEncryption.CustomerManaged : ArchiveEncryption.S3Managed,
        EncryptionKey = archive.ExistingBucket is null ? EncryptionSetting.Import(this, "ArchiveKey", archive.Encryption) : null,
        Versioned = archive.Versioned,
        Tiers = [.. archive.Tiers.Select(tier => new ArchiveTier(new StorageClass(tier.StorageClass), Duration.Days(tier.AfterDays)))],
        ExpireAfter = archive.ExpireAfterDays is { } days ? Duration.Days(days) : null,
        BucketName = archive.BucketName,
        Accounts = archive.Accounts,
        Regions = archive.Regions,
        Organization = archive.ToOrganization(),
        AclCondition = archive.AclCondition,
    };

    void GiveReasons()
    {
        CdkNagReasons.AddTo(this);
        foreach (var resource in vpc?.Node.FindAll().OfType<CfnResource>() ?? [])
        {
            if (resource is CfnVPC)
                CdkNagReasons.Accept(resource, "VPCDefaultSecurityGroupClosed", "No resource uses the default security group: the server of the lab has a "
                    + "group of its own.");
            else if (resource is CfnRoute)
                CdkNagReasons.Accept(resource, "VPCNoUnrestrictedRouteToIGW", "The subnets are public, so that the flow log records connections from the "
                    + "internet. They have no resource but the server of the lab.");
        }
    }

    LabWebServer NewWebServer(Vpc network, LabSettings lab)
    {
        var server = new LabWebServer(this, "WebServer", new LabWebServerProps { Vpc = network, AllowFrom = lab.AllowFrom });
        // The first connections are recorded, too.
        foreach (var capture in Monitoring.Captures)
            server.Instance.Node.AddDependency(capture.FlowLog);
        if (lab.AllowFrom.Count == 0)
            Annotations.Of(server)
                .AddInfo("The security groups of the web server admit the network of the VPC only. To connect from your own address, add it to "
                + "'lab.allowFrom', as in [\"198.51.100.7/32\"].");
        return server;
    }

    Vpc NewVpc(string cidr) => new(this, "Vpc", new VpcProps
    {
        IpAddresses = IpAddresses.Cidr(cidr),
        MaxAzs = 2,
        NatGateways = 0,
        SubnetConfiguration = [new SubnetConfiguration { Name = "Public", SubnetType = SubnetType.PUBLIC, MapPublicIpOnLaunch = false }],
        // To empty the default security group, CDK would add a function on a Node.js runtime that Lambda has retired. No resource uses that
        // group: an instance is launched with a group of its own.
        RestrictDefaultSecurityGroup = false,
    });

    void AddOutputs()
    {
        var links = ConsoleLinks.Of(this);
        if (Monitoring.LogGroup is { LogGroup.LogGroupName: var logGroup })
        {
            Output("LogGroup", logGroup, "The log group that receives the records");
            Link("LogsInsightsLink", links.LogsInsights(logGroup), "Logs Insights on the log group; saved queries are under 'Queries'");
        }

        if (WebServer is { } server)
        {
            Output("WebServerAddress", server.Instance.AttrPublicIp, "The public address of the web server");
            Output("WebServerShell", $"aws ssm start-session --target {server.Instance.Ref}", "Opens a shell on the web server with Session Manager");
            Output("WebServerHttpOnly", $"aws ec2 modify-instance-attribute --instance-id {server.Instance.Ref} --groups {server.HttpOnly.AttrGroupId}",
                "Swaps the security group of the web server, so that SSH is rejected");
            Output("WebServerHttpAndSsh", $"aws ec2 modify-instance-attribute --instance-id {server.Instance.Ref} --groups {server.HttpAndSsh.AttrGroupId}",
                "Swaps the security group of the web server back");
        }

        if (Monitoring.Topic is { } topic)
            Output("Topic", topic.Topic.TopicArn, "The topic that alarms notify");
        if (ForwarderTopic is { } forwarderTopic)
            Output("ForwarderTopic", forwarderTopic.Topic.TopicArn, "The topic that alarms of the forwarder notify");
        if (Monitoring.LogGroup is not null)
            Link("AlarmsLink", links.Alarms, "The alarms of the region");
        foreach (var (severity, own) in Monitoring.SeverityTopics)
            Output($"{severity}SeverityTopic", own.Topic.TopicArn, $"The topic that alarms of {severity.ToString().ToLowerInvariant()} severity notify");

        foreach (var (shown, dashboard) in Dashboards?.Dashboards.AsEnumerable() ?? [])
            Link($"{shown}Dashboard", links.Dashboard(dashboard.Dashboard.Ref), "The dashboard in the console");

        if (Monitoring.Archive is { } archive)
        {
            Output("ArchiveBucket", archive.Bucket.BucketName, "The bucket that keeps the records");
            Link("ArchiveLink", links.Folder(archive.Bucket.BucketName, archive.Layout.RootPrefix), "The records in the bucket");
        }

        foreach (var (account, reader) in readers)
            Output($"Reader{account}", reader.Role.RoleArn, $"The role with which account {account} reads the archive");

        if (Forwarder is not null)
        {
            Output("ForwarderFunction", Forwarder.Function.FunctionName, "The function that forwards records");
            Output("ReplayCommand", $"aws lambda invoke --function-name {Forwarder.Function.FunctionName} --cli-binary-format raw-in-base64-out --payload "
                + $"'{{\"replay\":{{}}}}' /dev/stdout", "Delivers again what could not be forwarded");
            Output("DeadLetterBucket", Forwarder.DeadLetters.BucketName, "The bucket of records that could not be forwarded, each with its reason");
        }

        if (Enabler is not null)
            Output("ReconcileCommand", $"aws lambda invoke --function-name {Enabler.Function.FunctionName} --cli-binary-format raw-in-base64-out --payload "
                + "'{\"reconcile\":{}}' /dev/stdout", "Creates the flow logs that VPCs lack");

        if (Activity?.Trail is { } trail)
            Output("TrailBucket", trail.Bucket.BucketName, "The bucket with the files of the trail");
        if (Activity is { Trail: not null, Calls.LogGroupName: var calls })
            Output("TrailLogGroup", calls, "The log group that receives the records of the trail");
        if (Activity?.CallTable is { } callTable)
            Output("CallTable", callTable.Table.Ref, "The Glue table over the files of the trail");
        if (Activity?.RequestTable is { } requestTable)
            Output("RequestTable", requestTable.Table.Ref, "The Glue table over S3 server access logs");

        if (Monitoring is { Table: { } table, Workgroup: { } workgroup })
        {
            Output("Database", table.Database.Ref, "The Glue database of the table");
            Output("Table", table.Table.Ref, "The Glue table over the archive");
            if (Monitoring.History is { } history)
                Output("HistoryView", history.Name, "The view over the tables of all generations of the archive");
            Output("Workgroup", workgroup.Workgroup.Ref, "The Athena workgroup; saved queries are there");
            Link("AthenaLink", links.Workgroup(workgroup.Workgroup.Ref), "The Athena workgroup in the console");
        }
    }

    // Left out if the console's domain isn't known.
    void Link(string id, string address, string description)
    {
        var links = ConsoleLinks.Of(this);
        if (links.AreKnown)
            new CfnOutput(this, id, new CfnOutputProps { Value = address, Description = description, Condition = links.Condition });
    }

    void Output(string id, string value, string description) =>
        new CfnOutput(this, id, new CfnOutputProps { Value = value, Description = description });
}
