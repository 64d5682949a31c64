using System.Text.Json.Nodes;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.Flows;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Backtests of a central log group: records of many accounts, alarms of one account, and results by account.</summary>
public sealed class BacktestAccountTests
{
    const string One = "111111111111";
    const string Other = "222222222222";

    static readonly string ByName = TestBacktests.Rejects.Replace(" account,", " account_id,", StringComparison.Ordinal);

    // Records arrive at their end, so an alarm of one period has them in time.
    static BacktestResult Run(AlarmTemplate template, IEnumerable<string> lines, bool byAccount = false) =>
        TestBacktests.Run(template, lines, new BacktestOptions { Delay = TimeSpan.Zero, ByAccount = byAccount });

    static string Attempt(string account, int minute) => Of(account, Line(minute, port: 22, action: "REJECT"));

    static string Of(string account, string line) => line.Replace("123456789012", account, StringComparison.Ordinal);

    // Two attempts in one account and one in the other.
    static readonly string[] Records = [Header, Of(One, Line(0)), Attempt(One, 5), Attempt(One, 20), Attempt(Other, 5), Of(Other, Line(30))];

    static string Emitting(string filter, string more = "") => filter.Replace("\"Properties\": {",
        $"\"Properties\": {{ \"EmitSystemFieldDimensions\": [\"@aws.account\", \"@aws.region\"], {more}", StringComparison.Ordinal);

    static string AlarmOf(string id, string account, string region = "us-east-1") => Templates.Alarm(id, "Ssh", 1, seconds: 60,
        more: $$""", "Dimensions": [{ "Name": "@aws.account", "Value": "{{account}}" }, { "Name": "@aws.region", "Value": "{{region}}" }]""");

    [Fact]
    public void The_account_of_a_central_log_groups_event_is_that_of_its_record()
    {
        var template = Templates.Of(Emitting(Templates.Filter("Ssh", ByName)), AlarmOf("A", One), AlarmOf("B", Other), AlarmOf("C", "333333333333"));
        var result = Run(template, Records);
        Assert.Equal([("A", 2), ("B", 1), ("C", 0)], result.Alarms.Select(alarm => (alarm.LogicalId, alarm.TimesInAlarm)));
        Assert.Contains(result.Notes, note => note.StartsWith("Ssh takes all events for those of us-east-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Criteria_select_the_records_of_accounts()
    {
        var template = Templates.Of(
            Emitting(Templates.Filter("Ssh", ByName), $"\"FieldSelectionCriteria\": \"@aws.account IN [\\\"{Other}\\\"]\","), AlarmOf("A", One),
            AlarmOf("B", Other));
        Assert.Equal([0, 1], Run(template, Records).Alarms.Select(alarm => alarm.TimesInAlarm));
    }

    [Fact]
    public void The_Region_is_that_of_the_record_if_it_has_one()
    {
        const string Pattern = "[account_id, region, srcaddr, dstport=22, start, end]";
        var template = Templates.Of(Emitting(Templates.Filter("Ssh", Pattern)), AlarmOf("A", One, "eu-west-1"), AlarmOf("B", One));
        var result = Run(template, ["account-id region srcaddr dstport start end", $"{One} eu-west-1 10.0.0.1 22 {Midnight} {Midnight + 30}"]);
        Assert.Equal([1, 0], result.Alarms.Select(alarm => alarm.TimesInAlarm));
        Assert.DoesNotContain(result.Notes, note => note.Contains("takes all events", StringComparison.Ordinal));
    }

    [Fact]
    public void Events_of_the_templates_own_flow_log_are_of_its_account()
    {
        var template = Templates.Of(Templates.FlowLog(), Emitting(Templates.Filter("Ssh", ByName)), AlarmOf("A", One), AlarmOf("B", "123456789012"));
        Assert.Equal([0, 3], Run(template, Records).Alarms.Select(alarm => (int)alarm.Datapoints.Sum(point => point.Value)));
    }

    [Fact]
    public void Athena_counts_no_records_by_criteria_of_their_account()
    {
        var template = Templates.Of(
            Emitting(Templates.Filter("Ssh", ByName), $"\"FieldSelectionCriteria\": \"@aws.account IN [\\\"{Other}\\\"]\","), AlarmOf("A", One));
        var target = new AthenaTarget { Format = FlowLogFormat.Default, Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null),
            Relation = "flow_logs" };
        var result = new ArchiveBacktest(target, new BacktestOptions { From = At(0), To = At(60) }).Add(template).Finish();
        Assert.Contains("its FieldSelectionCriteria select by the account of each record", Assert.Single(result.NotSimulated).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Alarms_are_simulated_on_the_records_of_each_account_alone()
    {
        // The sum reaches the threshold in minute 5, and no account does.
        var template = Templates.Of(Templates.Filter("Ssh", ByName), Templates.Alarm("Many", "Ssh", 2, seconds: 60),
            Templates.Alarm("Any", "Ssh", 1, seconds: 60));
        var result = Run(template, Records, byAccount: true);
        Assert.Equal([1, 2], result.Alarms.Select(alarm => alarm.TimesInAlarm));
        Assert.Equal([(One, 3L, "0 2"), (Other, 2L, "0 1")], result.Accounts!.Select(account =>
            (account.Account, account.Records, string.Join(' ', account.Alarms.Select(alarm => alarm.TimesInAlarm)))));
        Assert.Equal(result.Alarms[1].Transitions[^1].At, result.Accounts![0].Alarms[1].Transitions[^1].At);
        Assert.All(result.Accounts.SelectMany(account => account.Alarms), alarm => Assert.Null(alarm.SuggestedThreshold));
        Assert.All(result.Accounts.SelectMany(account => account.Alarms), alarm => Assert.Empty(alarm.Talkers.Sources));
        Assert.NotEmpty(result.Alarms[1].Talkers.Sources);
        Assert.Null(Run(template, Records).Accounts);
    }

    [Fact]
    public void An_account_has_the_alarms_of_its_own_metric()
    {
        var template = Templates.Of(Emitting(Templates.Filter("Ssh", ByName)), AlarmOf("A", One), AlarmOf("B", Other));
        var accounts = Run(template, Records, byAccount: true).Accounts!;
        Assert.Equal([(One, "A", 2), (Other, "B", 1)], accounts.Select(account =>
            (account.Account, Assert.Single(account.Alarms).LogicalId, account.TimesInAlarm)));
    }

    [Fact]
    public void An_account_has_the_expressions_with_its_own_metric()
    {
        static string Metric(string id, string account) => $$"""
            { "Id": "{{id}}", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 60, "Metric": { "Namespace": "test", "MetricName": "Ssh",
              "Dimensions": [{ "Name": "@aws.account", "Value": "{{account}}" }, { "Name": "@aws.region", "Value": "us-east-1" }] } } }
            """;
        static string Sum(string id, string account) => $$"""
            "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
              "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
              "Metrics": [{{Metric("a", One)}}, {{Metric("b", account)}}, { "Id": "c", "Expression": "FILL(a, 0) + FILL(b, 0)" }] } }
            """;
        var template = Templates.Of(Emitting(Templates.Filter("Ssh", ByName)), Sum("Mine", One), Sum("Both", Other));
        Assert.Equal([(One, "Mine Both"), (Other, "Both")], Run(template, Records, byAccount: true).Accounts!
            .Select(account => (account.Account, string.Join(' ', account.Alarms.Select(alarm => alarm.LogicalId)))));
    }

    [Theory]
    [InlineData("true", "0 3")]
    [InlineData("false", "2 0")]
    public void A_flow_log_that_does_not_exist_leaves_the_log_group_to_other_accounts(string exists, string counts)
    {
        const string Condition = "\"Type\": \"AWS::EC2::FlowLog\", \"Condition\": \"Own\",";
        string[] resources =
        [
            Emitting(Templates.Filter("Ssh", ByName)), AlarmOf("A", One), AlarmOf("B", "123456789012"),
            Templates.FlowLog().Replace("\"Type\": \"AWS::EC2::FlowLog\",", Condition, StringComparison.Ordinal),
        ];
        Assert.Contains(Condition, resources[^1], StringComparison.Ordinal);
        var template = AlarmTemplate.Parse(
            $$"""
            { "Parameters": { "Own": { "Type": "String", "Default": "{{exists}}" } },
              "Conditions": { "Own": { "Fn::Equals": [{ "Ref": "Own" }, "true"] } },
              "Resources": { {{string.Join(',', resources)}} } }
            """,
            "t");
        Assert.Equal(counts, string.Join(' ', Run(template, Records).Alarms.Select(alarm => alarm.Datapoints.Sum(point => point.Value))));
    }

    [Fact]
    public void The_sum_of_the_accounts_records_and_notes_are_all_records()
    {
        var template = Templates.Of(Templates.Filter("Ssh", ByName), Templates.Alarm("Any", "Ssh", 1));
        string[] many = [Header, .. Enumerable.Range(0, 203).Select(i => Attempt($"{100_000_000_000L + i}", 1)), Attempt("-", 1), "malformed"];
        var result = Run(template, many, byAccount: true);
        Assert.Equal((204, 200), (result.Records, result.Accounts!.Count));
        Assert.Contains("The results by account have the first 200 accounts. 3 records are of others.", result.Notes);
        Assert.Contains("1 records have no account, and are not in the results by account. Add ${account-id} to the log format.", result.Notes);
    }

    [Theory]
    [InlineData("srcaddr dstport start action\n10.0.0.1 22 1767225600 REJECT")]
    [InlineData("")]
    public void A_result_by_account_without_accounts_says_so(string text)
    {
        var template = Templates.Of(Templates.Filter("Ssh", ByName), Templates.Alarm("Any", "Ssh", 1));
        var result = Run(template, text.Split('\n'), byAccount: true);
        Assert.Empty(result.Accounts!);
        Assert.Empty(JsonNode.Parse(TestBacktests.Json(result))!["accounts"]!.AsArray());
        Assert.Contains("<p class=\"hint\">No record has an account.</p>", Page(result), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_and_the_page_have_the_accounts()
    {
        var template = Templates.Of(Templates.Filter("Ssh", ByName), Templates.Alarm("Any", "Ssh", 1, seconds: 60));
        var result = Run(template, Records, byAccount: true);
        var accounts = JsonNode.Parse(TestBacktests.Json(result))!["accounts"]!.AsArray();
        Assert.Equal([One, Other], accounts.Select(account => (string)account!["account"]!));
        Assert.Equal((3, 2, "Any", 2), ((int)accounts[0]!["records"]!, (int)accounts[0]!["timesInAlarm"]!,
            (string)accounts[0]!["alarms"]![0]!["logicalId"]!, (int)accounts[0]!["alarms"]![0]!["timesInAlarm"]!));
        Assert.False(JsonNode.Parse(TestBacktests.Json(Run(template, Records)))!.AsObject().ContainsKey("accounts"));
        Assert.Contains($"<th scope=\"row\">{One}</th><td class=\"number\">3</td>", Page(result), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"accounts\"", Page(Run(template, Records)), StringComparison.Ordinal);
    }

    static string Page(BacktestResult result)
    {
        using var page = new StringWriter();
        BacktestPage.Render(result, page);
        return page.ToString();
    }
}
