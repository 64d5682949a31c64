namespace FlowLogStack.Review.Tests;

/// <summary>Policies compared as permissions.</summary>
public sealed class PermissionTests
{
    const string Trust = "Delivery/AssumeRolePolicyDocument/Statement/0";
    const string Write = "ArchivePolicy/PolicyDocument/Statement/1";

    [Fact]
    public void Trust_without_conditions_is_widened()
    {
        var result = Change.OfStack().Set($"{Trust}/Condition", null).Finds("high trust-widened Delivery");
        Assert.Contains("`vpc-flow-logs.amazonaws.com` may now assume the role `Delivery` (`sts:AssumeRole`) with fewer conditions.",
            ReplacementTests.Text(result, "Delivery"), StringComparison.Ordinal);
        Assert.Contains("aws:SourceAccount", ReplacementTests.Text(result, "Delivery"), StringComparison.Ordinal);
    }

    [Fact]
    public void Trust_of_anyone_is_critical() => Change.OfStack().Set($"{Trust}/Principal", "\"*\"").Set($"{Trust}/Condition", null)
        .Finds("critical access-public Delivery");

    [Fact]
    public void Trust_of_another_account_is_high()
    {
        var result = Change.OfStack().Set("Delivery/AssumeRolePolicyDocument/Statement/+", """
            { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "arn:aws:iam::999988887777:root" } }
            """).Finds("high trust-widened Delivery");
        Assert.Contains("The account `999988887777` is not in the old template.", ReplacementTests.Text(result, "Delivery"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_is_added_narrows_and_is_no_alarm() =>
        Change.OfStack().Set($"{Write}/Condition/StringLike", """{ "aws:PrincipalOrgID": "o-x" }""").Finds("info access-narrowed Archive");

    [Fact]
    public void A_bucket_policy_for_anyone_is_critical() =>
        Change.OfStack().Set($"{Write}/Principal", "\"*\"").Set($"{Write}/Condition", null).Finds("critical access-public Archive");

    [Fact]
    public void Anyone_within_one_account_is_not_public() =>
        Assert.DoesNotContain(Change.OfStack().Set($"{Write}/Principal", "\"*\"").Review().Findings, finding => finding.Severity == ReviewSeverity.Critical);

    [Fact]
    public void The_statement_that_requires_tls_is_missed() =>
        Change.OfStack().Set("ArchivePolicy/PolicyDocument/Statement/0", null).Finds("high tls-lost Archive");

    [Fact]
    public void Each_queue_topic_and_bucket_that_no_longer_requires_tls_is_reported() =>
        Change.OfStack().Without("FailuresPolicy").Finds("high tls-lost Failures");

    [Fact]
    public void A_denial_for_others_that_is_removed_is_reported()
    {
        const string deny = """{ "Effect": "Deny", "Action": "s3:DeleteObject", "Principal": "*", "Resource": "*" }""";
        Change.OfStack().SetBefore("ArchivePolicy/PolicyDocument/Statement/+", deny).Finds("high deny-removed Archive");
        Change.OfStack().Set("ArchivePolicy/PolicyDocument/Statement/+", deny).Finds("info access-narrowed Archive");
    }

    [Fact]
    public void A_role_with_more_actions_or_resources_may_do_more()
    {
        Change.OfStack().Set("Delivery/Policies/0/PolicyDocument/Statement/0/Action/+", "\"logs:CreateLogGroup\"").Finds("medium access-widened Delivery");
        var result = Change.OfStack().Set("Delivery/Policies/0/PolicyDocument/Statement/0/Resource", "\"*\"").Finds("medium access-widened Delivery");
        Assert.Contains("The role `Delivery` may now write log events (`logs:CreateLogStream` and `logs:PutLogEvents`) on all resources.",
            ReplacementTests.Text(result, "Delivery"), StringComparison.Ordinal);
        Change.OfStack().Set("Delivery/Policies/0/PolicyDocument/Statement/0/Action/+", "\"logs:*\"").Finds("high access-widened Delivery");
        Change.OfStack().Set("ForwarderPolicy/PolicyDocument/Statement/+", """
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
            """).Finds("high access-widened ForwarderRole");
        Change.OfStack().Set("ForwarderRole/ManagedPolicyArns", """
            ["arn:aws:iam::aws:policy/AdministratorAccess"]
            """).Finds("high access-widened ForwarderRole");
    }

    [Fact]
    public void A_role_that_may_no_longer_write_stops_the_delivery() =>
        Change.OfStack().Set("Delivery/Policies/0/PolicyDocument/Statement/0", null).Finds("high access-removed Delivery");

    [Fact]
    public void A_service_that_may_no_longer_write_stops_the_delivery()
    {
        Change.OfStack().Set(Write, null).Finds("high access-removed Archive");
        Change.OfStack().Without("TopicPolicy").Finds("high access-removed Topic");
        Change.OfStack().Set("Key/KeyPolicy/Statement/1", null).Finds("high access-removed Key");
    }

    [Fact]
    public void A_policy_as_text_is_read_as_a_policy()
    {
        var open = """
            { "Fn::Join": ["",
            ["{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"logs:PutLogEvents\",\"Resource\":\"*\"}]}"]] }
            """;
        Change.OfStack().Set("LogsPolicy/PolicyDocument", open).Finds("critical access-public LogsPolicy");
    }

    [Fact]
    public void A_key_for_anyone_is_critical() =>
        Change.OfStack().Set("Key/KeyPolicy/Statement/+", """
            { "Effect": "Allow", "Action": "kms:Decrypt", "Principal": { "AWS": "*" }, "Resource": "*" }
            """).Finds("critical access-public Key");

    [Fact]
    public void A_function_that_anyone_may_invoke_is_critical()
    {
        Change.OfStack().With("Open", """
            { "Type": "AWS::Lambda::Permission", "Properties": { "Action": "lambda:InvokeFunction", "FunctionName": { "Ref": "Forwarder" },
            "Principal": "*" } }
            """).Finds("critical access-public Forwarder", "info resource-added Open");
        Change.OfStack().With("Url", """
            { "Type": "AWS::Lambda::Url", "Properties": { "AuthType": "NONE", "TargetFunctionArn": { "Ref": "Forwarder" } } }
            """).Finds("critical access-public Url");
    }

    [Fact]
    public void A_service_without_a_condition_can_act_for_other_accounts() =>
        Change.OfStack().Set("TopicPolicy/PolicyDocument/Statement/+", """
            { "Effect": "Allow", "Action": "sns:Publish", "Principal": { "Service": "events.amazonaws.com" }, "Resource": { "Ref": "Topic" } }
            """).Finds("high access-widened Topic");

    [Fact]
    public void New_roles_are_listed_once_and_only_powerful_ones_stand_out()
    {
        const string role = """
            { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": { "Service": "lambda.amazonaws.com" } }] }, "Policies": [{ "PolicyDocument": { "Statement": [{ "Effect": "Allow", "Action": "@A@",
            "Resource": "@R@" }] } }] } }
            """;
        Change.OfStack().With("New", role.Replace("@A@", "sqs:SendMessage", StringComparison.Ordinal)
            .Replace("@R@", "arn:aws:sqs:::q", StringComparison.Ordinal)).Finds("info access-new", "info resource-added New");
        Change.OfStack().With("New", role.Replace("@A@", "*", StringComparison.Ordinal).Replace("@R@", "*", StringComparison.Ordinal))
            .Finds("info access-new", "high access-widened New");
    }

    [Fact]
    public void A_permission_that_moves_between_policies_of_one_role_is_no_change() =>
        Change.OfStack().Without("ForwarderPolicy").Set("ForwarderRole/Policies", """
            [{ "PolicyName": "Inline", "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage",
            "Resource": { "Fn::GetAtt": ["Failures", "Arn"] } }] } }]
            """)
            .Finds();

    [Theory]
    [InlineData("logs:*", "logs:PutLogEvents", true)]
    [InlineData("logs:Put*", "LOGS:putlogevents", true)]
    [InlineData("s3:Get?bject", "s3:GetObject", true)]
    [InlineData("s3:Get?bject", "s3:Get*bject", false)]
    [InlineData("s3:GetObject", "s3:Get*", false)]
    [InlineData("*", "s3:*", true)]
    public void Patterns_cover_only_what_they_select(string wide, string narrow, bool covers) =>
        Assert.Equal(covers, Wildcards.Cover(wide, narrow, ignoresCase: true));
}
