namespace FlowLogStack.Records.Tests;

/// <summary>Rule 33: what <c>PutMetricAlarm</c> accepts.</summary>
public sealed class AlarmAdmissionTests
{
    const string Arn = "arn:aws:sns:eu-west-1:111122223333:alarms";

    static IReadOnlyList<string> Check(string more, string metric =
        "\"Namespace\": \"n\", \"MetricName\": \"m\", \"Statistic\": \"Sum\", \"Period\": 60") => AlarmAdmission.Check(Properties.Of($$"""
        { "EvaluationPeriods": 3, "ComparisonOperator": "GreaterThanThreshold", "Threshold": 1, {{metric}} {{more}} }
        """));

    static string Math(string queries) => $"\"Metrics\": [{queries}]";

    const string M1 = """
        { "Id": "m1", "ReturnData": false, "MetricStat": { "Metric": { "Namespace": "n", "MetricName": "m" }, "Stat": "Sum", "Period": 60 } }
        """;

    // Rule 32: alarms watch one time series, of functions that exist.
    [Theory]
    [InlineData("m1 + 1")]
    [InlineData("TIME_SERIES(0)")]
    [InlineData("FIRST(REMOVE_EMPTY(METRICS()))")]
    [InlineData("FIRST(SORT(METRICS(),MAX,DESC))")]
    [InlineData("ANOMALY_DETECTION_BAND(m1, 2)")]
    [InlineData("LAMBDA('f', m1)")]
    public void Accepts_math(string expression) => Assert.Empty(Check("", Math($$"""{{M1}}, { "Id": "e1", "Expression": "{{expression}}" }""")));

    [Fact]
    public void Accepts_math_that_is_not_known() => Assert.Empty(Check("",
        Math($$"""{{M1}}, { "Id": "e2", "ReturnData": false, "Expression": { "Ref": "E" } }, { "Id": "e1", "Expression": "e2 * 2" }""")));

    [Theory]
    [InlineData("AVG(m1)", "it returns one number for the whole time range")]
    [InlineData("METRICS()", "it returns a list of time series")]
    [InlineData("NOPE(m1)", "unknown function NOPE")]
    [InlineData("m1 +", "something is missing at the end")]
    [InlineData("m2 + 1", "its expression names 'm2', and no metric has that id")]
    [InlineData("e1 + 1", "its expressions refer to themselves: e1 → e1")]
    [InlineData("SEARCH('{n} m', 'Sum')", "alarms do not take it")]
    public void Refuses_math(string expression, string words) =>
        Assert.Contains(words, Assert.Single(Check("", Math($$"""{{M1}}, { "Id": "e1", "Expression": "{{expression}}" }"""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(", \"AlarmActions\": [\"" + Arn + "\", { \"Ref\": \"Topic\" }], \"ActionsEnabled\": false")]
    [InlineData(", \"Period\": 10")]
    [InlineData(", \"Period\": { \"Ref\": \"Period\" }, \"EvaluationPeriods\": { \"Ref\": \"Periods\" }")]
    [InlineData(", \"DatapointsToAlarm\": 3, \"TreatMissingData\": \"ignore\", \"Unit\": \"Count\"")]
    [InlineData(", \"Tags\": [{ \"Key\": \"awsome\", \"Value\": \"x\" }]")]
    public void Accepts(string more) => Assert.Empty(Check(more));

    [Theory]
    [InlineData("p0")]
    [InlineData("p90")]
    [InlineData("p99.99")]
    [InlineData("p100")]
    [InlineData("tm95")]
    [InlineData("TM(10%:90%)")]
    [InlineData("PR(:300)")]
    [InlineData("IQM")]
    public void Accepts_extended_statistics(string statistic) =>
        Assert.Empty(Check("", $"\"Namespace\": \"n\", \"MetricName\": \"m\", \"ExtendedStatistic\": \"{statistic}\", \"Period\": 60"));

    [Theory]
    [InlineData(", \"Metrics\": [" + M1 + "]", "it has Metrics and MetricName, which exclude each other")]
    [InlineData(", \"ExtendedStatistic\": \"p90\"", "a Statistic and an ExtendedStatistic, which exclude each other")]
    [InlineData(", \"Statistic\": \"p90\"", "Statistic is 'p90'")]
    [InlineData(", \"Statistic\": null", "neither a Statistic nor an ExtendedStatistic")]
    [InlineData(", \"Statistic\": null, \"ExtendedStatistic\": \"p101\"", "ExtendedStatistic is 'p101', which is not a percentile from p0 to p100")]
    [InlineData(", \"AlarmActions\": [\"alarms\"]", "AlarmActions has 'alarms', which is not an ARN")]
    [InlineData(", \"OKActions\": [\"alarms\"], \"ActionsEnabled\": false", "OKActions has 'alarms', which is not an ARN")]
    [InlineData(", \"InsufficientDataActions\": [\"arn:aws:sns\"]", "which is not an ARN")]
    [InlineData(", \"AlarmActions\": [\"" + Arn + "\", \"" + Arn + "\", \"" + Arn + "\", \"" + Arn + "\", \"" + Arn + "\", \"" + Arn + "\"]",
        "AlarmActions has 6 actions, but at most 5")]
    [InlineData(", \"Tags\": [{ \"Key\": \"aws:x\", \"Value\": \"x\" }]", "a tag with the key 'aws:x'")]
    [InlineData(", \"Period\": 45", "Period is 45, but must be 10, 20, 30 or a multiple of 60")]
    [InlineData(", \"Period\": null", "it has a MetricName but lacks Period")]
    [InlineData(", \"DatapointsToAlarm\": 4", "DatapointsToAlarm is 4, which is above EvaluationPeriods, 3")]
    [InlineData(", \"EvaluationPeriods\": 1441", "1441 periods of 60 seconds exceed 1 day in total")]
    [InlineData(", \"Period\": 3600, \"EvaluationPeriods\": 169", "exceed 7 days in total")]
    [InlineData(", \"EvaluationPeriods\": 0", "must be a whole number of 1 or greater")]
    [InlineData(", \"TreatMissingData\": \"notbreaching\"", "TreatMissingData is 'notbreaching'")]
    [InlineData(", \"ComparisonOperator\": \"Above\"", "ComparisonOperator is 'Above'")]
    [InlineData(", \"ComparisonOperator\": \"GreaterThanUpperThreshold\", \"Threshold\": null", "requires an anomaly detection band")]
    [InlineData(", \"Threshold\": null", "it lacks a Threshold")]
    [InlineData(", \"Unit\": \"Packets\"", "Unit is 'Packets'")]
    public void Refuses(string more, string words) => Assert.Contains(Check(more), problem => problem.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "Id": "e1", "Expression": "m1+1" }""")]
    [InlineData("""{ "Id": "e1", "Expression": "m1+1", "Period": 60, "ReturnData": true }""")]
    public void Accepts_metric_math(string query) => Assert.Empty(Check("", Math(M1 + "," + query)));

    [Theory]
    [InlineData("""{ "Id": "E1", "Expression": "m1+1" }""", "the Id 'E1'")]
    [InlineData("""{ "Id": "m1", "Expression": "m1+1" }""", "two of its metrics have the id 'm1'")]
    [InlineData("""{ "Id": "e1", "Expression": "m1+1", "ReturnData": false }""", "exactly one of its metrics must return data, but 0 do")]
    [InlineData("""{ "Id": "e1", "Expression": "m1+1" }, { "Id": "e2", "Expression": "m1+1" }""", "but 2 do")]
    [InlineData("""{ "Id": "e1" }""", "neither a MetricStat nor an Expression")]
    [InlineData("""{ "Id": "m2", "MetricStat": { "Metric": { "Namespace": "n", "MetricName": "m" }, "Stat": "p101", "Period": 60 } }""", "Stat is 'p101'")]
    public void Refuses_metric_math(string query, string words) => Assert.Contains(words, Assert.Single(Check("", Math(M1 + "," + query))));
}
