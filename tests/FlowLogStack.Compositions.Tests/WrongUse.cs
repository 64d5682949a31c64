using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Action = System.Action;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Dashboards;
using FlowLogStack.Lab;
using FlowLogStack.Organization;
using FlowLogStack.Process;
using FlowLogStack.Query;
using FlowLogStack.Streaming;
using FlowLogStack.Watch;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Valid properties of each construct, of which one is replaced by a value that a user of the library may pass by mistake.</summary>
static class WrongUse
{
    const string VpcId = "vpc-0a1b2c3d4e5f67890";
    static readonly NullabilityInfoContext Nullability = new();
    static readonly ConditionalWeakTable<Stack, ISecret> Secrets = [];

    // Each construct, with properties for a stack.
    static Dictionary<string, (Type Construct, Func<Stack, object> Props)> Constructs { get; } =
        new()
        {
            [nameof(AccessLogBucket)] = (typeof(AccessLogBucket), _ => new AccessLogBucketProps()),
            [nameof(ActivityTrail)] = (typeof(ActivityTrail), _ => new ActivityTrailProps()),
            [nameof(ArchiveReader)] = (typeof(ArchiveReader), stack => new ArchiveReaderProps { Archive = new FlowLogArchive(stack, "Archive"),
                Account = "444455556666", ExternalId = "analysts" }),
            [nameof(FirehoseSenderRole)] = (typeof(FirehoseSenderRole), _ => new FirehoseSenderRoleProps { Sources = [CaptureSource.FromId(VpcId)],
                ReceiverRoleArn = "arn:aws:iam::444455556666:role/AWSLogDeliveryFirehoseCrossAccountRole" }),
            [nameof(FlowLogArchive)] = (typeof(FlowLogArchive), _ => new FlowLogArchiveProps()),
            [nameof(FlowLogCapture)] = (typeof(FlowLogCapture), stack => new FlowLogCaptureProps { Source = CaptureSource.FromId(VpcId),
                Destination = CaptureDestination.S3(new FlowLogArchive(stack, "Archive")) }),
            [nameof(FlowLogGroup)] = (typeof(FlowLogGroup), _ => new FlowLogGroupProps()),
            [nameof(ChangeLog)] = (typeof(ChangeLog), _ => new ChangeLogProps()),
            [nameof(OverviewDashboard)] = (typeof(OverviewDashboard), stack => new DashboardProps { Measures = Measures(stack) }),
            [nameof(FlowLogDashboard)] = (typeof(FlowLogDashboard), _ => new FlowLogDashboardProps { Name = "flow-logs",
                Rows = [[new TextPanel { Markdown = "# Flow logs" }]] }),
            [nameof(TrafficMeasures)] = (typeof(TrafficMeasures), stack => new TrafficMeasuresProps { LogGroup = Group(stack) }),
            [nameof(FlowLogMonitoring)] = (typeof(FlowLogMonitoring), _ => new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)] }),
            [nameof(LabWebServer)] = (typeof(LabWebServer), stack => new LabWebServerProps { Vpc = new Amazon.CDK.AWS.EC2.Vpc(stack, "Vpc",
                new Amazon.CDK.AWS.EC2.VpcProps { NatGateways = 0 }) }),
            [nameof(AccountAlarms)] = (typeof(AccountAlarms), stack => new AccountAlarmsProps { Detection = Detections.SshRejects,
                LogGroup = LogGroup.FromLogGroupName(stack, "Group", "/flow-logs"), Accounts = ["444455556666"] }),
            [nameof(CentralSubscription)] = (typeof(CentralSubscription), stack => new CentralSubscriptionProps { LogGroup = Group(stack),
                DestinationArn = "arn:aws:logs:eu-west-1:444455556666:destination:flow-logs" }),
            [nameof(CentralizationRule)] = (typeof(CentralizationRule), _ => new CentralizationRuleProps { RuleName = "central",
                Organization = new SourceOrganization("o-a1b2c3d4e5"), SourceRegions = ["eu-west-1"] }),
            [nameof(CoverageRule)] = (typeof(CoverageRule), _ => new CoverageRuleProps()),
            [nameof(FlowLogEnabler)] = (typeof(FlowLogEnabler), _ => new FlowLogEnablerProps { Destinations = [CaptureDestination.Bucket("example-bucket")] }),
            [nameof(FlowLogMember)] = (typeof(FlowLogMember), _ => new FlowLogMemberProps { Sources = [CaptureSource.FromId(VpcId)],
                ArchiveBucketName = "example-bucket" }),
            [nameof(MemberStackSet)] = (typeof(MemberStackSet), _ => new MemberStackSetProps { OrganizationalUnits = ["ou-ab12-11111111"],
                Regions = ["eu-west-1"], Compose = member => new TelemetryRule(member, "Rule", new TelemetryRuleProps { RuleName = "flow-logs" }) }),
            [nameof(SubscriptionDestination)] = (typeof(SubscriptionDestination), _ => new SubscriptionDestinationProps { DestinationName = "flow-logs",
                Target = SubscriptionTarget.FromStreamArn("arn:aws:kinesis:eu-west-1:111122223333:stream/central"), Accounts = ["444455556666"] }),
            [nameof(TelemetryRule)] = (typeof(TelemetryRule), _ => new TelemetryRuleProps { RuleName = "flow-logs" }),
            [nameof(FlowLogProcessor)] = (typeof(FlowLogProcessor), stack => new FlowLogProcessorProps { Endpoint = Endpoint(stack) }),
            [nameof(FlowLogTable)] = (typeof(FlowLogTable), stack => new FlowLogTableProps { Archive = new FlowLogArchive(stack, "Archive") }),
            [nameof(HourlyRollUp)] = (typeof(HourlyRollUp), stack => new HourlyRollUpProps { Table = Table(stack),
                Workgroup = new QueryWorkgroup(stack, "Queries") }),
            [nameof(QueryWorkgroup)] = (typeof(QueryWorkgroup), _ => new QueryWorkgroupProps()),
            [nameof(SavedInsightsQueries)] = (typeof(SavedInsightsQueries), stack => new SavedInsightsQueriesProps { LogGroup = Group(stack) }),
            [nameof(SavedInsightsQuery)] = (typeof(SavedInsightsQuery), stack => new SavedInsightsQueryProps { LogGroup = Group(stack),
                Query = InsightsQueries.TopRejectedSources(FlowLogFormat.Default) }),
            [nameof(ScheduledQueries)] = (typeof(ScheduledQueries), stack => new ScheduledQueriesProps { Table = Table(stack),
                Workgroup = new QueryWorkgroup(stack, "Queries"), Topics = [new Topic(stack, "Topic")] }),
            [nameof(FirehoseReceiverRole)] = (typeof(FirehoseReceiverRole), stack => new FirehoseReceiverRoleProps {
                Stream = new FlowLogStream(stack, "Stream", new FlowLogStreamProps { Destination = StreamDestination.ToBucket() }),
                SenderRoleArns = ["arn:aws:iam::444455556666:role/Sender"] }),
            [nameof(FlowLogStream)] = (typeof(FlowLogStream), _ => new FlowLogStreamProps { Destination = StreamDestination.ToBucket() }),
            [nameof(AlarmTopic)] = (typeof(AlarmTopic), _ => new AlarmTopicProps()),
            [nameof(ChangeNotification)] = (typeof(ChangeNotification), stack => new ChangeNotificationProps { Change = Detections.SecurityGroupChanges,
                Topic = new AlarmTopic(stack, "Topic") }),
            [nameof(DetectionAlarm)] = (typeof(DetectionAlarm), stack => new DetectionAlarmProps { Detection = Detections.SshRejects,
                LogGroup = Group(stack) }),
            [nameof(SeverityAlarm)] = (typeof(SeverityAlarm), stack => new SeverityAlarmProps { Severity = Severity.Medium, Alarms = [new DetectionAlarm(stack,
                "Alarm", new DetectionAlarmProps { Detection = Detections.SshRejects, LogGroup = Group(stack) })] }),
            [nameof(TrailAlarm)] = (typeof(TrailAlarm), stack => new TrailAlarmProps { Detection = TrailDetections.All[0], LogGroup = Group(stack) }),
        };

    // Records that are a property of others, with a construct that has them.
    static IReadOnlyList<(string Construct, string Property, Func<Stack, object> Part)> Parts { get; } =
    [
        (nameof(FlowLogProcessor), nameof(FlowLogProcessorProps.Endpoint), Endpoint),
        (nameof(FlowLogProcessor), nameof(FlowLogProcessorProps.Destination), stack => new BucketOutput { Bucket = new Bucket(stack, "Out") }),
        (nameof(FlowLogProcessor), nameof(FlowLogProcessorProps.Filter), _ => new ProcessorFilter()),
        (nameof(FlowLogStream), nameof(FlowLogStreamProps.Destination), _ => StreamDestination.ToBucket()),
        (nameof(FlowLogStream), nameof(FlowLogStreamProps.Destination), stack => StreamDestination.Https("Vendor", "https://example.com/",
            Secret.FromSecretNameV2(stack, "Secret", "x/y"))),
        (nameof(FlowLogStream), nameof(FlowLogStreamProps.Destination), stack => StreamDestination.Splunk("https://example.com/",
            Secret.FromSecretNameV2(stack, "Secret", "x/y"))),
        (nameof(FlowLogArchive), nameof(FlowLogArchiveProps.Layout), _ => new S3Layout()),
        (nameof(FlowLogCapture), nameof(FlowLogCaptureProps.TagFields), _ => new TagFields()),
        (nameof(SavedInsightsQueries), nameof(SavedInsightsQueriesProps.Catalogue), _ => new QueryCatalogue()),
    ];

    /// <summary>Each construct with one property replaced, and what replaced it. The second action creates the construct.</summary>
    public static IReadOnlyList<(string Name, Func<Stack, Action> Prepare)> Cases => All.Value;

    static readonly Lazy<IReadOnlyList<(string Name, Func<Stack, Action> Prepare)>> All = new(() => [.. NewCases()]);

    static IEnumerable<(string Name, Func<Stack, Action> Prepare)> NewCases()
    {
        foreach (var (name, (construct, valid)) in Constructs)
        {
            foreach (var (what, change) in Changes(valid))
                yield return ($"{name}.{what}", stack => Create(construct, change(stack), stack));
        }

        foreach (var (name, property, part) in Parts)
        {
            var (construct, valid) = Constructs[name];
            foreach (var (what, change) in Changes(part))
                yield return ($"{name}.{property}.{what}", stack => Create(construct, With(valid(stack), property, change(stack)), stack));
        }
    }

    static Action Create(Type construct, object props, Stack stack) => () =>
    {
        try
        {
            construct.GetConstructors().Single().Invoke([stack, "Tested", props]);
        }
        catch (TargetInvocationException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
        }
    };

    static IEnumerable<(string What, Func<Stack, object> Change)> Changes(Func<Stack, object> valid)
    {
        var type = valid(new Stack(Repository.NewApp(), "Types")).GetType();
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            foreach (var (what, value) in Values(property))
                yield return ($"{property.Name}={what}", stack => With(valid(stack), property.Name, value(stack)));
        }
    }

    static IEnumerable<(string What, Func<Stack, object?> Value)> Values(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!type.IsValueType)
            yield return (Nullability.Create(property).WriteState is NullabilityState.NotNull ? "null!" : "null", _ => null);
        if (type.IsEnum)
            yield return ("undefined", _ => Enum.ToObject(type, 999));
        if (type == typeof(string))
        {
            yield return ("empty", _ => "");
            yield return ("blank", _ => " ");
            yield return ("token", stack => Parameter(stack).ValueAsString);
        }

        if (type == typeof(int))
        {
            yield return ("0", _ => 0);
            yield return ("-1", _ => -1);
            yield return ("max", _ => int.MaxValue);
        }

        if (type == typeof(double))
        {
            yield return ("token", stack => Parameter(stack, "Number").ValueAsNumber);
            yield return ("NaN", _ => double.NaN);
            yield return ("-1", _ => -1.0);
        }

        if (type == typeof(Duration))
        {
            yield return ("token seconds", stack => Duration.Seconds(Parameter(stack, "Number").ValueAsNumber));
            yield return ("token days", stack => Duration.Days(Parameter(stack, "Number").ValueAsNumber));
            yield return ("0", _ => Duration.Seconds(0));
            yield return ("1.5 s", _ => Duration.Millis(1500));
            yield return ("9999 days", _ => Duration.Days(9999));
        }

        if (type == typeof(Size))
        {
            yield return ("token", stack => Size.Mebibytes(Parameter(stack, "Number").ValueAsNumber));
            yield return ("0", _ => Size.Mebibytes(0));
            yield return ("1000 TB", _ => Size.Gibibytes(1000000));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            yield return ("[]", _ => Array.CreateInstance(item, 0));
            if (!item.IsValueType)
                yield return ("[null]", _ => Array.CreateInstance(item, 1));
            if (item == typeof(string))
            {
                yield return ("[empty]", _ => new[] { "" });
                yield return ("[token]", stack => new[] { Parameter(stack).ValueAsString });
                yield return ("token list", stack => Parameter(stack, "CommaDelimitedList").ValueAsList);
                yield return ("[twice]", _ => new[] { "444455556666", "444455556666" });
            }
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            yield return ("[empty]", _ => new Dictionary<string, string> { [""] = "" });
            yield return ("[token]", stack => new Dictionary<string, string> { ["key"] = Parameter(stack).ValueAsString });
        }
    }

    static object With(object props, string property, object? value)
    {
        var copy = props.GetType().GetMethod("<Clone>$")!.Invoke(props, [])!;
        copy.GetType().GetProperty(property)!.SetValue(copy, value);
        return copy;
    }

    static CfnParameter Parameter(Stack stack, string type = "String") =>
        stack.Node.TryFindChild("Given" + type) as CfnParameter ?? new CfnParameter(stack, "Given" + type, new CfnParameterProps { Type = type });

    static FlowLogTable Table(Stack stack) => new(stack, "Table", new FlowLogTableProps { Archive = new FlowLogArchive(stack, "Archive") });

    static LogGroup Group(Stack stack) => stack.Node.TryFindChild("Group") as LogGroup ?? new LogGroup(stack, "Group");

    static TrafficMeasures Measures(Stack stack) => new(stack, "Measures", new TrafficMeasuresProps { LogGroup = Group(stack) });

    static EndpointOutput Endpoint(Stack stack) =>
        new() { Secret = Secrets.GetValue(stack, static stack => Secret.FromSecretNameV2(stack, "Endpoint", "x/y")) };
}
