using System.Text;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.PricedTemplates;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Cost estimates of trails and of the metrics and rules of their calls, compared with costs calculated by hand.</summary>
public sealed class TrailCostTests
{
    static void ReadCalls(CostEstimator estimator, params IEnumerable<string> calls)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"{{\"Records\":[{string.Join(',', calls)}]}}"));
        CostEstimator.Read(file, "trail.json", [estimator]);
    }

    static CostEstimate OfTrail(params string[] calls)
    {
        const string Trail = """
            { "Resources": {
              "Trail": { "Type": "AWS::CloudTrail::Trail", "Properties": { "IsLogging": true, "S3BucketName": { "Ref": "Files" },
                "CloudWatchLogsLogGroupArn": { "Fn::GetAtt": ["Group", "Arn"] } } },
              "Files": { "Type": "AWS::S3::Bucket",
                "Properties": { "LifecycleConfiguration": { "Rules": [{ "Status": "Enabled", "ExpirationInDays": 365 }] } } },
              "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 30 } }
            } }
            """;
        using var estimator = new CostEstimator(Trail, "t");
        if (calls.Length > 0)
            ReadCalls(estimator, calls);
        return estimator.Finish();
    }

    [Fact]
    public void A_trail_costs_what_its_records_and_data_events_cost()
    {
        // A call in each minute of an hour, every second one a data event.
        string[] calls = [.. Enumerable.Range(0, 60).Select(minute => FormattableString.Invariant(
            $"{{\"eventVersion\":\"1.11\",\"eventTime\":\"2026-01-05T09:{minute:00}:00Z\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"PutObject\",")
            + $"\"eventID\":\"{minute}\",\"eventCategory\":\"{(minute % 2 == 0 ? "Data" : "Management")}\"}}")];
        var items = OfTrail(calls).Items.ToDictionary(item => item.Kind);
        var gigabytes = calls.Sum(call => (decimal)call.Length) * 730 / (1L << 30);
        Assert.Equal(gigabytes * 0.50m, items["Ingestion of calls"].Dollars);
        Assert.Equal((30 * 730m, 30 * 730m / 100_000 * 0.10m), (items["Data events"].Quantity, items["Data events"].Dollars));
        // A month in the log group and a year in the bucket, of the same compressed bytes.
        Assert.InRange(items["Log storage of calls"].Quantity, gigabytes / 100, gigabytes / 2);
        Assert.Equal(365m / 30, items["S3 storage of calls"].Quantity / items["Log storage of calls"].Quantity, 6);
    }

    [Fact]
    public void Without_files_of_CloudTrail_the_records_of_a_trail_are_not_priced()
    {
        var estimate = OfTrail();
        Assert.Empty(estimate.Items);
        Assert.Contains("The log group, the files and the data events of Trail are not priced, because the input contains no file of CloudTrail.",
            estimate.Notes);
        Assert.Contains(estimate.NotPriced, resource => resource.LogicalId == "Trail");
    }

    // Two hours of calls, of the user root only in the first.
    static readonly string[] TwoHoursOfCalls = [.. Enumerable.Range(0, 120).Select(minute => FormattableString.Invariant(
        $"{{\"eventVersion\":\"1.11\",\"eventTime\":\"2026-01-05T{9 + (minute / 60):00}:{minute % 60:00}:00Z\",\"eventName\":\"ListUsers\",")
        + $"\"eventID\":\"{minute}\",\"userIdentity\":{{\"type\":\"{(minute is 5 or 6 ? "Root" : "IAMUser")}\"}}}}")];

    const string RootUse = "{ $.userIdentity.type = Root }";

    static string OfCalls(string filter) => filter.Replace("{ \"Ref\": \"Group\" }", "\"trail\"", StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Metrics_of_calls_cost_by_the_hours_in_which_calls_match(bool hasFlowLog)
    {
        var flows = $"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{Filter("All", $"[{Fields}]")},";
        var filters = $"{OfCalls(Filter("Root", RootUse))},{OfCalls(Filter("None", "{ $.eventName = Never }"))}";
        using var estimator = new CostEstimator($$"""{ "Resources": { {{(hasFlowLog ? flows : "")}}{{filters}} } }""", "t", format: FlowLogFormat.Default);
        ReadCalls(estimator, TwoHoursOfCalls);
        if (hasFlowLog)
        {
            // Records do not count as events of the trail's log group, nor calls as those of flow logs.
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', AnHour())));
            CostEstimator.Read(file, "test.log", [estimator]);
        }

        var estimate = estimator.Finish();
        (string, decimal)[] expected = hasFlowLog ? [("N / All", 0.30m), ("N / None", 0), ("N / Root", 0.15m)] : [("N / None", 0), ("N / Root", 0.15m)];
        Assert.Equal(expected, estimate.Items.Where(item => item.Kind == "Custom metrics").Select(item => (item.Name, item.Dollars)).Order());
        Assert.Equal((hasFlowLog ? 60 : 0, 120 * 365m), (estimate.Records, estimate.CallsPerMonth));
        Assert.Contains(estimate.Notes, note => note.StartsWith("The calls span 2 h: a month is taken for 365 times that", StringComparison.Ordinal));
        Assert.DoesNotContain(estimate.Notes, note => note.Contains("not delivered", StringComparison.Ordinal)
            || note.Contains("JSON pattern", StringComparison.Ordinal) || note.Contains("no record", StringComparison.Ordinal));
        if (hasFlowLog)
            Assert.Equal(Math.Round(60 * 105 * 730 / Gigabyte, 12), Math.Round(Item(estimate, "Delivery to CloudWatch Logs").Quantity, 12));
    }

    [Fact]
    public void Without_files_of_CloudTrail_metrics_of_calls_cost_as_if_they_had_data_all_the_time()
    {
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{OfCalls(Filter("Root", RootUse))},{OfCalls(Filter("Other", RootUse))}",
            AnHour());
        Assert.Equal([0.30m, 0.30m], estimate.Items.Where(item => item.Kind == "Custom metrics").Select(item => item.Dollars));
        Assert.Single(estimate.Notes, note => note.Contains("priced as if they had data", StringComparison.Ordinal));
        Assert.DoesNotContain(estimate.Notes, note => note.Contains("not delivered", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_on_calls_costs_by_the_calls_that_it_matches()
    {
        const string Rule = """
            "Rule": { "Type": "AWS::CloudWatch::InsightRule", "Properties": { "RuleName": "Root", "RuleState": "ENABLED", "RuleBody": { "Fn::Join": ["", [
              "{\"Schema\":{\"Name\":\"CloudWatchLogRule\",\"Version\":1},\"LogGroupNames\":[\"trail\"],\"LogFormat\":\"JSON\",",
              "\"Contribution\":{\"Keys\":[\"$.eventName\"],\"Filters\":[{\"Match\":\"$.userIdentity.type\",\"In\":[\"Root\"]}]},\"AggregateOn\":\"Count\"}"
            ]] } } }
            """;
        using var estimator = new CostEstimator(
            $$"""{ "Resources": { {{ToLogGroup("Flow", "Group")}},{{LogGroup("Group", "")}},{{OfCalls(Filter("Root", RootUse))}},{{Rule}} } }""", "t",
            format: FlowLogFormat.Default);
        ReadCalls(estimator, TwoHoursOfCalls);
        // Two calls in two hours.
        Assert.Equal(2 * 365 / 1_000_000m, Item(estimator.Finish(), "Contributor Insights events").Quantity);
    }

    [Fact]
    public void The_example_with_activity_is_priced_by_calls_alone()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Snapshots", "activity.template.json");
        using var estimator = new CostEstimator(File.ReadAllText(file), file);
        ReadCalls(estimator, TwoHoursOfCalls);
        var estimate = estimator.Finish();
        Assert.Contains("The input contains no flow log record, so costs of flow logs are estimated without traffic.", estimate.Notes);
        Assert.DoesNotContain(estimate.Notes, note => note.Contains("contains no record", StringComparison.Ordinal)
            || note.Contains("not delivered", StringComparison.Ordinal) || note.Contains("JSON pattern", StringComparison.Ordinal));
        Assert.Equal(120 * 365m, estimate.CallsPerMonth);
    }

    [Fact]
    public void Refuses_files_of_CloudTrail_for_a_template_without_use_of_calls()
    {
        using var estimator = new CostEstimator($$"""{ "Resources": { {{ToLogGroup("Flow", "Group")}},{{LogGroup("Group", "")}} } }""", "t");
        Assert.Contains("CloudTrail", Assert.Throws<UnreadableObjectException>(() => ReadCalls(estimator, TwoHoursOfCalls)).Message, StringComparison.Ordinal);
    }
}
