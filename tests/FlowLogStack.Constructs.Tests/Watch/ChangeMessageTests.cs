using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

/// <summary>The message of each call that changes a network, as EventBridge makes it from CloudTrail's event.</summary>
public sealed partial class ChangeMessageTests : ConstructTests
{
    // What CloudTrail reports of each call, as far as it concerns the network, and the start of the message.
    public static TheoryData<string, string, string> Events
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var row in JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "FlowLogStack.Constructs.Tests", "Watch",
                "ChangeEvents.json")))!.AsArray())
                data.Add((string)row!["call"]!, row["detail"]!.ToJsonString(), (string)row["message"]!);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Each_call_makes_one_message_with_what_was_changed(string call, string detail, string start)
    {
        var message = Assert.Single(MessagesOf(Event(call, detail)));
        const string who = "AssumedRole arn:aws:sts::111122223333:assumed-role/Admin/eve from 198.51.100.7";
        Assert.StartsWith($"{start} {who} at 2026-01-01T00:00:00Z, in region eu-west-1 of account 111122223333.", message);
        Assert.EndsWith("The CloudTrail event b5f1 has the rest.", message);
    }

    [Fact]
    public void Each_call_of_a_built_in_change_is_tried() =>
        Assert.Equal(Records.Detections.Changes.SelectMany(change => change.Calls).Order(), Events.Select(row => (string)row[0]).Order());

    public static TheoryData<string, string> OtherCalls => new()
    {
        { "ModifyInstanceAttribute", """{ "requestParameters": { "instanceId": "i-0a1b2c3d", "instanceType": { "value": "t3.large" } } }""" },
        { "ModifyNetworkInterfaceAttribute", """{ "requestParameters": { "networkInterfaceId": "eni-0a1b2c3d", "sourceDestCheck": { "value": false } } }""" },
        { "RunInstances", """{ "requestParameters": { "groupSet": { "items": [{ "groupId": "sg-0a1b2c3d" }] } } }""" },
        { "DescribeFlowLogs", """{ "requestParameters": {}, "readOnly": true }""" },
        { "DeleteFlowLogs", """{ "errorCode": "Client.UnauthorizedOperation", "requestParameters": {} }""" },
        { "ModifyInstanceAttribute", """{ "errorCode": "Client.Failed", "requestParameters": { "groupSet": { "items": [{ "groupId": "sg-0a1b2c3d" }] } } }""" },
    };

    [Theory]
    [MemberData(nameof(OtherCalls))]
    public void Other_calls_make_none(string call, string detail) => Assert.Empty(MessagesOf(Event(call, detail)));

    /// <summary>The patterns of all rules match each event in moto's implementation of EventBridge as well, which is independent of this project.</summary>
    /// <remarks>
    /// moto 5 does not look for fields of objects in arrays, where EventBridge matches if any element does. It receives such an event once for each element,
    /// without the array.
    /// </remarks>
    [ToolFact("python3", PythonModule = "moto")]
    public void An_independent_engine_matches_the_same_events()
    {
        const string judge = """
            import json, sys
            from moto.events.models import EventPattern
            rules, events = json.load(open(sys.argv[1]))
            print(json.dumps([[any(EventPattern.load(json.dumps(rule)).matches_event(one) for one in event) for rule in rules] for event in events]))
            """;
        List<JsonObject> events =
        [
            .. Events.Select(row => Event((string)row[0], (string)row[1])),
            .. OtherCalls.Select(row => Event((string)row[0], (string)row[1])),
        ];
        List<JsonNode> patterns = [.. Rules.Value.Select(rule => rule["EventPattern"]!)];
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, new JsonArray(
                new JsonArray([.. patterns.Select(pattern => pattern.DeepClone())]),
                new JsonArray([.. events.Select(one => new JsonArray([.. WithoutArrays(one)]))])).ToJsonString());
            var result = Tool.Run("python3", ["-c", judge, file]);
            Assert.True(result.ExitCode == 0, result.Errors);
            var matches = JsonNode.Parse(result.Output)!.AsArray();
            Assert.Contains(matches, of => of!.AsArray().Any(isMatch => (bool)isMatch!));
            Assert.All(events.Zip(matches), pair =>
                Assert.Equal(patterns.Select(pattern => Matches(pattern, pair.First)), pair.Second!.AsArray().Select(isMatch => (bool)isMatch!)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The event once for each way to choose one element of every array of objects.
    static IEnumerable<JsonNode> WithoutArrays(JsonNode? node)
    {
        if (node is JsonArray elements && elements.Any(element => element is JsonObject))
            return elements.SelectMany(WithoutArrays);
        if (node is not JsonObject fields)
            return [node?.DeepClone()!];
        IEnumerable<JsonObject> all = [new JsonObject()];
        foreach (var (name, value) in fields)
            all = [.. all.SelectMany(one => WithoutArrays(value).Select(choice => With(one, name, choice)))];
        return all;
    }

    static JsonObject With(JsonObject fields, string name, JsonNode value)
    {
        var copy = (JsonObject)fields.DeepClone();
        copy[name] = value;
        return copy;
    }

    static JsonObject Event(string call, string detail)
    {
        var all = JsonNode.Parse(detail)!.AsObject();
        all["eventName"] = call;
        all["eventSource"] = "ec2.amazonaws.com";
        all["eventTime"] = "2026-01-01T00:00:00Z";
        all["awsRegion"] = "eu-west-1";
        all["sourceIPAddress"] = "198.51.100.7";
        all["eventID"] = "b5f1";
        all["userIdentity"] = new JsonObject { ["type"] = "AssumedRole", ["arn"] = "arn:aws:sts::111122223333:assumed-role/Admin/eve" };
        return new JsonObject { ["source"] = "aws.ec2", ["detail-type"] = "AWS API Call via CloudTrail", ["account"] = "111122223333", ["detail"] = all };
    }

    static readonly Lazy<IReadOnlyList<JsonNode>> Rules = new(() =>
    {
        var stack = new Stack(Repository.NewApp(), "Changes");
        var topic = new AlarmTopic(stack, "Topic");
        foreach (var change in Records.Detections.Changes)
            new ChangeNotification(stack, change.Id, new ChangeNotificationProps { Change = change, Topic = topic });
        return [.. stack.Template().ResourcesOf("AWS::Events::Rule").Values.Select(rule => rule["Properties"]!)];
    });

    static List<string> MessagesOf(JsonObject @event) =>
        [.. Rules.Value.Where(rule => Matches(rule["EventPattern"]!, @event)).Select(rule => Message(rule["Targets"]![0]!["InputTransformer"]!, @event))];

    // Values of a list are alternatives, and each element of a list in the event is tried.
    static bool Matches(JsonNode pattern, JsonNode? value) => (pattern, value) switch
    {
        (JsonObject, JsonArray elements) => elements.Any(element => Matches(pattern, element)),
        (JsonObject fields, _) => fields.All(field => Matches(field.Value!, (value as JsonObject)?[field.Key])),
        (JsonArray, JsonArray elements) => elements.Any(element => Matches(pattern, element)),
        (JsonArray alternatives, _) => alternatives.Any(alternative => alternative switch
        {
            JsonObject rule when rule["exists"] is { } exists => (bool)exists == value is JsonValue,
            JsonObject rule => value is JsonValue text && text.ToString().StartsWith((string)rule["prefix"]!, StringComparison.Ordinal),
            _ => value is JsonValue text && text.ToString() == (string?)alternative,
        }),
        _ => false,
    };

    static string Message(JsonNode transformer, JsonObject @event)
    {
        var template = (string)JsonNode.Parse((string)transformer["InputTemplate"]!)!;
        var text = Name().Replace(template, name => At(@event, (string)transformer["InputPathsMap"]![name.Groups[1].Value]!) is JsonValue value
            ? value.ToString() : "");
        return Blanks().Replace(text, " ");
    }

    static JsonNode? At(JsonNode? node, string path)
    {
        foreach (Match part in Part().Matches(path["$".Length..]))
            node = part.Groups[2].Success
                ? (node as JsonArray)?.ElementAtOrDefault(int.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture))
                : (node as JsonObject)?[part.Groups[1].Value];
        return node;
    }

    [GeneratedRegex("<([a-zA-Z0-9]+)>")]
    private static partial Regex Name();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\.([A-Za-z0-9]+)|\[(\d+)\]")]
    private static partial Regex Part();
}
