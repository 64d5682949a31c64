using FlowLogStack.Capture;
using FlowLogStack.Streaming;

namespace FlowLogStack.Constructs.Tests.Streaming;

/// <summary>Flow logs of one account that deliver to a stream of another one.</summary>
public sealed class FirehoseAcrossAccountsTests : ConstructTests
{
    const string StreamArn = "arn:aws:firehose:eu-west-1:999999999999:deliverystream/central";
    const string ReceiverArn = "arn:aws:iam::999999999999:role/AWSLogDeliveryFirehoseCrossAccountRole";

    FirehoseSenderRole Sender(string receiver = ReceiverArn) => new(Stack, "Sender",
        new FirehoseSenderRoleProps { ReceiverRoleArn = receiver, Sources = [CaptureSource.FromId(VpcId)], RoleName = "FlowLogsFirehoseSender" });

    FlowLogCapture Capture(CaptureDestination destination) =>
        new(Stack, "Capture", new FlowLogCaptureProps { Source = CaptureSource.FromId(VpcId), Destination = destination });

    [Fact]
    public void The_flow_log_has_both_roles_and_waits_for_the_policy()
    {
        Capture(CaptureDestination.Firehose(StreamArn, Sender()));
        var flowLog = Assert.Single(Stack.Template().ResourcesOf("AWS::EC2::FlowLog")).Value;
        Assert.Equal(StreamArn, (string?)flowLog["Properties"]!["LogDestination"]);
        Assert.Equal(ReceiverArn, (string?)flowLog["Properties"]!["DeliverCrossAccountRole"]);
        Assert.StartsWith("SenderRole", (string?)flowLog["Properties"]!["DeliverLogsPermissionArn"]!["Fn::GetAtt"]![0]);
        Assert.Contains("SenderPolicy", flowLog["DependsOn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sender_passes_itself_to_log_delivery_for_its_sources_and_assumes_the_receiver()
    {
        Sender();
        var role = Stack.Template().Only("AWS::IAM::Role");
        var trust = role["AssumeRolePolicyDocument"]!["Statement"]![0]!;
        Assert.Equal("""{"Service":"delivery.logs.amazonaws.com"}""", trust["Principal"]!.ToJsonString());
        Assert.Equal("""{"Ref":"AWS::AccountId"}""", trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString());
        var statements = Stack.Template().Only("AWS::IAM::Policy")["PolicyDocument"]!["Statement"]!.AsArray();
        var pass = statements[0]!;
        Assert.Equal("iam:PassRole", (string?)pass["Action"]);
        Assert.StartsWith("SenderRole", (string?)pass["Resource"]!["Fn::GetAtt"]![0]);
        Assert.Equal("delivery.logs.amazonaws.com", (string?)pass["Condition"]!["StringEquals"]!["iam:PassedToService"]);
        Assert.Contains($":vpc/{VpcId}", pass["Condition"]!["StringLike"]!["iam:AssociatedResourceARN"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:GetLogDelivery", "logs:ListLogDeliveries"],
            statements[1]!["Action"]!.AsArray().Select(action => (string)action!));
        Assert.Equal("sts:AssumeRole", (string?)statements[2]!["Action"]);
        Assert.Equal(ReceiverArn, (string?)statements[2]!["Resource"]);
    }

    public static TheoryData<CaptureSourceKind, string, string> Sources => new()
    {
        { CaptureSourceKind.Vpc, "vpc-0a1b2c3d4e5f67890", "vpc" },
        { CaptureSourceKind.Subnet, "subnet-0a1b2c3d4e5f67890", "subnet" },
        { CaptureSourceKind.NetworkInterface, "eni-0a1b2c3d4e5f67890", "network-interface" },
        { CaptureSourceKind.TransitGateway, "tgw-0a1b2c3d4e5f67890", "transit-gateway" },
        { CaptureSourceKind.TransitGatewayAttachment, "tgw-attach-0a1b2c3d4e5f67890", "transit-gateway-attachment" },
        { CaptureSourceKind.RegionalNatGateway, "nat-0a1b2c3d4e5f67890", "natgateway" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_sender_passes_itself_for_each_kind_of_source_by_its_ARN(CaptureSourceKind kind, string id, string resource)
    {
        _ = new FirehoseSenderRole(Stack, "Sender", new FirehoseSenderRoleProps { ReceiverRoleArn = ReceiverArn, Sources = [CaptureSource.FromId(kind, id)] });
        var pass = Stack.Template().Only("AWS::IAM::Policy")["PolicyDocument"]!["Statement"]![0]!;
        Assert.Contains($":{resource}/{id}", pass["Condition"]!["StringLike"]!["iam:AssociatedResourceARN"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_receiver_has_the_name_that_AWS_requires_and_may_tag_its_stream_only()
    {
        var stream = new FlowLogStream(Stack, "Stream", new FlowLogStreamProps { Destination = StreamDestination.ToBucket() });
        _ = new FirehoseReceiverRole(Stack, "Receiver", new FirehoseReceiverRoleProps
        {
            Stream = stream,
            SenderRoleArns = ["arn:aws:iam::111122223333:role/FlowLogsFirehoseSender"],
            Organization = new SourceOrganization("o-a1b2c3d4e5") { Paths = ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"] },
            NameSuffix = "Central",
        });
        var role = Stack.Template().ResourcesOf("AWS::IAM::Role").Values.Single(one => one["Properties"]!.AsObject().ContainsKey("RoleName"))["Properties"]!;
        Assert.Equal("AWSLogDeliveryFirehoseCrossAccountRoleCentral", (string?)role["RoleName"]);
        var trust = role["AssumeRolePolicyDocument"]!["Statement"]!.AsArray();
        Assert.Equal("""{"AWS":"arn:aws:iam::111122223333:role/FlowLogsFirehoseSender"}""", trust[0]!["Principal"]!.ToJsonString());
        Assert.Equal("o-a1b2c3d4e5", (string?)trust[1]!["Condition"]!["StringEquals"]!["aws:PrincipalOrgID"]);
        Assert.Equal("arn:*:iam::*:role/FlowLogsFirehoseSender", (string?)trust[1]!["Condition"]!["ArnLike"]!["aws:PrincipalArn"]);
        Assert.Equal("""["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"]""",
            trust[1]!["Condition"]!["ForAnyValue:StringLike"]!["aws:PrincipalOrgPaths"]!.ToJsonString());
        var allowed = role["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.Equal(["iam:CreateServiceLinkedRole", "firehose:TagDeliveryStream"], allowed.Select(statement => (string)statement!["Action"]!));
        Assert.EndsWith("role/aws-service-role/delivery.logs.amazonaws.com/AWSServiceRoleForLogDelivery\"]]}", allowed[0]!["Resource"]!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.Matches("^Stream[0-9A-F]{8}$", (string?)allowed[1]!["Resource"]!["Fn::GetAtt"]![0]);
    }

    [Fact]
    public void Refuses_roles_that_do_not_fit()
    {
        Assert.Contains("Its name must start with AWSLogDeliveryFirehoseCrossAccountRole", Refused(() => Sender("arn:aws:iam::999999999999:role/Central")),
            StringComparison.Ordinal);
        Assert.Contains("is in account 999999999999, but the receiving role", Refused(() => CaptureDestination.Firehose(StreamArn,
            Sender(ReceiverArn.Replace('9', '8')))), StringComparison.Ordinal);
        var own = new Stack(Repository.NewApp(), "Own", new StackProps { Env = new Amazon.CDK.Environment { Account = "999999999999", Region = "eu-west-1" } });
        var sender = new FirehoseSenderRole(own, "Sender", new FirehoseSenderRoleProps { ReceiverRoleArn = ReceiverArn,
            Sources = [CaptureSource.FromId(VpcId)] });
        Assert.Contains("Remove the FirehoseSenderRole", Refused(() => new FlowLogCapture(own, "Capture",
            new FlowLogCaptureProps { Source = CaptureSource.FromId(VpcId), Destination = CaptureDestination.Firehose(StreamArn, sender) })),
            StringComparison.Ordinal);
        var stream = new FlowLogStream(own, "Stream", new FlowLogStreamProps { Destination = StreamDestination.ToBucket() });
        Assert.Contains("admits no other account", Refused(() => new FirehoseReceiverRole(own, "Receiver",
            new FirehoseReceiverRoleProps { Stream = stream })), StringComparison.Ordinal);
    }

    string Refused(Action action)
    {
        Stack.Node.TryRemoveChild("Sender");
        return Assert.ThrowsAny<ArgumentException>(action).Message;
    }
}
