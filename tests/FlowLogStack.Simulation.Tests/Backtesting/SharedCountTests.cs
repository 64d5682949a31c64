using System.Buffers;
using System.Text;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Two templates whose common filters and rules count each event once: the same results as two separate simulations.</summary>
public sealed class SharedCountTests
{
    const string Narrow = "${srcaddr} ${dstport} ${action} ${start} ${end} ${bytes}";
    const string Trail = "{ $.userIdentity.type = Root }";
    const string Service = """, "Dimensions": [{ "Key": "port", "Value": "$dstport" }]""";

    static readonly string Bytes = Templates.Pattern("bytes>=0", "action=ACCEPT");

    static readonly string[] Base =
    [
        Templates.FlowLog(),
        Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"), Templates.Alarm("A", "Ssh", 1),
        Templates.Filter("Volume", Bytes, value: "$bytes"), Templates.Alarm("B", "Volume", 4000),
        Templates.Filter("ByPort", Bytes, value: "$bytes", more: Service),
        Rule("Sources", "\"flows\"", "srcaddr"), OnRule("C", "Sources", "UniqueContributors"),
        Rule("Ports", "\"flows\"", "dstport"), OnRule("D", "Ports", "MaxContributorValue"),
    ];

    /// <summary>Pairs of templates, by what the second one changes.</summary>
    public static TheoryData<string> Changes => [.. Pairs.Keys];

    static readonly Dictionary<string, (string[] Old, string[] New)> Pairs = new(StringComparer.Ordinal)
    {
        ["nothing"] = (Base, Base),
        ["order"] = (Base, [.. Base.Reverse()]),
        ["threshold"] = (Base, [.. Base.Select(resource => resource.Replace("\"Threshold\": 4000", "\"Threshold\": 1", StringComparison.Ordinal))]),
        ["pattern"] = (Base, With("Ssh", Templates.Filter("Ssh", Templates.Pattern("dstport=443"), more: ", \"DefaultValue\": 0"))),
        ["default value"] = (Base, With("Ssh", Templates.Filter("Ssh", Rejects))),
        ["value"] = (Base, With("Volume", Templates.Filter("Volume", Bytes, value: "$packets"))),
        ["dimension"] = (Base, With("ByPort", Templates.Filter("ByPort", Bytes, value: "$bytes",
            more: Service.Replace("dst", "src", StringComparison.Ordinal)))),
        ["rule"] = (Base, With("Sources", Rule("Sources", "\"flows\"", "dstaddr"))),
        ["statistic of a rule"] = (Base, With("C", OnRule("C", "Sources", "MaxContributorValue"))),
        ["removed and added"] = (Base, [.. Base.Where(resource => !resource.Contains("\"Ssh\"", StringComparison.Ordinal)),
            Templates.Filter("Web", Templates.Pattern("dstport=443")), Templates.Alarm("E", "Web", 1)]),
        ["log format"] = (Base, With("FlowLog", Templates.FlowLog(format: Narrow))),
        ["traffic"] = (Base, With("FlowLog", Templates.FlowLog(traffic: "REJECT"))),
        ["log group"] = (Base, [.. Base.Select(resource => resource.Replace("\"flows\"", "\"other\"", StringComparison.Ordinal))]),
        ["second log group"] = (
            [.. Base, Rule("Wide", "\"flows*\"", "srcaddr"), OnRule("E", "Wide", "UniqueContributors")],
            [.. Base, Rule("Wide", "\"flows*\"", "srcaddr"), OnRule("E", "Wide", "Sum"), Templates.FlowLog("flows2", id: "Second"),
                Templates.Filter("Again", Rejects, "flows2"), Templates.Alarm("F", "Again", 1)]),
        ["percentile"] = (Base, With("B", Templates.Alarm("B", "Volume", 4000).Replace("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p90\"",
            StringComparison.Ordinal))),
        ["no flow log"] = (Base[1..], [.. Base[1..], Templates.Filter("Root", Trail), Templates.Alarm("E", "Root", 1)]),
        ["pattern without flow log"] = (Base[1..], With("Ssh", Templates.Filter("Ssh", Templates.Pattern("dstport=443")))[1..]),
        ["calls without flow log"] = ([.. Base[1..], Templates.Filter("Root", Trail)],
            [.. Base[1..], Templates.Filter("Root", Trail), Templates.Filter("Users", "{ $.userIdentity.type = User }")]),
        ["trail"] = (Base, [.. Base, Templates.Filter("Root", Trail, "trail"), Templates.Alarm("E", "Root", 1)]),
        ["pattern of a trail"] = (
            [.. Base, Templates.Filter("Root", Trail, "trail"), Templates.Alarm("E", "Root", 1)],
            [.. Base, Templates.Filter("Root", "{ $.eventName = ListUsers }", "trail"), Templates.Alarm("E", "Root", 1)]),
    };

    static string[] With(string id, string resource) =>
        [.. Base.Select(known => known.TrimStart().StartsWith($"\"{id}\":", StringComparison.Ordinal) ? resource : known)];

    static string Rule(string id, string groups, string keys) => $$"""
        "{{id}}": { "Type": "AWS::CloudWatch::InsightRule", "Properties": { "RuleName": "{{id}}", "RuleState": "ENABLED", "RuleBody": "{{$$"""
            { "Schema": { "Name": "CloudWatchLogRule", "Version": 1 }, "LogGroupNames": [{{groups}}], "LogFormat": "CLF",
              "Fields": { "4": "srcaddr", "5": "dstaddr", "7": "dstport", "8": "protocol", "10": "bytes" },
              "Contribution": { "Keys": ["{{keys}}"], "Filters": [{ "Match": "protocol", "EqualTo": 6 }], "ValueOf": "bytes" }, "AggregateOn": "Sum" }
            """.ReplaceLineEndings(" ").Replace("\"", "\\\"", StringComparison.Ordinal)}}" } }
        """;

    static string OnRule(string id, string rule, string metric) => $$"""
        "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "{{id}} alarm", "EvaluationPeriods": 2, "Threshold": 2,
          "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching",
          "Metrics": [{ "Id": "m", "Expression": "INSIGHT_RULE_METRIC('{{rule}}', '{{metric}}')", "Period": 300, "ReturnData": true }] } }
        """;

    static string Text(string[] resources) => $$"""{ "Resources": { {{string.Join(", ", resources)}} } }""";

    static List<(string Name, string Text)> Files() =>
    [
        ("hour.log", string.Join('\n', AnHour().Append("not a record").Append(Line(7, "10.9.9.9", bytes: 5000, protocol: 17)))),
        ("before.log", string.Join('\n', [Header, Line(-1600), Line(3, port: 22, action: "REJECT"), Line(-1590), "2 - eni-0a - - - - - - - - - - NODATA"])),
        ("trail.json", $"{{\"Records\":[{string.Join(',', Enumerable.Range(0, 9).Select(Call))}]}}"),
    ];

    static string Call(int minute) =>
        $$$"""
        {"eventVersion":"1.11","userIdentity":{"type":"{{{(minute % 3 == 0 ? "Root" : "User")}}}"},"eventTime":"{{{At(minute):yyyy-MM-dd'T'HH:mm:ss'Z'}}}",
        "eventSource":"iam.amazonaws.com","eventName":"ListUsers","eventType":"AwsApiCall","eventID":"1"}
        """;

    static void Read(Action<Stream, string> read)
    {
        foreach (var (name, text) in Files())
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
            try
            {
                read(file, name);
            }
            catch (UnreadableObjectException) when (name == "trail.json")
            {
                // No template needs calls.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Backtests_with_common_counts_are_equal_to_separate_ones(string change)
    {
        var (old, now) = (AlarmTemplate.Parse(Text(Pairs[change].Old), "old"), AlarmTemplate.Parse(Text(Pairs[change].New), "new"));
        var options = new BacktestOptions { KeepsTalkers = false };
        var (counts, outcomes) = (new SharedCounts(), new SharedOutcomes());
        Backtest[] together = [new(old, options, counts, outcomes), new(now.WithDefinitionsOf(old), options, counts, outcomes)];
        Read((file, name) => Backtest.Read(file, name, together));
        Assert.Equal([Alone(old), Alone(now)], together.Select(backtest => Json(backtest.Finish())));
        Assert.NotEqual(0, together[0].Finish().TimesInAlarm);

        string Alone(AlarmTemplate template)
        {
            var backtest = new Backtest(template, options);
            Read((file, name) => backtest.Read(file, name));
            return Json(backtest.Finish());
        }
    }

    [Theory]
    [InlineData("nothing", "A", "B", "C", "D")]
    [InlineData("order", "A", "B", "C", "D")]
    [InlineData("threshold", "A", "C", "D")]
    [InlineData("pattern", "B", "C", "D")]
    [InlineData("default value", "B", "C", "D")]
    [InlineData("rule", "A", "B", "D")]
    [InlineData("log format")]
    public void Equal_alarms_with_equal_counts_are_simulated_once(string change, params string[] alarms)
    {
        var (old, now) = (AlarmTemplate.Parse(Text(Pairs[change].Old), "old"), AlarmTemplate.Parse(Text(Pairs[change].New), "new"));
        var options = new BacktestOptions { KeepsTalkers = false };
        var (counts, outcomes) = (new SharedCounts(), new SharedOutcomes());
        Backtest[] together = [new(old, options, counts, outcomes), new(now.WithDefinitionsOf(old), options, counts, outcomes)];
        Read((file, name) => Backtest.Read(file, name, together));
        var before = together[0].Finish().Alarms.ToDictionary(alarm => alarm.LogicalId);
        Assert.Equal(alarms, together[1].Finish().Alarms.Where(alarm => before.TryGetValue(alarm.LogicalId, out var same) && ReferenceEquals(alarm, same))
            .Select(alarm => alarm.LogicalId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Estimates_with_common_counts_are_equal_to_separate_ones(string change)
    {
        var (old, now) = (Text(Pairs[change].Old), Text(Pairs[change].New));
        var template = AlarmTemplate.Parse(old, "old");
        using var before = Estimator(old, template, null);
        using var after = Estimator(now, AlarmTemplate.Parse(now, "new").WithDefinitionsOf(template), before);
        Read((file, name) => CostEstimator.Read(file, name, [before, after]));
        Assert.Equal([Alone(old, "old"), Alone(now, "new")], new[] { before, after }.Select(estimator => Json(estimator.Finish())));

        static CostEstimator Estimator(string text, AlarmTemplate template, CostEstimator? other) =>
            new(template, AlarmTemplate.Resources(text, template.Name), format: FlowLogFormat.Default, other: other);

        static string Alone(string text, string name)
        {
            using var estimator = Estimator(text, AlarmTemplate.Parse(text, name), null);
            Read((file, name) => CostEstimator.Read(file, name, [estimator]));
            return Json(estimator.Finish());
        }

        static string Json(CostEstimate estimate)
        {
            var output = new ArrayBufferWriter<byte>();
            CostJson.Write(estimate, null, output);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
    }

    [Fact]
    public void Equal_filters_and_rules_of_two_templates_have_one_count()
    {
        var old = AlarmTemplate.Parse(Text(Base), "old");
        var now = AlarmTemplate.Parse(Text(Pairs["pattern"].New), "new").WithDefinitionsOf(old);
        var shared = new SharedCounts();
        BacktestPlan[] plans = [new(old, null, shared: shared), new(now, null, shared: shared)];
        Assert.Same(plans[0].Feeds[0].Counts, plans[1].Feeds[0].Counts);
        Assert.NotSame(Filter(plans[0], "Ssh"), Filter(plans[1], "Ssh"));
        Assert.Same(Filter(plans[0], "Volume"), Filter(plans[1], "Volume"));
        Assert.All(plans[0].Feeds[0].Rules.Zip(plans[1].Feeds[0].Rules), pair => Assert.Same(pair.First, pair.Second));

        static FilterFeed Filter(BacktestPlan plan, string id) => plan.Feeds[0].Filters.Single(filter => filter.Definition.LogicalId == id);
    }

    [Fact]
    public void Filters_with_values_other_than_fields_of_events_are_not_taken_for_equal()
    {
        var definition = AlarmTemplate.Parse(Text(Base), "old").MetricFilters[0];
        Assert.True(definition.IsSameAs(definition with { LogicalId = definition.LogicalId }));
        Assert.False(definition.IsSameAs(definition with { ValueOf = LogPatternValue.Constant("$x", "1") }));
        var constant = definition with { ValueOf = LogPatternValue.Constant("$x", "1") };
        Assert.False(constant.IsSameAs(constant));
        Assert.False(definition.IsSameAs(definition with { Pattern = definition.Pattern.SelectingNothing() }));
    }
}
