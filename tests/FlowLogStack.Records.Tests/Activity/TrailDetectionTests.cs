using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records.Tests;

/// <summary>The detections of the CIS AWS Foundations Benchmark on calls written by hand, against the benchmark's own conditions.</summary>
public sealed class TrailDetectionTests
{
    /// <summary>Recommendations with the condition that the benchmark describes, grouped.</summary>
    public static TheoryData<string, string, string> Benchmark { get; } = new()
    {
        { "4.1", "5.1", """{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.sourceIPAddress """
            + """!= "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }""" },
        { "4.2", "5.2", """{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && """
            + """($.responseElements.ConsoleLogin = "Success") }""" },
        { "4.3", "5.3", """{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }""" },
        { "4.4", "5.4", """{ ($.eventName = DeleteGroupPolicy) || ($.eventName = PutGroupPolicy) || ($.eventName = DeleteRolePolicy) || """
            + """($.eventName = PutRolePolicy) || ($.eventName = DeleteUserPolicy) || ($.eventName = PutUserPolicy) || ($.eventName = CreatePolicy) || """
            + """($.eventName = DeletePolicy) || ($.eventName = CreatePolicyVersion) || ($.eventName = DeletePolicyVersion) || """
            + """($.eventName = AttachRolePolicy) || ($.eventName = DetachRolePolicy) || ($.eventName = AttachUserPolicy) || """
            + """($.eventName = DetachUserPolicy) || ($.eventName = AttachGroupPolicy) || ($.eventName = DetachGroupPolicy) }""" },
        { "4.5", "5.5", """{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || """
            + """($.eventName = StopLogging) }""" },
        { "4.6", "5.6", """{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }""" },
        { "4.7", "5.7", """{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }""" },
        { "4.8", "5.8", """{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || """
            + """($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || """
            + """($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || """
            + """($.eventName = DeleteBucketReplication)) }""" },
        { "4.9", "5.9", """{ ($.eventSource = config.amazonaws.com) && (($.eventName = StopConfigurationRecorder) || """
            + """($.eventName = DeleteDeliveryChannel) || ($.eventName = PutDeliveryChannel) || ($.eventName = PutConfigurationRecorder)) }""" },
        { "4.10", "5.10", """{ ($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = AuthorizeSecurityGroupEgress) || """
            + """($.eventName = RevokeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupEgress) || ($.eventName = CreateSecurityGroup) || """
            + """($.eventName = DeleteSecurityGroup) || ($.eventName = ModifySecurityGroupRules) }""" },
        { "4.11", "5.11", """{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) || ($.eventName = DeleteNetworkAcl) || """
            + """($.eventName = DeleteNetworkAclEntry) || ($.eventName = ReplaceNetworkAclEntry) || ($.eventName = ReplaceNetworkAclAssociation) }""" },
        { "4.12", "5.12", """{ ($.eventName = CreateCustomerGateway) || ($.eventName = DeleteCustomerGateway) || ($.eventName = AttachInternetGateway) || """
            + """($.eventName = CreateInternetGateway) || ($.eventName = DeleteInternetGateway) || ($.eventName = DetachInternetGateway) }""" },
        { "4.13", "5.13", """{ ($.eventName = CreateRoute) || ($.eventName = CreateRouteTable) || ($.eventName = ReplaceRoute) || """
            + """($.eventName = ReplaceRouteTableAssociation) || ($.eventName = DeleteRouteTable) || ($.eventName = DeleteRoute) || """
            + """($.eventName = DisassociateRouteTable) }""" },
        { "4.14", "5.14", """{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute) || """
            + """($.eventName = AcceptVpcPeeringConnection) || ($.eventName = CreateVpcPeeringConnection) || ($.eventName = DeleteVpcPeeringConnection) || """
            + """($.eventName = RejectVpcPeeringConnection) || ($.eventName = AttachClassicLinkVpc) || ($.eventName = DetachClassicLinkVpc) || """
            + """($.eventName = DisableVpcClassicLink) || ($.eventName = EnableVpcClassicLink) }""" },
        { "4.15", "5.15", """{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = AcceptHandshake) || ($.eventName = AttachPolicy) || """
            + """($.eventName = CreateAccount) || ($.eventName = CreateOrganizationalUnit) || ($.eventName = CreatePolicy) || """
            + """($.eventName = DeclineHandshake) || ($.eventName = DeleteOrganization) || ($.eventName = DeleteOrganizationalUnit) || """
            + """($.eventName = DeletePolicy) || ($.eventName = DetachPolicy) || ($.eventName = DisablePolicyType) || ($.eventName = EnablePolicyType) || """
            + """($.eventName = InviteAccountToOrganization) || ($.eventName = LeaveOrganization) || ($.eventName = MoveAccount) || """
            + """($.eventName = RemoveAccountFromOrganization) || ($.eventName = UpdatePolicy) || ($.eventName = UpdateOrganizationalUnit)) }""" },
    };

    static string Call(string source, string name, string more = "") =>
        $$"""{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"alice"},"eventTime":"2026-01-05T09:00:00Z","eventSource":"{{source}}."""
            + $$"""amazonaws.com","eventName":"{{name}}","eventType":"AwsApiCall","sourceIPAddress":"192.0.2.1"{{more}}}""";

    static string SignIn(string type, string mfa, string result) =>
        $$$"""{"eventName":"ConsoleLogin","eventSource":"signin.amazonaws.com","eventType":"AwsConsoleSignIn","userIdentity":{"type":"{{{type}}}"}"""
            + $$$""","additionalEventData":{"MFAUsed":"{{{mfa}}}"}"""
            + $$$""","responseElements":{"ConsoleLogin":"{{{result}}}"}{{{(result == "Failure" ? ",\"errorMessage\":\"Failed authentication\"" : "")}}}}""";

    static string Root(string more, string type = "AwsApiCall") =>
        $$$"""{"eventName":"ListUsers","eventSource":"iam.amazonaws.com","eventType":"{{{type}}}","userIdentity":{"type":"Root"{{{more}}}}}""";

    static string Denied(string error, string address = "192.0.2.1", string name = "RunInstances") =>
        $$"""{"eventName":"{{name}}","eventSource":"ec2.amazonaws.com","eventType":"AwsApiCall","userIdentity":{"type":"AssumedRole"}"""
            + $$""","errorCode":"{{error}}","sourceIPAddress":"{{address}}"}""";

    static (string Recommendation, string[] Selected, string[] Others)[] Events { get; } =
    [
        ("4.1", [Denied("AccessDenied"), Denied("AccessDeniedException"), Denied("Client.UnauthorizedOperation")],
            [Denied("ThrottlingException"), Denied("AccessDenied", address: "delivery.logs.amazonaws.com"), Denied("AccessDenied", name: "HeadBucket"),
                Call("ec2", "RunInstances")]),
        ("4.2", [SignIn("IAMUser", "No", "Success")], [SignIn("IAMUser", "Yes", "Success"), SignIn("IAMUser", "No", "Failure"),
            SignIn("AssumedRole", "No", "Success"), Call("iam", "ListUsers")]),
        ("4.3", [Root("")], [Root(",\"invokedBy\":\"support.amazonaws.com\""), Root("", "AwsServiceEvent"), Call("iam", "ListUsers")]),
        ("4.4", [Call("iam", "PutUserPolicy"), Call("iam", "AttachRolePolicy"), Call("iam", "CreatePolicyVersion"), Call("iam", "DetachGroupPolicy")],
            [Call("iam", "ListPolicies"), Call("iam", "GetRolePolicy"), Call("s3", "PutBucketPolicy")]),
        ("4.5", [Call("cloudtrail", "StopLogging"), Call("cloudtrail", "DeleteTrail"), Call("cloudtrail", "UpdateTrail")],
            [Call("cloudtrail", "DescribeTrails"), Call("cloudtrail", "GetTrailStatus")]),
        ("4.6", [SignIn("IAMUser", "No", "Failure")], [SignIn("IAMUser", "No", "Success"), Call("iam", "ListUsers")]),
        ("4.7", [Call("kms", "DisableKey"), Call("kms", "ScheduleKeyDeletion")],
            [Call("kms", "EnableKey"), Call("kms", "CancelKeyDeletion"), Call("other", "DisableKey")]),
        ("4.8", [Call("s3", "PutBucketPolicy"), Call("s3", "DeleteBucketReplication"), Call("s3", "PutBucketAcl")],
            [Call("s3", "GetBucketPolicy"), Call("s3", "PutObject"), Call("other", "PutBucketPolicy")]),
        ("4.9", [Call("config", "StopConfigurationRecorder"), Call("config", "PutDeliveryChannel")],
            [Call("config", "DescribeDeliveryChannels"), Call("other", "DeleteDeliveryChannel")]),
        ("4.10", [Call("ec2", "AuthorizeSecurityGroupIngress"), Call("ec2", "RevokeSecurityGroupEgress"), Call("ec2", "ModifySecurityGroupRules")],
            [Call("ec2", "DescribeSecurityGroups"), Call("ec2", "DescribeSecurityGroupRules")]),
        ("4.11", [Call("ec2", "CreateNetworkAclEntry"), Call("ec2", "ReplaceNetworkAclAssociation")], [Call("ec2", "DescribeNetworkAcls")]),
        ("4.12", [Call("ec2", "AttachInternetGateway"), Call("ec2", "DeleteCustomerGateway")],
            [Call("ec2", "DescribeInternetGateways"), Call("ec2", "CreateNatGateway")]),
        ("4.13", [Call("ec2", "CreateRoute"), Call("ec2", "ReplaceRouteTableAssociation")],
            [Call("ec2", "DescribeRouteTables"), Call("ec2", "AssociateRouteTable")]),
        ("4.14", [Call("ec2", "CreateVpc"), Call("ec2", "AcceptVpcPeeringConnection"), Call("ec2", "ModifyVpcAttribute")],
            [Call("ec2", "DescribeVpcs"), Call("ec2", "CreateVpcEndpoint")]),
        ("4.15", [Call("organizations", "LeaveOrganization"), Call("organizations", "DetachPolicy"), Call("organizations", "CreateAccount")],
            [Call("organizations", "ListAccounts"), Call("iam", "CreatePolicyExtra"), Call("other", "CreateAccount")]),
    ];

    static TrailDetection Of(string recommendation) => TrailDetections.All.Single(detection => detection.Recommendation == recommendation);

    static bool Selects(string pattern, string call) => LogPattern.Parse(pattern).IsMatch(Encoding.UTF8.GetBytes(call));

    [Fact]
    public void Each_detection_selects_its_calls_and_no_others()
    {
        Assert.Equal(TrailDetections.All.Select(detection => detection.Recommendation), Events.Select(rule => rule.Recommendation));
        foreach (var (recommendation, selected, others) in Events)
        {
            var detection = Of(recommendation);
            Assert.All(selected, call => Assert.True(Selects(detection.ToFilterPattern(), call), $"{recommendation}: {call}"));
            Assert.All(others, call => Assert.False(Selects(detection.ToFilterPattern(), call), $"{recommendation}: {call}"));
        }
    }

    [Theory]
    [MemberData(nameof(Benchmark))]
    public void Each_detection_selects_what_the_benchmark_describes(string recommendation, string inVersion6, string pattern)
    {
        var detection = Of(recommendation);
        Assert.Equal(inVersion6, detection.RecommendationInVersion6);
        // Every name of the benchmark, as a call of its service and of another one, beside the calls written by hand.
        var names = System.Text.RegularExpressions.Regex.Matches(pattern, @"\$\.eventName = (\w+)").Select(match => match.Groups[1].Value).ToList();
        var source = System.Text.RegularExpressions.Regex.Match(pattern, @"\$\.eventSource = (\w+)\.") is { Success: true } match
            ? match.Groups[1].Value : "ec2";
        var calls = Events.SelectMany(rule => rule.Selected.Concat(rule.Others))
            .Concat(names.SelectMany(name => new[] { Call(source, name), Call("else", name), Call(source, name + "s") })).ToList();
        Assert.All(calls, call => Assert.Equal(Selects(pattern, call), Selects(detection.ToFilterPattern(), call)));
        Assert.Contains(calls, call => Selects(pattern, call));
    }

    /// <summary>The texts of AWS Security Hub's controls CloudWatch.1 to CloudWatch.14, by recommendation.</summary>
    public static TheoryData<string, string> Published { get; } = new()
    {
        { "4.1", """{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}""" },
        { "4.2", """{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && """
            + """($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }""" },
        { "4.3", """{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}""" },
        { "4.4", """{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || """
            + """($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || """
            + """($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || """
            + """($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || """
            + """($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || """
            + """($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}""" },
        { "4.5", """{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || """
            + """($.eventName=StartLogging) || ($.eventName=StopLogging)}""" },
        { "4.6", """{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}""" },
        { "4.7", """{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}""" },
        { "4.8", """{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || """
            + """($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || """
            + """($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || """
            + """($.eventName=DeleteBucketReplication))}""" },
        { "4.9", """{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || """
            + """($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || """
            + """($.eventName=PutConfigurationRecorder))}""" },
        { "4.10", """{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || """
            + """($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || """
            + """($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}""" },
        { "4.11", """{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || """
            + """($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || """
            + """($.eventName=ReplaceNetworkAclAssociation)}""" },
        { "4.12", """{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || """
            + """($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || """
            + """($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}""" },
        { "4.13", """{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || """
            + """($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || """
            + """($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}""" },
        { "4.14", """{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || """
            + """($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || """
            + """($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || """
            + """($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || """
            + """($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}""" },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_text_for_a_check_that_compares_texts_is_the_published_one(string recommendation, string text)
    {
        var detection = Of(recommendation);
        Assert.NotNull(detection.Control);
        Assert.Equal(text, detection.BenchmarkPattern);
    }

    [Fact]
    public void The_published_texts_select_the_calls_of_the_detections_but_for_the_documented_ones()
    {
        string[] differing = [Denied("AccessDenied", address: "delivery.logs.amazonaws.com"), Denied("AccessDenied", name: "HeadBucket"),
            Call("ec2", "ModifySecurityGroupRules")];
        Assert.All(TrailDetections.All, detection => Assert.InRange(detection.BenchmarkPattern!.Length, 1, 1024));
        foreach (var (recommendation, selected, others) in Events)
        {
            var detection = Of(recommendation);
            foreach (var call in selected.Concat(others))
            {
                var isAlike = Selects(detection.BenchmarkPattern!, call) == Selects(detection.ToFilterPattern(), call);
                Assert.True(isAlike != (recommendation is "4.1" or "4.10" && differing.Contains(call)), $"{recommendation}: {call}");
            }
        }
    }

    [Fact]
    public void Patterns_fit_into_a_filter_and_equal_the_predicate_and_Logs_Insights()
    {
        foreach (var detection in TrailDetections.All)
        {
            Assert.InRange(detection.ToFilterPattern().Length, 1, 1024);
            Assert.False(LogPattern.Parse(detection.ToFilterPattern()).HasExpression);
            var run = LogsInsightsQuery.Parse(detection.ToInsightsQuery()).Start(new LogsInsightsOptions { Events = LogEventKind.Json });
            foreach (var call in Events.SelectMany(rule => rule.Selected.Concat(rule.Others)))
            {
                var expected = detection.Condition.Holds(JsonDocument.Parse(call).RootElement);
                Assert.Equal(expected, Selects(detection.ToFilterPattern(), call));
                Assert.Equal(expected, run.Add(Encoding.UTF8.GetBytes(call)));
            }
        }
    }
}
