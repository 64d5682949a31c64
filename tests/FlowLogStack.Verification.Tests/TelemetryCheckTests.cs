using Amazon.ObservabilityAdmin;
using Amazon.Runtime;

namespace FlowLogStack.Verification.Tests;

public sealed class TelemetryCheckTests
{
    const string Own = """{ "Resources": { "Rule": { "Type": "AWS::ObservabilityAdmin::TelemetryRule", "Properties": { "RuleName": "flows" } } } }""";

    static readonly string OfOrganization = Own.Replace("::TelemetryRule", "::OrganizationTelemetryRule", StringComparison.Ordinal);

    [Theory]
    [InlineData("RUNNING", CheckOutcome.Passed, "telemetry of the account is evaluated", "")]
    [InlineData("STARTING", CheckOutcome.Warning, "the telemetry evaluation is starting", "Run the check again in some minutes")]
    [InlineData("NOT_STARTED", CheckOutcome.Failed, "the telemetry evaluation is NOT_STARTED, so the rule creates no flow logs",
        "Start it with 'aws observabilityadmin start-telemetry-evaluation'")]
    public async Task A_telemetry_rule_needs_the_evaluation_of_the_account(string status, CheckOutcome outcome, string detail, string fix)
    {
        var (check, path) = await CheckAsync(Own, _ => LoopbackReply.Of(200, $$"""{"Status":"{{status}}"}"""));
        Assert.Equal(("flows", "Rule", outcome, detail, fix), (check.Subject, check.LogicalId, check.Outcome, check.Detail, check.Cure));
        Assert.Equal("/GetTelemetryEvaluationStatus", path);
    }

    [Fact]
    public async Task A_rule_of_an_organization_needs_the_evaluation_of_the_organization()
    {
        var (check, path) = await CheckAsync(OfOrganization, _ => LoopbackReply.Of(200, """{"Status":"FAILED_START","FailureReason":"No trusted access."}"""));
        Assert.Equal("the telemetry evaluation is FAILED_START: No trusted access, so the rule creates no flow logs", check.Detail);
        Assert.Equal("Start it with 'aws observabilityadmin start-telemetry-evaluation-for-organization'", check.Cure);
        Assert.Equal("/GetTelemetryEvaluationStatusForOrganization", path);
    }

    [Fact]
    public async Task A_denied_call_fails_the_check_with_its_permission()
    {
        var (check, _) = await CheckAsync(Own, _ => LoopbackReply.Of(403, """{"message":"not authorized"}""", ("x-amzn-ErrorType", "AccessDeniedException")));
        Assert.Equal((CheckOutcome.Failed, "observabilityadmin:GetTelemetryEvaluationStatus: not authorized"), (check.Outcome, check.Detail));
    }

    static async Task<(Check Check, string Path)> CheckAsync(string template, Func<LoopbackRequest, LoopbackReply> reply)
    {
        using var server = new LoopbackServer(reply);
        using var client = new AmazonObservabilityAdminClient(new BasicAWSCredentials("a", "b"), new AmazonObservabilityAdminConfig
        {
            ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0,
        });
        using var services = new Account().Services with { Observability = client };
        var verification = await StackVerification.OpenAsync(template, "flows.template.json", new VerificationOptions(), services);
        var result = await verification.RunAsync();
        return (Assert.Single(result.Checks, check => check.Kind is CheckKind.TelemetryEvaluation), Assert.Single(server.Requests).Path);
    }
}
