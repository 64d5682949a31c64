using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Verification.Tests;

public sealed class CoverageTests : IDisposable
{
    const string Other = "222222222222";
    const string Third = "333333333333";

    readonly Fleet fleet = new();

    public void Dispose() => fleet.Dispose();

    static CoverageOptions Of(params string[] accounts) => new() { Regions = ["eu-west-1"], Accounts = accounts, RoleName = "audit/Coverage" };

    static string[] States(CoverageResult result) => [.. result.Resources.Select(resource => $"{resource.Id} {resource.State}")];

    [Fact]
    public async Task Reads_every_page_and_the_destination_format_and_delivery_of_each_flow_log()
    {
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1", "Name=main").Vpc("vpc-2").Vpc("vpc-3").Gateway("tgw-1").Gateway("tgw-2")
            .FlowLog("fl-1", "vpc-1").FlowLog("fl-2", "vpc-2", "Access error", destination: "<logGroupName>flows</logGroupName>").FlowLog("fl-3", "tgw-2");

        var result = await fleet.ReadAsync();

        Assert.Equal(["vpc-1 Covered", "vpc-2 Failing", "vpc-3 Missing", "tgw-1 Missing", "tgw-2 Covered"], States(result));
        Assert.Equal((true, false), (result.IsComplete, result.IsCovered));
        var toBucket = Assert.Single(result.Resources[0].FlowLogs);
        Assert.Equal("main", result.Resources[0].Name);
        Assert.Equal(("fl-1", "s3", "arn:aws:s3:::flows/network", "plain-text", "${srcaddr} ${dstaddr}", "ALL", 60, "SUCCESS"),
            (toBucket.Id, toBucket.DestinationType, toBucket.Destination, toBucket.FileFormat, toBucket.LogFormat, toBucket.TrafficType,
                toBucket.AggregationInterval, toBucket.Delivery));
        var toLogs = Assert.Single(result.Resources[1].FlowLogs);
        Assert.Equal(("cloud-watch-logs", "flows", "Access error"), (toLogs.DestinationType, toLogs.Destination, toLogs.DeliveryError));
    }

    [Fact]
    public async Task A_subnet_is_covered_by_its_vpc_and_a_vpc_by_all_of_its_subnets()
    {
        fleet[Fleet.Home, "eu-west-1"]
            .Vpc("vpc-1").Subnet("subnet-1a", "vpc-1").FlowLog("fl-1", "vpc-1")
            .Vpc("vpc-2").Subnet("subnet-2a", "vpc-2").Subnet("subnet-2b", "vpc-2").FlowLog("fl-2", "subnet-2a").FlowLog("fl-3", "subnet-2b")
            .Vpc("vpc-3").Subnet("subnet-3a", "vpc-3").Subnet("subnet-3b", "vpc-3").FlowLog("fl-4", "subnet-3a")
            .Vpc("vpc-4").Subnet("subnet-4a", "vpc-4").FlowLog("fl-5", "eni-1");

        Assert.Equal(
            [
                "vpc-1 Covered", "subnet-1a Covered", "vpc-2 Covered", "subnet-2a Covered", "subnet-2b Covered", "vpc-3 Partial", "subnet-3a Covered",
                "subnet-3b Missing", "vpc-4 Missing", "subnet-4a Missing",
            ],
            States(await fleet.ReadAsync()));
    }

    [Fact]
    public async Task A_flow_log_that_is_not_active_covers_nothing()
    {
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1", status: "DELETING");
        Assert.Equal(["vpc-1 Missing"], States(await fleet.ReadAsync()));
    }

    [Fact]
    public async Task One_failing_destination_is_a_gap_although_another_one_works()
    {
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1").FlowLog("fl-2", "vpc-1", "Rate limited");
        Assert.Equal(["vpc-1 Failing"], States(await fleet.ReadAsync()));
    }

    [Fact]
    public async Task Resources_that_opted_out_are_no_gap_and_those_of_other_owners_are_left_out()
    {
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1", "FlowLogs=off").Subnet("subnet-1", "vpc-1").Vpc("vpc-2", "FlowLogs=on").Vpc("vpc-3", owner: Other)
            .Vpc("vpc-4").Subnet("subnet-4a", "vpc-4", "FlowLogs=off").Subnet("subnet-4b", "vpc-4").FlowLog("fl-1", "subnet-4b")
            .Gateway("tgw-1", "deleted").Gateway("tgw-2", owner: Other);

        Assert.Equal(["vpc-1 OptedOut", "subnet-1 OptedOut", "vpc-2 Missing", "vpc-4 Covered", "subnet-4a OptedOut", "subnet-4b Covered"],
            States(await fleet.ReadAsync()));
        var other = States(await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], OptOut = OptOutTag.Parse("FlowLogs=on") }));
        Assert.Equal(["vpc-1 Missing", "subnet-1 Missing", "vpc-2 OptedOut"], other.Take(3));
    }

    [Fact]
    public async Task Reads_other_accounts_and_regions_through_their_role()
    {
        fleet[Other, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1");
        fleet[Other, "us-east-1"].Vpc("vpc-2");

        var result = await fleet.ReadAsync(Of(Other) with { Regions = ["eu-west-1", "us-east-1"], ExternalId = "x" });

        Assert.Equal([(Other, "eu-west-1", CoverageState.Covered), (Other, "us-east-1", CoverageState.Missing)],
            result.Resources.Select(resource => (resource.Account, resource.Region, resource.State)));
        var assumed = Uri.UnescapeDataString(Assert.Single(fleet.Requests, request => Fleet.CallOf(request) == "AssumeRole").Text);
        Assert.Contains($"RoleArn=arn:aws:iam::{Other}:role/audit/Coverage", assumed, StringComparison.Ordinal);
        Assert.Contains("ExternalId=x", assumed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_denied_account_is_one_problem_and_does_not_end_the_others()
    {
        fleet.Telemetry = null;
        fleet.WithoutRole.Add(Other);
        fleet[Third, "eu-west-1"].Vpc("vpc-3").FlowLog("fl-1", "vpc-3");

        var result = await fleet.ReadAsync(Of(Fleet.Home, Other, Third) with { Regions = ["eu-west-1", "us-east-1"] });

        Assert.Equal(["vpc-3 Covered"], States(result));
        var problem = Assert.Single(result.Problems);
        Assert.Equal(Other, problem.Account);
        Assert.StartsWith("sts:AssumeRole: User is not authorized", problem.Message);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task A_denied_call_names_its_permission_and_keeps_what_other_calls_returned()
    {
        fleet.Denied[$"{Fleet.Home} DescribeTransitGateways"] = "UnauthorizedOperation";
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1");

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1", "us-east-1"] });

        Assert.Equal(["vpc-1 Covered"], States(result));
        Assert.Equal($"account {Fleet.Home} in eu-west-1, us-east-1: ec2:DescribeTransitGateways: You are not authorized to perform: DescribeTransitGateways. "
            + "Allow ec2:DescribeTransitGateways for the caller of the check.", Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public async Task A_region_that_is_not_enabled_is_a_problem_of_this_region()
    {
        fleet.Telemetry = null;
        fleet.Denied[$"{Fleet.Home} ap-east-1 DescribeFlowLogs"] = "AuthFailure";
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1");

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["ap-east-1", "eu-west-1"] });

        Assert.Equal(["vpc-1 Covered"], States(result));
        var problem = Assert.Single(result.Problems);
        Assert.Equal(["ap-east-1"], problem.Regions);
        Assert.StartsWith("Enable the Region in the account", problem.Fix);
    }

    [Theory]
    [InlineData("DescribeFlowLogs")]
    [InlineData("DescribeVpcs")]
    [InlineData("AssumeRole")]
    public async Task Throttled_calls_are_repeated(string call)
    {
        fleet.ThrottledOnce.Add(call);
        fleet[Other, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1");

        var result = await fleet.ReadAsync(Of(Other));

        Assert.Equal(["vpc-1 Covered"], States(result));
        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task An_organization_is_its_active_accounts()
    {
        fleet.Organization.AddRange([(Fleet.Home, "ACTIVE"), (Other, "ACTIVE"), (Third, "SUSPENDED")]);
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1").FlowLog("fl-1", "vpc-1");
        fleet[Other, "eu-west-1"].Vpc("vpc-2");

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], IsOrganization = true, RoleName = "Coverage" });

        Assert.Equal([Fleet.Home, Other], result.Accounts);
        Assert.Equal(["vpc-1 Covered", "vpc-2 Missing"], States(result));
        Assert.Equal(("eu-west-1", "RUNNING"), (result.Telemetry[0].Region, result.Telemetry[0].Status));
        Assert.Contains(fleet.Requests, request => Fleet.CallOf(request) == "GetTelemetryEvaluationStatusForOrganization");
    }

    [Theory]
    [InlineData("State")]
    [InlineData("Status")]
    public async Task Accounts_that_are_not_active_are_left_out_in_each_form_of_their_state(string member)
    {
        fleet.StateMembers = [member];
        fleet.Organization.AddRange([(Fleet.Home, "ACTIVE"), (Other, "PENDING_CLOSURE"), (Third, "SUSPENDED")]);

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], IsOrganization = true, RoleName = "Coverage" });

        Assert.Equal([Fleet.Home], result.Accounts);
        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task Accounts_without_a_role_are_read_from_telemetry()
    {
        fleet.Organization.AddRange([(Fleet.Home, "ACTIVE"), (Other, "ACTIVE")]);
        fleet.Telemetry!["eu-west-1"] = [(Fleet.Home, "vpc-9", "Disabled"), (Other, "vpc-1", "Enabled"), (Other, "vpc-2", "Disabled")];
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-9").FlowLog("fl-1", "vpc-9");

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], IsOrganization = true });

        Assert.Equal([("vpc-9", CoverageState.Covered, false), ("vpc-1", CoverageState.Covered, true), ("vpc-2", CoverageState.Missing, true)],
            result.Resources.Select(resource => (resource.Id, resource.State, resource.IsFromTelemetry)));
        Assert.True(result.IsComplete);
        Assert.StartsWith($"Accounts {Other} are read from CloudWatch telemetry: VPCs only", Assert.Single(result.Notes));
    }

    [Fact]
    public async Task Telemetry_replaces_a_denied_role_and_the_denial_is_a_note()
    {
        fleet.WithoutRole.Add(Other);
        fleet.Telemetry!["eu-west-1"] = [(Other, "vpc-1", "Disabled")];

        var result = await fleet.ReadAsync(Of(Other));

        Assert.Equal(["vpc-1 Missing"], States(result));
        Assert.Empty(result.Problems);
        Assert.Contains(result.Notes, note => note.StartsWith($"EC2 was not read: account {Other}: sts:AssumeRole", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_telemetry_of_ten_accounts_at_a_time()
    {
        var accounts = Enumerable.Range(0, 23).Select(number => $"4444444444{number:00}").ToArray();
        fleet.Telemetry!["eu-west-1"] = [.. accounts.Select(account => (account, $"vpc-{account}", "Enabled"))];

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], Accounts = accounts });

        Assert.Equal(accounts, result.Resources.Select(resource => resource.Account));
    }

    [Fact]
    public async Task Without_the_right_to_list_accounts_telemetry_lists_them()
    {
        fleet.Telemetry!["eu-west-1"] = [(Other, "vpc-1", "Enabled")];

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], IsOrganization = true });

        Assert.Equal([Other], result.Accounts);
        Assert.True(result.IsComplete);
        Assert.StartsWith("The accounts are those of CloudWatch telemetry", result.Notes[0]);
        var error = await Assert.ThrowsAsync<VerificationException>(() => fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], IsOrganization = true,
            Source = CoverageSource.Describe }));
        Assert.Contains("or list the accounts with --accounts.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("SUSPENDED")]
    public async Task An_organization_without_a_known_account_is_a_problem_with_the_fix(string? state)
    {
        if (state is not null)
            fleet.Organization.Add((Other, state));

        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], IsOrganization = true });

        Assert.Empty(result.Accounts);
        Assert.False(result.IsComplete);
        Assert.Equal("no account of the organization was found. Use the credentials of the management account or of a delegated administrator, or list the "
            + "accounts with --accounts.", Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public async Task Without_telemetry_and_role_an_account_is_a_problem_with_the_fix()
    {
        fleet.Telemetry = null;
        var result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], Accounts = [Other] });
        Assert.Contains("use --role with a role of the account", Assert.Single(result.Problems).Fix, StringComparison.Ordinal);
        result = await fleet.ReadAsync(new CoverageOptions { Regions = ["eu-west-1"], Accounts = [Other], Source = CoverageSource.Describe });
        Assert.Equal("no role is set for the account", Assert.Single(result.Problems).Message);
        Assert.Empty(result.Telemetry);
    }

    [Fact]
    public async Task Invalid_credentials_end_the_command_at_the_first_call()
    {
        fleet.Denied[$"{Fleet.Home} GetCallerIdentity"] = "ExpiredToken";
        var error = await Assert.ThrowsAsync<VerificationException>(() => fleet.ReadAsync());
        Assert.StartsWith("sts:GetCallerIdentity: AWS does not accept the credentials (ExpiredToken", error.Message);
        Assert.Single(fleet.Requests);
    }

    [Fact]
    public async Task Writes_json_with_every_flow_log_problem_and_count()
    {
        fleet.Evaluation = "NOT_STARTED";
        fleet.Denied[$"{Fleet.Home} DescribeSubnets"] = "UnauthorizedOperation";
        fleet[Fleet.Home, "eu-west-1"].Vpc("vpc-1", "Name=main").FlowLog("fl-1", "vpc-1").FlowLog("fl-2", "vpc-1", "Access error");

        var buffer = new ArrayBufferWriter<byte>();
        CoverageJson.Write(await fleet.ReadAsync(), buffer);
        var json = JsonNode.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))!;

        Assert.Equal((false, false), ((bool)json["isCovered"]!, (bool)json["isComplete"]!));
        Assert.Equal(1, (int)json["counts"]!["vpc"]!["failing"]!);
        var vpc = json["resources"]![0]!;
        Assert.Equal(("vpc", "vpc-1", "main", "failing", "describe"),
            ((string?)vpc["type"], (string?)vpc["id"], (string?)vpc["name"], (string?)vpc["state"], (string?)vpc["source"]));
        Assert.Equal([null, "Access error"], vpc["flowLogs"]!.AsArray().Select(flowLog => (string?)flowLog!["error"]));
        Assert.Equal("Allow ec2:DescribeSubnets for the caller of the check", (string?)json["problems"]![0]!["fix"]);
        Assert.Equal("NOT_STARTED", (string?)json["telemetry"]![0]!["status"]);
    }
}
