using Amazon.ObservabilityAdmin;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Organizations;
using Amazon.Organizations.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class OrganizationTests
{
    [Fact]
    public async Task Lists_accounts_a_page_at_a_time()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            {"Accounts":[{"Arn":"arn","Email":"a@example.com","Id":"111122223333","JoinedTimestamp":1.5E9,"Name":"prod","Paths":["o/r"],
            "State":"CLOSED","Status":"SUSPENDED"}],"NextToken":"more"}
            """));
        using var organizations = Clients.Organizations(server);

        var answer = await organizations.ListAccountsAsync(new ListAccountsRequest { MaxResults = 20, NextToken = "t" });

        var request = Assert.Single(server.Requests);
        Assert.Equal(("AWSOrganizationsV20161128.ListAccounts", """{"MaxResults":20,"NextToken":"t"}"""), (request.Headers["X-Amz-Target"], request.Text));
        Assert.Contains("/us-east-1/organizations/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
        var account = Assert.Single(answer.Accounts!);
        Assert.Equal(("111122223333", "prod", "CLOSED", "SUSPENDED", "more"), (account.Id, account.Name, account.State, account.Status, answer.NextToken));
    }

    [Fact]
    public async Task Returns_the_error_of_an_account_outside_of_an_organization()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(
            400, """{"__type":"AWSOrganizationsNotInUseException","Message":"Your account is not a member."}"""));
        using var organizations = Clients.Organizations(server);

        var error = await Assert.ThrowsAsync<AmazonOrganizationsException>(() => organizations.ListAccountsAsync(new ListAccountsRequest()));

        Assert.Equal(("AWSOrganizationsNotInUseException", "Your account is not a member."), (error.ErrorCode, error.Message));
    }

    [Fact]
    public async Task Lists_the_telemetry_of_an_organization()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            {"TelemetryConfigurations":[{"AccountIdentifier":"111122223333","LastUpdateTimeStamp":1764500000000,"ResourceIdentifier":"vpc-1",
            "ResourceTags":{"Name":"main"},
            "ResourceType":"AWS::EC2::VPC","TelemetryConfigurationState":{"Logs":"Enabled"},"TelemetrySourceType":"VPC_FLOW_LOGS"}],"NextToken":"more"}
            """));
        using var client = Clients.Observability(server);

        var answer = await client.ListResourceTelemetryForOrganizationAsync(new ListResourceTelemetryForOrganizationRequest
        {
            AccountIdentifiers = ["111122223333"], ResourceTypes = ["AWS::EC2::VPC"], MaxResults = 50, NextToken = "t",
        });

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/ListResourceTelemetryForOrganization", "application/json"), (request.Method, request.Path, request.Headers["Content-Type"]));
        Assert.Equal("""{"AccountIdentifiers":["111122223333"],"ResourceTypes":["AWS::EC2::VPC"],"MaxResults":50,"NextToken":"t"}""", request.Text);
        Assert.Contains("/eu-west-1/observabilityadmin/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
        var vpc = Assert.Single(answer.TelemetryConfigurations!);
        Assert.Equal(("111122223333", "vpc-1", "AWS::EC2::VPC", "Enabled", "main", "more"), (vpc.AccountIdentifier, vpc.ResourceIdentifier, vpc.ResourceType,
            vpc.TelemetryConfigurationState!["Logs"], vpc.ResourceTags!["Name"], answer.NextToken));
    }

    [Fact]
    public async Task Lists_the_telemetry_of_an_account_and_the_status_of_its_evaluation()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, request.Path switch
        {
            "/ListResourceTelemetry" => """{"TelemetryConfigurations":[]}""",
            "/GetTelemetryEvaluationStatus" => """
                {"FailureReason":"no trusted access","HomeRegion":"eu-west-1","RegionStatuses":[{"Region":"eu-west-1"}],"Status":"FAILED_START"}
                """,
            _ => """{"Status":"RUNNING"}""",
        }));
        using var client = Clients.Observability(server);

        var listed = await client.ListResourceTelemetryAsync(new ListResourceTelemetryRequest { ResourceTypes = ["AWS::EC2::VPC"] });
        var own = await client.GetTelemetryEvaluationStatusAsync(new GetTelemetryEvaluationStatusRequest());
        var all = await client.GetTelemetryEvaluationStatusForOrganizationAsync(new GetTelemetryEvaluationStatusForOrganizationRequest());

        Assert.Empty(listed.TelemetryConfigurations ?? []);
        Assert.Equal(("FAILED_START", "no trusted access", "RUNNING"), (own.Status, own.FailureReason, all.Status));
        Assert.Equal(["/ListResourceTelemetry", "/GetTelemetryEvaluationStatus", "/GetTelemetryEvaluationStatusForOrganization"],
            server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Reads_the_code_of_a_denial_from_its_header()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(
            403, """{"message":"not authorized"}""", ("x-amzn-ErrorType", "AccessDeniedException:http://x/")));
        using var client = Clients.Observability(server);

        var error = await Assert.ThrowsAsync<AmazonObservabilityAdminException>(() => client.ListResourceTelemetryAsync(new ListResourceTelemetryRequest()));

        Assert.Equal(("AccessDeniedException", "not authorized"), (error.ErrorCode, error.Message));
    }
}
