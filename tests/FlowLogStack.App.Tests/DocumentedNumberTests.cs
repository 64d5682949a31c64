using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLogStack.Dashboards;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.App.Tests;

/// <summary>Numbers in the documents, against the code, the reviewed templates and the pages with measurements.</summary>
public sealed class DocumentedNumberTests
{
    const string Faq = "docs/faq.md";
    const string Readme = "README.md";
    const string Performance = "docs/performance.md";
    const string Quality = "docs/detections/quality.md";
    const string Decision = "docs/decisions/0009-the-whole-catalogue-on-request.md";

    [Fact]
    public void There_are_as_many_detections_queries_and_dashboards_as_the_readme_states()
    {
        Assert.True(Detections.All.Count + Detections.Changes.Count > NumberIn(Readme, @"more than (\d+) detections"));
        Assert.True(AthenaQueries.All.Length > NumberIn(Readme, @"more than (\d+) queries"));
        Assert.Equal(Enum.GetValues<DashboardTopic>().Length, NumberIn(Readme, @"(\d+) dashboards"));
    }

    [Theory]
    [InlineData(Readme, "lab", @"the default stack costs about (\d+\.\d\d) USD a month without traffic", 0, 0.005)]
    [InlineData(Readme, "detections", @"All detections together cost about (\d+) USD a month", 0, 0.5)]
    [InlineData(Faq, "lab", @"The default stack about (\d+\.\d\d) USD a month without traffic", 0, 0.005)]
    [InlineData(Faq, "detections", @"all detections together about (\d+) USD", 0, 0.5)]
    [InlineData(Decision, "detections", @"cost (\d+\.\d\d) USD a month beside the topic's key", 1, 0.005)]
    public void Costs_without_traffic_are_those_of_the_template(string page, string template, string sentence, int key, double tolerance)
    {
        var file = TemplateFile(template);
        using var estimator = new CostEstimator(File.ReadAllText(file), file);
        CostEstimator.ReadTypical([estimator]);
        Assert.Equal(NumberIn(page, sentence), (double)estimator.Finish().Fixed - key, tolerance);
    }

    [Fact]
    public void The_parts_of_all_detections_are_as_many_as_the_decision_states()
    {
        var template = File.ReadAllText(TemplateFile("detections"));
        var numbers = NumbersIn(Decision,
            @"(\d+) metrics, (\d+) alarms, (\d+) of them on\s+bands, (\d+) Contributor Insights rules, and (\d+) composite alarms");
        int[] expected =
        [
            Count("AWS::Logs::MetricFilter", _ => true),
            Count("AWS::CloudWatch::Alarm", _ => true),
            Count("AWS::CloudWatch::Alarm", alarm => alarm.TryGetProperty("ThresholdMetricId", out _)),
            Count("AWS::CloudWatch::InsightRule", _ => true),
            Count("AWS::CloudWatch::CompositeAlarm", _ => true),
        ];
        Assert.Equal(expected.Select(number => (double)number), numbers);

        int Count(string type, Func<JsonElement, bool> isCounted) =>
            ResourcesOf(template).Count(resource => resource.Type == type && isCounted(resource.Properties));
    }

    [Fact]
    public void The_default_stack_has_as_many_resources_as_the_page_of_performance_states()
    {
        var resources = ResourcesOf(File.ReadAllText(TemplateFile("lab")));
        var ofTheVpc = resources.Count(resource => resource.Type.StartsWith("AWS::EC2::", StringComparison.Ordinal) && resource.Type != "AWS::EC2::FlowLog");
        Assert.Equal([resources.Count, ofTheVpc], NumbersIn(Performance, @"Resources of the default stack \| (\d+), of which (\d+) are its VPC"));
    }

    [Theory]
    [InlineData(@"(\d+) to (\d+) million records a second from lines", @"one core \| (\d+)–(\d+) M records/s, 0 B")]
    [InlineData(@"fields, (\d+\.\d) million generated", @"Generating traffic \| (\d+\.\d) M records/s")]
    [InlineData(@"backtest of (\d+\.\d) million records with (\d+) filters,\s+(\d+) rules and (\d+) alarms in (\d+) to (\d+) seconds",
        @"Backtest of (\d+\.\d) M v10 records in one `\.log\.gz` with (\d+) filters, (\d+) rules and (\d+) alarms \| (\d+)–(\d+) s")]
    [InlineData(@"processor function of (\d\.\d+) seconds, or (\d\.\d+) seconds as native code",
        @"managed: 3\.2 MB zipped, (\d\.\d+) s, 49 MB; native: 6\.4 MB zipped, (\d\.\d+) s")]
    public void Measurements_in_the_readme_are_those_of_the_page_of_performance(string sentence, string row) =>
        Assert.Equal(NumbersIn(Performance, row), NumbersIn(Readme, sentence));

    [Theory]
    [InlineData(Readme)]
    [InlineData("docs/troubleshooting.md")]
    public void The_time_of_SSH_rejects_in_ALARM_is_that_of_the_noisy_network(string page)
    {
        var row = Regex.Match(TextOf(Quality), @"^\| \[SshRejects\]\(SshRejects\.md\) \| medium \| \d+ \| (\d+h\d+m) ", RegexOptions.Multiline);
        Assert.True(row.Success);
        Assert.Contains($"in `ALARM` for {row.Groups[1].Value} of a day", TextOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_of_SSH_rejects_in_ALARM_at_a_quiet_host_is_that_of_the_independent_data() =>
        Assert.Equal(NumbersIn(Quality, @"SshRejects in `ALARM` for (\d+) h (\d+) m of 24 h"),
            NumbersIn("docs/troubleshooting.md", @"for (\d+) h (\d+) m at a \[quiet real host\]"));

    [Fact]
    public void The_time_to_an_alarm_is_that_of_the_page_of_quality()
    {
        var minutes = Regex.Matches(TextOf(Quality), @"^\| [\w-]+ \| \[(\w+)\]\(\w+\.md\) \| \S+ \| \S+ \| (\d+) min \|", RegexOptions.Multiline)
            .Select(row => (Detection: row.Groups[1].Value, Minutes: double.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture))).ToList();
        Assert.True(minutes.Count > 15);
        var ofRecords = minutes.Where(row => row.Detection != "LogsSilent").Select(row => row.Minutes).ToList();
        double[] range = [ofRecords.Min(), ofRecords.Max()];
        Assert.Equal(range, NumbersIn(Faq, @"(\d+) to (\d+) minutes after the attack begins"));
        Assert.Equal(range, NumbersIn("docs/getting-started.md", @"After (\d+) to (\d+) minutes, if the records arrive"));
        Assert.Equal(minutes.Single(row => row.Detection == "LogsSilent").Minutes, NumberIn(Faq, @"(\d+) minutes for a log group that receives nothing"));
    }

    static string TemplateFile(string name) => Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", $"{name}.template.json");

    static List<(string Type, JsonElement Properties)> ResourcesOf(string template)
    {
        using var document = JsonDocument.Parse(template);
        return
        [
            .. document.RootElement.GetProperty("Resources").EnumerateObject()
                .Select(resource => (resource.Value.GetProperty("Type").GetString()!, resource.Value.TryGetProperty("Properties", out var properties)
                    ? properties.Clone() : default)),
        ];
    }

    static double NumberIn(string page, string pattern) => Assert.Single(NumbersIn(page, pattern));

    static double[] NumbersIn(string page, string pattern) =>
        Regex.Match(TextOf(page), pattern) is { Success: true } match
            ? [.. match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))]
            : throw new InvalidDataException($"{page} does not match '{pattern}'.");

    static string TextOf(string page) => File.ReadAllText(Repository.PathOf(page.Split('/')));
}
