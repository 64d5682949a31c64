using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Processor.Tests;

/// <summary>The function that creates flow logs, against recorded shapes of EC2.</summary>
public sealed class EnablerTests : IDisposable
{
    const string Reconcile = """{"reconcile":{}}""";

    static readonly EnablerPlan Plan = new()
    {
        Format = "${srcaddr} ${instance-tag}",
        Traffic = "ALL",
        Interval = 60,
        TagFields = [("instance", ["team"])],
        Destinations = [new("s3", "arn:aws:s3:::flows/network/") { FileFormat = "parquet", HiveCompatible = true, PerHour = true }],
    };

    readonly Ec2Account account = new();
    readonly StringWriter output = new();

    public void Dispose()
    {
        account.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task Creates_what_each_vpc_lacks_and_reads_every_page()
    {
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", ""), ("vpc-3", "FlowLogs=off"), ("vpc-4", "FlowLogs=on")]);
        account.FlowLogs.Add(("vpc-2", "<logDestinationType>s3</logDestinationType><logDestination>arn:aws:s3:::flows/network</logDestination>"));
        account.FlowLogs.Add(("vpc-4", "<logGroupName>flows</logGroupName>"));

        var answer = await InvokeAsync(Reconcile);

        Assert.Equal("""{"checked":4,"optedOut":1,"existing":1,"created":2,"planned":0,"failed":0}""", answer);
        var form = Assert.Single(account.Created);
        Assert.Equal(
            [
                "Action=CreateFlowLogs", "ClientToken=r-1-0-34512be33fae9216", "DestinationOptions.FileFormat=parquet",
                "DestinationOptions.HiveCompatiblePartitions=true", "DestinationOptions.PerHourPartition=true",
                "LogDestination=arn:aws:s3:::flows/network/", "LogDestinationType=s3",
                "LogFormat=${srcaddr} ${instance-tag}", "MaxAggregationInterval=60", "ResourceId.1=vpc-1", "ResourceId.2=vpc-4", "ResourceType=VPC",
                "TagFieldSpecification.1.ResourceType=instance", "TagFieldSpecification.1.TagKey.1=team", "TagSpecification.1.ResourceType=vpc-flow-log",
                "TagSpecification.1.Tag.1.Key=FlowLogEnabler", "TagSpecification.1.Tag.1.Value=network", "TrafficType=ALL", "Version=2016-11-15",
            ],
            form.Order(StringComparer.Ordinal));
        Assert.All(account.Described, call => Assert.Contains("Filter.2.Value.1=111122223333", call));
        Assert.Equal(4, account.Described.Count);
    }

    [Fact]
    public async Task Each_destination_is_a_flow_log_of_its_own()
    {
        account.Vpcs.Add(("vpc-1", ""));
        account.FlowLogs.Add(("vpc-1", "<logDestinationType>cloud-watch-logs</logDestinationType>"
            + "<logDestination>arn:aws:logs:eu-west-1:111122223333:log-group:flows:*</logDestination>"));
        var plan = Plan with { Destinations = [new("cloud-watch-logs", "flows") { Role = "arn:role" }, new("cloud-watch-logs", "others") { Role = "arn:role" },
            new("kinesis-data-firehose", "arn:aws:firehose:eu-west-1:111122223333:deliverystream/s")] };

        var answer = await InvokeAsync(Reconcile, plan);

        Assert.StartsWith("""{"checked":1,"optedOut":0,"existing":1,"created":2""", answer);
        Assert.Contains("LogGroupName=others", account.Created[0]);
        Assert.Contains("DeliverLogsPermissionArn=arn:role", account.Created[0]);
        Assert.DoesNotContain(account.Created[0], parameter => parameter.StartsWith("LogDestination=", StringComparison.Ordinal));
        Assert.Contains("LogDestination=arn:aws:firehose:eu-west-1:111122223333:deliverystream/s", account.Created[1]);
        Assert.DoesNotContain(account.Created[1], parameter => parameter.StartsWith("DestinationOptions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CreateVpc")]
    [InlineData("CreateDefaultVpc")]
    public async Task A_new_vpc_gets_its_flow_logs_by_the_event_of_its_creation(string call)
    {
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", "")]);

        await InvokeAsync("""{"detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"CALL","responseElements":{"vpc":{"vpcId":"vpc-2"}}}}"""
            .Replace("CALL", call, StringComparison.Ordinal));

        Assert.Contains("ResourceId.1=vpc-2", Assert.Single(account.Created));
        Assert.Contains("Filter.3.Value.1=vpc-2", Assert.Single(account.Described));
    }

    [Fact]
    public async Task A_failed_call_and_a_deleted_vpc_need_no_flow_log()
    {
        Assert.StartsWith("""{"checked":0""",
            await InvokeAsync("""{"detail":{"eventName":"CreateVpc","errorCode":"VpcLimitExceeded","responseElements":null}}"""));
        Assert.StartsWith("""{"checked":0""", await InvokeAsync("""{"detail":{"eventName":"CreateVpc","responseElements":{"vpc":{"vpcId":"vpc-9"}}}}"""));
        Assert.Empty(account.Created);
        Assert.Contains("WARN vpc-9 was not found in the account.", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"detail":{"eventName":"DeleteVpc"}}""", "The event is not supported.")]
    [InlineData("{}", "The event is not supported.")]
    [InlineData("[]", "The event is not supported.")]
    [InlineData("""{"detail":{"eventName":"CreateVpc","responseElements":{}}}""", "The response of CreateVpc has no 'vpc'.")]
    [InlineData("""{"reconcile":true}""", "The event's 'reconcile' is not an object.")]
    [InlineData("""{"reconcile":{"dryRun":"yes"}}""", "The event's 'dryRun' is not true or false.")]
    public async Task Other_events_are_errors(string payload, string message)
    {
        var error = await Assert.ThrowsAsync<EventException>(() => InvokeAsync(payload));
        Assert.StartsWith(message, error.Message);
    }

    [Fact]
    public async Task A_flow_log_that_exists_already_is_a_success()
    {
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", "")]);
        account.Errors["vpc-1"] = "FlowLogAlreadyExists";
        Assert.Equal("""{"checked":2,"optedOut":0,"existing":1,"created":1,"planned":0,"failed":0}""", await InvokeAsync(Reconcile));

        account.Refusal = "FlowLogAlreadyExists";
        Assert.Equal("""{"checked":2,"optedOut":0,"existing":2,"created":0,"planned":0,"failed":0}""", await InvokeAsync(Reconcile));
    }

    [Fact]
    public async Task Failures_of_some_vpcs_fail_the_invocation_after_the_others_have_flow_logs()
    {
        account.Vpcs.AddRange(Enumerable.Range(1, 8).Select(number => ($"vpc-{number}", "")));
        foreach (var number in Enumerable.Range(2, 6))
            account.Errors[$"vpc-{number}"] = "LogDestinationPermissionIssueException";

        var error = await Assert.ThrowsAsync<DeliveryException>(() => InvokeAsync(Reconcile));

        Assert.StartsWith("6 flow log(s) could not be created: vpc-2 to arn:aws:s3:::flows/network/: LogDestinationPermissionIssueException: no",
            error.Message);
        Assert.EndsWith("; and 1 more.", error.Message);
        var metrics = JsonNode.Parse(output.ToString().Split('\n').Single(line => line.Contains("CloudWatchMetrics", StringComparison.Ordinal)))!;
        Assert.Equal((8, 2, 6), ((int)metrics[EnablerMetrics.CheckedVpcs]!, (int)metrics[EnablerMetrics.CreatedFlowLogs]!,
            (int)metrics[EnablerMetrics.FailedFlowLogs]!));
        Assert.Equal(("FlowLogStack", "enabler"), ((string?)metrics["_aws"]!["CloudWatchMetrics"]![0]!["Namespace"], (string?)metrics["FunctionName"]));
    }

    [Fact]
    public async Task A_retry_of_an_invocation_creates_what_the_first_attempt_could_not()
    {
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", "")]);
        account.Errors["vpc-2"] = "InternalError";
        await Assert.ThrowsAsync<DeliveryException>(() => InvokeAsync(Reconcile));

        account.Errors.Clear();
        account.FlowLogs.Add(("vpc-1", "<logDestinationType>s3</logDestinationType><logDestination>arn:aws:s3:::flows/network/</logDestination>"));
        Assert.Equal("""{"checked":2,"optedOut":0,"existing":1,"created":1,"planned":0,"failed":0}""", await InvokeAsync(Reconcile));

        // What is the same has the same token, so that EC2 creates it once.
        await InvokeAsync(Reconcile);
        Assert.Equal(account.Created[1], account.Created[2]);
    }

    [Fact]
    public async Task A_denial_for_one_vpc_does_not_keep_the_others_of_the_batch_without_flow_logs()
    {
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", ""), ("vpc-3", "")]);
        account.Denied.Add("vpc-2");

        var error = await Assert.ThrowsAsync<DeliveryException>(() => InvokeAsync(Reconcile));

        Assert.StartsWith("1 flow log(s) could not be created: vpc-2 to arn:aws:s3:::flows/network/: UnauthorizedOperation", error.Message);
        Assert.Equal(["r-1-0-3cd1ec158be59601", "r-1-0-vpc-1", "r-1-0-vpc-2", "r-1-0-vpc-3"],
            account.Created.Select(form => form.Single(parameter => parameter.StartsWith("ClientToken=", StringComparison.Ordinal))[12..]));
    }

    [Fact]
    [Trait("Takes", "seconds")]
    public async Task Throttled_calls_are_repeated_and_fail_the_invocation_in_the_end()
    {
        account.Vpcs.Add(("vpc-1", ""));
        account.ThrottledCalls = 1;
        Assert.StartsWith("""{"checked":1,"optedOut":0,"existing":0,"created":1""", await InvokeAsync(Reconcile));

        account.ThrottledCalls = 100;
        var error = await Assert.ThrowsAsync<DeliveryException>(() => InvokeAsync(Reconcile));
        Assert.StartsWith("A call to EC2 failed: RequestLimitExceeded", error.Message);
    }

    [Theory]
    [InlineData(true, Reconcile)]
    [InlineData(false, """{"reconcile":{"dryRun":true}}""")]
    public async Task A_dry_run_checks_the_permissions_and_creates_nothing(bool isDryRun, string payload)
    {
        account.Vpcs.AddRange([("vpc-1", ""), ("vpc-2", "FlowLogs=off")]);

        Assert.Equal("""{"checked":2,"optedOut":1,"existing":0,"created":0,"planned":1,"failed":0}""", await InvokeAsync(payload, isDryRun: isDryRun));

        Assert.Contains("DryRun=true", Assert.Single(account.Created));
        Assert.Contains("INFO Dry run: vpc-1 would get a flow log to arn:aws:s3:::flows/network/.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hundreds_of_vpcs_are_batches_of_one_hundred()
    {
        account.PageSize = 1000;
        account.Vpcs.AddRange(Enumerable.Range(0, 250).Select(number => ($"vpc-{number:000}", "")));
        Assert.Contains("\"created\":250", await InvokeAsync(Reconcile), StringComparison.Ordinal);
        Assert.Equal([100, 100, 50], account.Created.Select(form => form.Count(parameter => parameter.StartsWith("ResourceId.", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_environment_selects_and_configures_the_enabler()
    {
        var variables = new Dictionary<string, string> { [EnablerVariables.FlowLogs] = Plan.ToJson(), [EnablerVariables.OptOutTag] = "Team=lab",
            [EnablerVariables.DryRun] = "true" };
        var settings = EnablerSettings.Read(name => variables.GetValueOrDefault(name));

        Assert.True(EnablerSettings.AreIn(name => variables.GetValueOrDefault(name)));
        Assert.False(EnablerSettings.AreIn(_ => null));
        Assert.Equal((Plan.Format, Plan.Traffic, Plan.Interval), (settings.Plan.Format, settings.Plan.Traffic, settings.Plan.Interval));
        Assert.Equal(Plan.Destinations, settings.Plan.Destinations);
        Assert.Equal(("instance", "team"), (settings.Plan.TagFields[0].ResourceType, settings.Plan.TagFields[0].Keys[0]));
        Assert.Equal((new OptOutTag("Team", "lab"), true), (settings.OptOut, settings.IsDryRun));
    }

    [Theory]
    [InlineData(EnablerVariables.FlowLogs, "{", "ENABLER_FLOW_LOGS is not the JSON of flow logs")]
    [InlineData(EnablerVariables.FlowLogs, """{"format":"x","traffic":"ALL","interval":60,"destinations":[]}""",
        "ENABLER_FLOW_LOGS is not the JSON of flow logs")]
    [InlineData(EnablerVariables.OptOutTag, "FlowLogs", "ENABLER_OPT_OUT_TAG is not a tag: 'FlowLogs'")]
    [InlineData(EnablerVariables.DryRun, "maybe", "ENABLER_DRY_RUN 'maybe' is not valid.")]
    public void Invalid_variables_are_errors_with_the_variable(string name, string value, string message)
    {
        var variables = new Dictionary<string, string> { [EnablerVariables.FlowLogs] = Plan.ToJson() };
        variables[name] = value;
        var error = Assert.Throws<SettingsException>(() => EnablerSettings.Read(variable => variables.GetValueOrDefault(variable)));
        Assert.Equal(name, error.Variable);
        Assert.StartsWith(message, error.Message);
    }

    async Task<string> InvokeAsync(string payload, EnablerPlan? plan = null, bool isDryRun = false)
    {
        using var clients = new Ec2Clients(account);
        var settings = new EnablerSettings { Plan = plan ?? Plan, Account = "111122223333", Creator = "network", IsDryRun = isDryRun,
            FunctionName = "enabler" };
        var enabler = new Enabler(settings, clients, TimeProvider.System, new Log(output, json: false, LogLevel.Info));
        var answer = await enabler.HandleAsync(new Invocation("r-1", DateTimeOffset.UtcNow.AddMinutes(1), null, Encoding.UTF8.GetBytes(payload)));
        return Encoding.UTF8.GetString(answer.Span);
    }
}
