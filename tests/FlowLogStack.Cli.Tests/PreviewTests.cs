namespace FlowLogStack.Cli.Tests;

public sealed class PreviewTests : IDisposable
{
    const string Body = """{\"widgets\":[{\"type\":\"metric\",\"properties\":{\"title\":\"Turned away\",\"region\":\"us-east-1\","""
        + """\"view\":\"singleValue\",\"stat\":\"Sum\",\"metrics\":[[\"test\",\"Rejected\"]]}}]}""";

    internal const string Template = $$"""
        { "Resources": {
          "Filter": { "Type": "AWS::Logs::MetricFilter",
            "Properties": { "LogGroupName": "flows", "FilterPattern": "[f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, action=REJECT, f14]",
              "MetricTransformations": [{ "MetricNamespace": "test", "MetricName": "Rejected", "MetricValue": "1" }] } },
          "Board": { "Type": "AWS::CloudWatch::Dashboard",
            "Properties": { "DashboardName": "network", "DashboardBody": "{{Body}}" } } } }
        """;

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Draws_the_dashboards_of_a_template()
    {
        var page = samples.Text("preview.html");

        var run = Command.Run(["preview", "--template", samples.Text("t.template.json", Template), "--html", page,
            samples.Gzip("a.log.gz", Samples.Header, Samples.Accepted, Samples.Rejected)]);

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Output));
        Assert.EndsWith("t.template.json: network from 2 records.\n", run.Errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var html = File.ReadAllText(page);
        Assert.Contains("<h3 class=\"card-title\">Turned away</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<data value=\"1\" title=\"1\">1</data>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_standard_input_and_writes_standard_output_when_told_so()
    {
        var run = Command.Run(["preview", "--template", samples.Text("t.template.json", Template), "--html", "-"],
            string.Join('\n', Samples.Header, Samples.Rejected, "no record", ""));

        Assert.Equal(ExitCode.SomeMalformed, run.ExitCode);
        Assert.StartsWith("<!doctype html>", run.Output, StringComparison.Ordinal);
        Assert.Contains("stdin:3: ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flowlogs: ", "has no AWS::CloudWatch::Dashboard", "{ \"Resources\": {} }")]
    [InlineData("flowlogs: ", "has no dashboard 'netwerk'. Did you mean 'network'?", Template, "--dashboard", "netwerk")]
    [InlineData("flowlogs: --from 2026-01-02T00:00:00Z is not before --to 2026-01-01T00:00:00Z", "", Template, "--from", "2026-01-02", "--to", "2026-01-01")]
    public void Refuses_what_it_cannot_draw(string start, string part, string template, params string[] more)
    {
        var page = samples.Text("preview.html");
        File.Delete(page);

        var run = Command.Run(["preview", "--template", samples.Text("t.template.json", template), "--html", page, .. more,
            samples.Text("a.log", Samples.Header)]);

        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(start, run.Errors, StringComparison.Ordinal);
        Assert.Contains(part, run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(page));
    }

    [Fact]
    public void Needs_a_file_for_the_page() => Assert.Contains("--html", Command.Run(["preview", "--template", "t.template.json"]).Errors,
        StringComparison.Ordinal);

    [Fact]
    public void Lists_what_is_refused_of_alarms_and_filters_once_and_ends_with_2()
    {
        var template = samples.Text("refused.json", """
            { "Resources": {
              "FlowLog": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogGroupName": "flows", "TrafficType": "ALL" } },
              "Mean": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold", "Threshold": 1,
                "Metrics": [
                { "Id": "m1", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 60, "Metric": { "Namespace": "n", "MetricName": "all" } } },
                  { "Id": "e1", "Expression": "AVG(m1)" }] } },
              "Twice": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "flows", "FilterPattern": "[a, a]",
                "MetricTransformations": [{ "MetricNamespace": "n", "MetricName": "all", "MetricValue": "1" }] } },
              "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardName": "board", "DashboardBody": "{ \"widgets\": [] }" } } } }
            """);
        var run = Command.Run(["preview", "--template", template, "--html", "-"], Samples.Accepted);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(Lines(run.Errors), line => line.StartsWith("Mean isn't valid, and PutMetricAlarm returns an error: column 1 of its expression 'AVG(m1)'",
            StringComparison.Ordinal));
        Assert.Single(Lines(run.Errors), line => line.StartsWith("Twice isn't valid, and PutMetricFilter returns an error: ", StringComparison.Ordinal));
        Assert.StartsWith("<!doctype html>", run.Output, StringComparison.OrdinalIgnoreCase);

        static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Says_on_standard_error_what_CloudWatch_refuses_and_draws_the_rest()
    {
        var page = samples.Text("preview.html");
        var template = Template.Replace("\\\"stat\\\":\\\"Sum\\\"", "\\\"period\\\":90,\\\"stat\\\":\\\"Sum\\\"", StringComparison.Ordinal);

        var run = Command.Run(["preview", "--template", samples.Text("t.template.json", template), "--html", page,
            samples.Text("a.log", Samples.Header, Samples.Rejected)]);

        const string refusal = "CloudWatch does not accept the dashboard 'network': /widgets/0/properties/period ('Turned away'): Should be 1, 5, 10, 30 or a "
            + "multiple of 60 seconds, and is 90.";
        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.Contains(refusal, run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_what_CloudWatch_takes_with_a_warning()
    {
        var page = samples.Text("preview.html");
        var template = Template.Replace("singleValue", "lines", StringComparison.Ordinal);

        var run = Command.Run(["preview", "--template", samples.Text("t.template.json", template), "--html", page,
            samples.Text("a.log", Samples.Header, Samples.Rejected)]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("with a warning: /widgets/0/properties/view", File.ReadAllText(page), StringComparison.Ordinal);
    }
}
