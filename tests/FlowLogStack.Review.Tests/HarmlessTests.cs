using System.Text.Json.Nodes;

namespace FlowLogStack.Review.Tests;

/// <summary>Differences without an effect, which are not findings.</summary>
public sealed class HarmlessTests
{
    static readonly Dictionary<string, Func<Change, Change>> Pairs = new()
    {
        ["nothing"] = change => change,
        ["metadata of a resource"] = change =>
            change.Edit(root => root["Resources"]!["Group"]!["Metadata"] = new JsonObject { ["aws:cdk:path"] = "Stack/Group" }),
        ["metadata of the template"] = change =>
            change.Edit(root => root["Metadata"] = new JsonObject { ["AWS::CloudFormation::Interface"] = new JsonObject() }),
        ["description of the template"] = change => change.Edit(root => root["Description"] = "Flow logs"),
        ["the CDK's own metadata"] = change => change.With("CDKMetadata", """
            { "Type": "AWS::CDK::Metadata", "Properties": { "Analytics": "v2:deflate64:H4s" } }
            """),
        ["bootstrap version"] = change => change.Edit(root =>
            root["Parameters"] = new JsonObject { ["BootstrapVersion"] = new JsonObject { ["Type"] = "AWS::SSM::Parameter::Value<String>",
            ["Default"] = "/cdk-bootstrap/hnb659fds/version" } }),
        ["asset hash"] = change => change.Set("Forwarder/Code/S3Key", "\"2222222222222222222222222222222222222222222222222222222222222222.zip\""),
        ["order of resources"] = change => change.Edit(root => Reorder(root, "Resources")),
        ["order of properties"] = change => change.Edit(root => Reorder(root["Resources"]!["SshAlarm"]!, "Properties")),
        ["order of statements"] = change => change.Edit(root => Reverse(root["Resources"]!["ArchivePolicy"]!["Properties"]!["PolicyDocument"]!, "Statement")),
        ["order of actions"] = change =>
            change.Edit(root => Reverse(root["Resources"]!["Delivery"]!["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]![0]!, "Action")),
        ["one action in a list or not"] = change => change.Set("Delivery/Policies/0/PolicyDocument/Statement/1/Action", """["logs:DescribeLogGroups"]"""),
        ["a statement in two"] = change => change.Set("Delivery/Policies/0/PolicyDocument/Statement/0/Action", "\"logs:PutLogEvents\"")
            .Set("Delivery/Policies/0/PolicyDocument/Statement/+", """
            { "Effect": "Allow", "Action": "logs:CreateLogStream", "Resource": { "Fn::GetAtt": ["Group", "Arn"] } }
            """),
        ["a statement twice"] = change => change.Set("Delivery/Policies/0/PolicyDocument/Statement/+", """
            { "Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": "*" }
            """),
        ["a permission that another one includes"] = change => change.Set("Delivery/Policies/0/PolicyDocument/Statement/+", """
            { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": { "Fn::GetAtt": ["Group", "Arn"] },
            "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
            """),
        ["ids of statements"] = change => change.Set("ArchivePolicy/PolicyDocument/Statement/1/Sid", "\"Delivery\""),
        ["anyone in two spellings"] = change => change.Set("ArchivePolicy/PolicyDocument/Statement/0/Principal", "\"*\""),
        ["Fn::Sub in place of Fn::Join"] = change => change.Set("ToArchive/LogDestination", """{ "Fn::Sub": "${Archive.Arn}/flows/" }"""),
        ["Fn::GetAtt as text"] = change => change.Set("Forward/DestinationArn", """{ "Fn::GetAtt": "Forwarder.Arn" }"""),
        ["a condition that holds"] = change => change.Edit(root => root["Conditions"] = JsonNode.Parse("""
            { "InVirginia": { "Fn::Equals": [{ "Ref": "AWS::Region" }, "us-east-1"] } }
            """)).Set("Group/RetentionInDays", """{ "Fn::If": ["InVirginia", 30, 7] }"""),
        ["a property that is AWS::NoValue"] = change => change.Set("Group/LogGroupClass", """{ "Ref": "AWS::NoValue" }"""),
        ["numbers as text"] = change => change.Set("Group/RetentionInDays", "\"30\"").Set("SshAlarm/Threshold", "20.0"),
        ["Boolean values as text"] = change => change.Set("Key/EnableKeyRotation", "\"true\""),
        ["white space and order inside of a dashboard"] = change => change.Edit(root => Respace(root["Resources"]!["Board"]!["Properties"]!, "DashboardBody")),
        ["the order of alarm actions"] = change => change.SetBefore("SshAlarm/AlarmActions", """
            [{ "Ref": "Topic" }, "arn:aws:sns:::x"]
            """).Set("SshAlarm/AlarmActions", """["arn:aws:sns:::x", { "Ref": "Topic" }]"""),
        ["order of tags"] = change => change.SetBefore("Topic/Tags", """
            [{ "Key": "a", "Value": "1" }, { "Key": "b", "Value": "2" }]
            """).Set("Topic/Tags", """[{ "Key": "b", "Value": "2" }, { "Key": "a", "Value": "1" }]"""),
        ["order of dependencies"] = change => change.Edit(root => root["Resources"]!["Forward"]!["DependsOn"] = "Invoke"),
        ["output without an export"] = change => change.Edit(root => root["Outputs"]!["Bucket"] = JsonNode.Parse("""{ "Value": { "Ref": "Archive" } }""")),
    };

    public static TheoryData<string> Names => [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_difference_without_an_effect_is_no_finding(string pair)
    {
        var result = Pairs[pair](Change.OfStack()).Finds();
        Assert.Empty(result.Findings);
        Assert.Equal(ReviewSeverity.Info, result.Severity);
    }

    [Fact]
    public void Asset_hashes_and_metadata_are_listed_as_not_compared() =>
        Assert.Equal("Asset hashes of 1 resource differ: the code or files behind them changed.",
            Assert.Single(Pairs["asset hash"](Change.OfStack()).Review().Stacks[0].Ignored));

    [Fact]
    public void Labels_are_information_only() =>
        Change.OfStack().Set("SshAlarm/AlarmDescription", "\"Other words.\"").Set("Topic/Tags", """
            [{ "Key": "a", "Value": "b" }]
            """).Finds("info property-changed SshAlarm", "info property-changed Topic");

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Each_template_of_the_project_is_equal_to_itself_and_to_a_reordered_copy(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name));
        Change.Of(text).Finds();
        Change.Of(text).Edit(root => Reorder(root, "Resources")).Finds();
    }

    public static TheoryData<string> Snapshots => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Snapshots"), "*.template.json")
        .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    static void Reorder(JsonNode owner, string member) =>
        owner[member] = new JsonObject(((JsonObject)owner[member]!).Reverse().Select(item => KeyValuePair.Create(item.Key, item.Value?.DeepClone())));

    static void Reverse(JsonNode owner, string member) =>
        owner[member] = new JsonArray([.. ((JsonArray)owner[member]!).Reverse().Select(item => item?.DeepClone())]);

    static void Respace(JsonNode owner, string member)
    {
        var body = (JsonObject)JsonNode.Parse(owner[member]!.GetValue<string>())!;
        foreach (var widget in ((JsonArray)body["widgets"]!).OfType<JsonObject>())
            Reorder(widget, "properties");
        owner[member] = body.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
    }
}
