using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using FlowLogStack.Testing;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli.Tests;

public sealed class CoverageTests
{
    static readonly CoverageResult Mixed = new()
    {
        At = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        Accounts = ["111122223333"],
        Regions = ["eu-west-1"],
        Resources =
        [
            new("111122223333", "eu-west-1", CoveredKind.Vpc, "vpc-1", CoverageState.Covered)
            {
                Name = "=main",
                FlowLogs =
                [
                    new("fl-1", "s3", "arn:aws:s3:::flows/network") { LogFormat = "${srcaddr} ${dstaddr}", FileFormat = "parquet", TrafficType = "ALL",
                        AggregationInterval = 60, Delivery = "SUCCESS" },
                    new("fl-2", "cloud-watch-logs", "/flows") { TrafficType = "REJECT", AggregationInterval = 600 },
                ],
            },
            new("111122223333", "eu-west-1", CoveredKind.Subnet, "subnet-1", CoverageState.Covered) { VpcId = "vpc-1" },
            new("111122223333", "eu-west-1", CoveredKind.Vpc, "vpc-2", CoverageState.Failing)
            {
                FlowLogs = [new("fl-3", "kinesis-data-firehose", "arn:aws:firehose:eu-west-1:111122223333:deliverystream/central") { Delivery = "FAILED",
                    DeliveryError = "Access error" }],
            },
            new("111122223333", "eu-west-1", CoveredKind.Vpc, "vpc-3", CoverageState.Partial),
            new("111122223333", "eu-west-1", CoveredKind.Subnet, "subnet-3", CoverageState.Missing) { VpcId = "vpc-3" },
            new("111122223333", "eu-west-1", CoveredKind.TransitGateway, "tgw-1", CoverageState.Missing),
        ],
        Telemetry = [new("eu-west-1", "NOT_STARTED", null)],
    };

    [Fact]
    public void Prints_a_row_for_each_flow_log_and_each_gap_and_the_totals()
    {
        var (exit, output, errors) = Write(Mixed, OutputFormat.Table);

        Assert.Equal((1, ""), (exit, errors));
        Assert.Equal(
            """
            State        Account       Region     Resource  Name   Flow log  Destination                     Format    Traffic  Delivery
            covered      111122223333  eu-west-1  vpc-1     =main  fl-1      bucket flows/network (Parquet)  2 fields  ALL      ok
            covered      111122223333  eu-west-1  vpc-1     =main  fl-2      log group /flows                default   REJECT   none yet
            FAILING      111122223333  eu-west-1  vpc-2            fl-3      stream central                  default            failed: Access error
            PARTIAL      111122223333  eu-west-1  vpc-3
            NO FLOW LOG  111122223333  eu-west-1  subnet-3
            NO FLOW LOG  111122223333  eu-west-1  tgw-1

            Notes:
              eu-west-1: the telemetry evaluation, which telemetry rules require, is NOT_STARTED.


            """
                + "3 VPCs (1 covered, 1 FAILING, 1 PARTIAL); 2 subnets (1 covered, 1 NO FLOW LOG); 1 transit gateway (1 NO FLOW LOG); "
                + "1 account in eu-west-1 at 2026-01-31T12:00:00Z.\n",
            output);
    }

    [Fact]
    public void Writes_csv_with_every_resource_and_without_formulas()
    {
        var lines = Write(Mixed, OutputFormat.Csv).Output.Split('\n');

        Assert.Equal("account,region,type,id,name,vpc,state,source,flowLog,destinationType,destination,fileFormat,format,traffic,interval,delivery,error",
            lines[0]);
        Assert.Equal("111122223333,eu-west-1,vpc,vpc-1,'=main,,covered,describe,fl-1,s3,arn:aws:s3:::flows/network,parquet,${srcaddr} ${dstaddr},ALL,60,"
            + "SUCCESS,",
            lines[1]);
        Assert.Equal("111122223333,eu-west-1,subnet,subnet-1,,vpc-1,covered,describe,,,,,,,,,", lines[3]);
        Assert.Equal("111122223333,eu-west-1,transitGateway,tgw-1,,,missing,describe,,,,,,,,,", lines[7]);
    }

    [Fact]
    public void Writes_one_json_document()
    {
        var json = JsonNode.Parse(Write(Mixed, OutputFormat.Json).Output)!;
        Assert.Equal(6, json["resources"]!.AsArray().Count);
        Assert.Equal("arn:aws:s3:::flows/network", (string?)json["resources"]![0]!["flowLogs"]![0]!["destination"]);
    }

    [Fact]
    public void Ends_with_0_if_covered_with_1_for_gaps_and_with_2_if_an_account_could_not_be_read()
    {
        var covered = Mixed with { Resources = [.. Mixed.Resources.Where(resource => !resource.IsGap)] };
        Assert.Equal(0, Write(covered, OutputFormat.Table).Exit);
        Assert.Equal(1, Write(Mixed, OutputFormat.Csv).Exit);
        var (exit, _, errors) = Write(covered with { Problems = [new("444455556666", [], "sts:AssumeRole: denied", "Create the role")] }, OutputFormat.Ndjson);
        Assert.Equal((2, "flowlogs: account 444455556666: sts:AssumeRole: denied. Create the role.\n"), (exit, errors));
    }

    [Theory]
    [InlineData("--accounts '12' is not the id of an account.", "--accounts", "111122223333,12")]
    [InlineData("--accounts and --organization exclude each other.", "--accounts", "111122223333", "--organization")]
    [InlineData("--role has no effect on the account of the credentials.", "--role", "Coverage")]
    [InlineData("--role has no effect with --via telemetry.", "--organization", "--role", "Coverage", "--via", "telemetry")]
    [InlineData("--role 'arn:aws:iam::111122223333:role/Coverage' is not the name of a role.", "--organization", "--role",
        "arn:aws:iam::111122223333:role/Coverage")]
    [InlineData("--external-id requires --role.", "--organization", "--external-id", "x")]
    [InlineData("--opt-out 'FlowLogs' is not a tag.", "--opt-out", "FlowLogs")]
    [InlineData("--via must be auto, describe or telemetry, but is 'config'.", "--via", "config")]
    [InlineData("--accounts ',' has no values. Use values separated by commas, or remove the option.", "--accounts", ",")]
    [InlineData("--regions '' has no values.", "--regions", "")]
    [InlineData("--regions 'Ireland' is not a Region.", "--regions", "eu-west-1,Ireland")]
    public void Invalid_arguments_are_errors_with_the_fix(string expected, params string[] arguments)
    {
        var run = Command.Run(["coverage", .. arguments.Contains("--regions") ? arguments : [.. arguments, "--regions", "eu-west-1"]]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"flowlogs: {expected}", run.Errors);
    }

    [ToolFact("moto_server", "aws")]
    public async Task Reads_accounts_of_an_organization_through_roles_in_the_local_emulator()
    {
        using var aws = LocalAws.Start();
        aws.Run("organizations", "create-organization", "--feature-set", "ALL");
        var created = aws.Run("organizations", "create-account", "--email", "a@example.com", "--account-name", "member")!;
        var member = (string)created["CreateAccountStatus"]!["AccountId"]!;
        var vpc = (string)aws.Run("ec2", "describe-vpcs")!["Vpcs"]![0]!["VpcId"]!;
        aws.Run("s3api", "create-bucket", "--bucket", "flows", "--create-bucket-configuration", "LocationConstraint=eu-west-1");
        aws.Run("ec2", "create-flow-logs", "--resource-type", "VPC", "--resource-ids", vpc, "--traffic-type", "ALL", "--log-destination-type", "s3",
            "--log-destination", "arn:aws:s3:::flows");
        var gateway = (string)aws.Run("ec2", "create-transit-gateway", "--region", "us-west-2")!["TransitGateway"]!["TransitGatewayId"]!;
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        using var streams = new CommandStreams(Stream.Null, output, errors);

        var exit = await new CoverageRun(streams, OutputFormat.Json).RunAsync(
            new CoverageOptions { Regions = ["eu-west-1", "us-west-2"], IsOrganization = true, RoleName = "Coverage", Source = CoverageSource.Describe },
            new CoverageServices(new BasicAWSCredentials("testing", "testing"), new Uri(aws.Environment["AWS_ENDPOINT_URL"])), CancellationToken.None);

        Assert.Equal((1, ""), (exit, errors.ToString()));
        var resources = JsonNode.Parse(Encoding.UTF8.GetString(output.ToArray()))!["resources"]!.AsArray();
        var own = Assert.Single(resources, resource => (string?)resource!["id"] == vpc)!;
        Assert.Equal((LocalAws.Account, "eu-west-1", "covered"), ((string?)own["account"], (string?)own["region"], (string?)own["state"]));
        Assert.Equal(("s3", "arn:aws:s3:::flows", "SUCCESS"), ((string?)own["flowLogs"]![0]!["destinationType"], (string?)own["flowLogs"]![0]!["destination"],
            (string?)own["flowLogs"]![0]!["delivery"]));
        Assert.All(resources.Where(resource => (string?)resource!["vpc"] == vpc), subnet => Assert.Equal("covered", (string?)subnet!["state"]));
        Assert.Equal("missing", (string?)Assert.Single(resources, resource => (string?)resource!["id"] == gateway)!["state"]);
        Assert.Equal(["eu-west-1", "us-west-2"],
            resources.Where(resource => (string?)resource!["account"] == member && (string?)resource["type"] == "vpc")
                .Select(resource => (string?)resource!["region"]));
    }

    static (int Exit, string Output, string Errors) Write(CoverageResult result, OutputFormat format)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter { NewLine = "\n" };
        using var streams = new CommandStreams(Stream.Null, output, errors);
        var exit = new CoverageRun(streams, format).Write(result);
        return (exit, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
