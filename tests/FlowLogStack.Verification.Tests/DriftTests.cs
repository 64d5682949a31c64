using Amazon.CloudFormation.Model;
using FlowLogStack.Review;

namespace FlowLogStack.Verification.Tests;

/// <summary>A deployed stack whose resources were changed outside of CloudFormation: what a verification warns of, and what a review finds.</summary>
public sealed class DriftTests
{
    [Fact]
    public async Task Resources_that_match_the_deployed_template_are_one_passed_check()
    {
        var account = Deployed();
        Assert.Equal(["Passed the resources match the deployed template"], await DriftOfAsync(account));
        Assert.DoesNotContain("DetectStackDrift", (await CallsAsync(Deployed(), new VerificationOptions())));
    }

    [Fact]
    public async Task Changed_patterns_thresholds_keys_and_policies_are_warnings_in_the_words_of_a_review()
    {
        var account = Deployed();
        account.Drifts.AddRange(
        [
            Modified("Filter", ("/FilterPattern", "[a, b]")), Modified("Many", ("/Threshold", "5000")),
            Modified("Group", ("/RetentionInDays", "1")), new StackResourceDrift { LogicalResourceId = "ToLogs", StackResourceDriftStatus = "DELETED" },
        ]);
        var checks = await DriftOfAsync(account);
        Assert.All(checks, check => Assert.StartsWith("Warning Changed outside of CloudFormation: ", check));
        Assert.Contains(checks, check => check.Contains("no longer delivered to the log group", StringComparison.Ordinal));
        Assert.Contains(checks, check => check.Contains("Threshold", StringComparison.Ordinal) || check.Contains("Many rejects", StringComparison.Ordinal));
        Assert.True(checks.Count >= 4, string.Join('\n', checks));
    }

    [Fact]
    public async Task Types_that_cannot_be_compared_and_a_failed_detection_are_warnings()
    {
        var account = Deployed();
        account.DriftStatuses.Clear();
        account.DriftStatuses.Enqueue(new DescribeStackDriftDetectionStatusResponse { DetectionStatus = "DETECTION_FAILED",
            DetectionStatusReason = "Failed to read Role." });
        account.Drifts.Add(new StackResourceDrift { LogicalResourceId = "Board", ResourceType = "AWS::CloudWatch::Dashboard",
            StackResourceDriftStatus = "NOT_CHECKED" });
        Assert.Equal(
            [
                "Warning CloudFormation could not compare all resources: Failed to read Role",
                "Warning CloudFormation does not compare resources of these types with the template: AWS::CloudWatch::Dashboard",
            ],
            await DriftOfAsync(account));
    }

    [Fact]
    public async Task A_denied_detection_is_a_warning_with_the_permission()
    {
        var account = Deployed();
        account.Refused["DetectStackDrift"] = "AccessDenied";
        Assert.Contains("Allow cloudformation:DetectStackDrift", Assert.Single(await DriftOfAsync(account)));
    }

    [Fact]
    public async Task A_stack_that_does_not_exist_is_an_error_with_its_name()
    {
        var error = await Assert.ThrowsAsync<VerificationException>(() => DeployedTemplate.ReadAsync("Nowhere", Deployed().Services));
        Assert.StartsWith("The stack 'Nowhere' does not exist in this account and Region. ", error.Message);
    }

    [Fact]
    public async Task A_review_of_the_deployed_stack_states_what_a_deployment_changes_back()
    {
        var account = Deployed();
        account.Drifts.AddRange([Modified("Many", ("/Threshold", "5000")), Modified("Filter", ("/FilterPattern", "[a, b]"))]);
        var read = await DeployedTemplate.ReadAsync("Deployment", account.Services);
        var next = Given.Template.Replace("\"AlarmName\": \"Many rejects\"", "\"AlarmDescription\": \"New.\", \"AlarmName\": \"Many rejects\"",
            StringComparison.Ordinal);
        Assert.NotEqual(Given.Template, next);
        using var review = new TemplateReview(new ReviewInput(read.Template.Name, [read.Template]), new ReviewInput("new", [new StackTemplate("Deployment",
            "new.json", next)]));
        var drift = review.Finish().Findings.Where(finding => finding.Rule.Id == "drift").ToDictionary(finding => finding.LogicalId);
        Assert.Equal(["Filter", "Many"], drift.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("The template of the resource does not change, so the deployment leaves it as it is.", drift["Filter"].Details[^1]);
        Assert.Equal("The template of the resource changes, so the deployment updates the resource, and can change this back.", drift["Many"].Details[^1]);
    }

    [Fact]
    public void A_value_inside_of_a_function_is_replaced_by_the_whole_property_of_the_resource()
    {
        const string template =
            """
                { "Resources": { "Topic": { "Type": "AWS::SNS::Topic" },
                  "Policy": { "Type": "AWS::SNS::TopicPolicy", "Properties": { "Topics": [{ "Ref": "Topic" }],
                    "PolicyDocument": { "Fn::Transform": "x" } } } } }
                """;
        var drift = new ResourceDrift("Policy", [new DriftedProperty("/PolicyDocument/Statement/0/Principal", "*")])
        {
            Actual = """{ "PolicyDocument": { "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "*" }] } }""",
        };
        Assert.Contains(TemplateReview.DriftOf(new StackTemplate("s", "s", template) { Drift = [drift] }),
            finding => finding.Severity == ReviewSeverity.Critical && finding.Title.Contains("nyone", StringComparison.Ordinal));
    }

    static StackResourceDrift Modified(string id, params (string Path, string Value)[] properties) => new()
    {
        LogicalResourceId = id,
        StackResourceDriftStatus = "MODIFIED",
        PropertyDifferences = [.. properties.Select(property => new PropertyDifference { PropertyPath = property.Path, ActualValue = property.Value,
            DifferenceType = "NOT_EQUAL" })],
    };

    static Account Deployed()
    {
        var account = Given.Account();
        account.TemplateBody = Given.Template;
        return account;
    }

    static async Task<List<string>> DriftOfAsync(Account account)
    {
        var verification = await StackVerification.OpenAsync(Given.Template, Given.File, new VerificationOptions { ChecksDrift = true }, account.Services);
        return [.. (await verification.RunAsync()).Checks.Where(check => check.Kind == CheckKind.Drift).Select(check => $"{check.Outcome} {check.Detail}")];
    }

    static async Task<List<string>> CallsAsync(Account account, VerificationOptions options)
    {
        await (await StackVerification.OpenAsync(Given.Template, Given.File, options, account.Services)).RunAsync();
        return account.Calls;
    }
}
