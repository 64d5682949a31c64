using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Dashboards;
using FlowLogStack.Process;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Dashboards;

/// <summary>Dashboards of a log group of one format, with or without all optional parts.</summary>
sealed class DashboardRig
{
    static readonly Dictionary<(string Format, bool Whole), DashboardRig> Shared = [];

    DashboardSet? drawn;
    IReadOnlyDictionary<DashboardTopic, string>? bodies;

    public DashboardRig(FlowLogFormat format, bool whole = true, Func<DashboardProps, DashboardProps>? with = null, IReadOnlyList<Detection>? detections = null,
        bool enriches = false)
    {
        Stack = new Stack(Repository.NewApp(), "Test");
        Format = format;
        var group = new LogGroup(Stack, "Group");
        var props = new DashboardProps { Measures = new TrafficMeasures(Stack, "Measures",
            new TrafficMeasuresProps { LogGroup = group, Format = format, MetricNamePrefix = "" }) };
        if (whole)
        {
            var processor = new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Format = format, Enrich = enriches });
            processor.Subscribe(group);
            props = props with
            {
                Processor = processor,
                Changes = new ChangeLog(Stack, "Changes"),
                Activity = new ActivityLogGroups
                {
                    Calls = LogGroup.FromLogGroupName(Stack, "Calls", "trail"), Requests = LogGroup.FromLogGroupName(Stack, "Requests", "requests"),
                },
            };
        }

        if (whole || detections is not null)
        {
            props = props with
            {
                Alarms = [.. (detections ?? [Records.Detections.SshRejects, Records.Detections.RejectSurge, Records.Detections.HorizontalScan,
                    Records.Detections.LogsSilent])
                    .Where(detection => detection.IsAvailableIn(format))
                    .Select(detection => new DetectionAlarm(Stack, detection.Id,
                    new DetectionAlarmProps { Detection = detection, LogGroup = group, Format = format, AlarmNamePrefix = "" }))],
            };
        }

        Props = with?.Invoke(props) ?? props;
    }

    /// <summary>Returns the shared dashboards of a format, synthesized once. Tests must not change them.</summary>
    public static DashboardRig Of(string format, bool whole = true)
    {
        if (!Shared.TryGetValue((format, whole), out var rig))
            Shared[(format, whole)] = rig = new DashboardRig(FormatOf(format), whole);
        return rig;
    }

    public Stack Stack { get; }

    public FlowLogFormat Format { get; }

    public DashboardProps Props { get; }

    public static TheoryData<string> Formats => [.. FlowLogFormat.Presets.Keys.Where(name => name != "v2"), "custom", "shuffled"];

    public static FlowLogFormat FormatOf(string name) => name switch
    {
        "custom" => FlowLogFormat.Of(FlowField.DstPort, FlowField.Action, FlowField.SrcAddr, FlowField.Bytes, FlowField.DstAddr, FlowField.Start),
        "shuffled" => FlowLogFormat.Of(FlowLogFormat.V5.Fields.Reverse().Append(FlowField.Custom("new-field", FieldKind.Text))),
        _ => FlowLogFormat.Presets[name],
    };

    public DashboardSet Draw(params DashboardTopic[] topics) => drawn ??= new DashboardSet(Stack, "Dashboards", topics.Length > 0 ? topics : Drawable(), Props);

    /// <summary>Returns the dashboard bodies by topic, with resolved intrinsic functions.</summary>
    public IReadOnlyDictionary<DashboardTopic, string> Bodies(params DashboardTopic[] topics)
    {
        if (bodies is not null)
            return bodies;
        var set = Draw(topics);
        var template = Stack.Template().ToJson();
        return bodies = set.Dashboards.ToDictionary(dashboard => dashboard.Key, dashboard =>
            Deployed(template, template["Resources"]![LogicalId(dashboard.Value.Dashboard)]!["Properties"]!["DashboardBody"]));
    }

    public string LogicalId(CfnElement element) => (string)Stack.Resolve(element.LogicalId);

    /// <summary>Returns a text with Region, account and ids in place of intrinsic functions.</summary>
    public static string Deployed(JsonObject template, JsonNode? node) => node switch
    {
        JsonValue value => value.ToString(),
        JsonObject call when call["Fn::Join"] is JsonArray join => string.Concat(join[1]!.AsArray().Select(part => Deployed(template, part))),
        JsonObject call when call["Fn::GetAtt"] is JsonArray attribute => Attribute(template, (string)attribute[0]!, (string)attribute[1]!),
        JsonObject call when call["Ref"] is { } reference =>
            (string)reference! switch { "AWS::Region" => "eu-west-1", "AWS::AccountId" => "111122223333", "AWS::Partition" => "aws", var id => id },
        JsonObject call when call["Fn::If"] is JsonArray choice => Deployed(template, choice[1]),
        JsonObject call when call["Fn::Select"] is not null => "0a1b2c3d",
        JsonObject call when call["Fn::FindInMap"] is not null => "console.aws.amazon.com",
        _ => throw new NotSupportedException(node?.ToJsonString()),
    };

    static string Attribute(JsonObject template, string id, string attribute)
    {
        Assert.NotNull(template["Resources"]![id]);
        return attribute == "Arn" ? $"arn:aws:cloudwatch:eu-west-1:111122223333:{id}" : id;
    }

    // Other tests cover formats without any dashboard.
    IReadOnlyList<DashboardTopic> Drawable() =>
    [
        .. Enum.GetValues<DashboardTopic>().Where(topic => topic switch
        {
            DashboardTopic.AcceptsAndRejects => Format.Contains(FlowField.Action),
            DashboardTopic.SecurityGroups => Format.Contains(FlowField.Action) || Props.Changes is not null,
            DashboardTopic.Detections => Props.Alarms.Count > 0,
            DashboardTopic.Activity => Props.Activity is not null,
            DashboardTopic.TrafficDirection => Format.Contains(FlowField.Bytes),
            _ => true,
        }),
    ];
}
