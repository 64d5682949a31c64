using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The forwarding dashboard of the example, in a browser.</summary>
public sealed class ProcessorPageInBrowserTests : IDisposable
{
    const string Function = "ForwarderFunctionB3355642";

    readonly string folder = Directory.CreateTempSubdirectory("processor-page-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ToolFact("node", "npm", Browser.Program)]
    public void Shows_the_numbers_that_the_functions_own_pipeline_counts()
    {
        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "forwarding.template.json")))!;
        var variables = template["Resources"]![Function]!["Properties"]!["Environment"]!["Variables"]!.AsObject();
        template["Resources"]!["Board"] = JsonNode.Parse($$"""
            { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardBody": { "widgets": [
              { "type": "metric", "properties": { "region": "us-east-1", "title": "Read", "view": "singleValue", "setPeriodToTimeRange": true, "stat": "Sum",
                "metrics": [["FlowLogStack", "Records", "FunctionName", { "Ref": "{{Function}}" }]] } },
              { "type": "metric", "properties": { "region": "us-east-1", "title": "Read and dropped", "stat": "Sum",
                "metrics": [["FlowLogStack", "Records", "FunctionName", { "Ref": "{{Function}}" }], [".", "DroppedRecords", ".", "."],
                  [".", "ParkedRecords", ".", "."]] } }
            ] } } }
            """);
        var preview = new Preview(AlarmTemplate.Parse(template.ToJsonString(), "forwarding.template.json"));
        using var lines = new MemoryStream();
        TrafficOutput.WriteLines(TrafficPlan.DemoDay with { Duration = TimeSpan.FromHours(4),
            Scenarios = [new() { Kind = ScenarioKind.QuietOffice }, new() { Kind = ScenarioKind.WebTier }], Format = preview.HeaderlessFormat }, lines);
        lines.Position = 0;
        preview.Read(lines, "four hours");
        var expected = Forwarders.Run(
            System.Text.Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1),
            [.. new[] { "FLOW_LOG_FORMAT", "VPC_CIDR_PREFIX", "ACTION_FILTER" }.Select(name => $"{name}={variables[name]}")]);
        var file = Path.Combine(folder, "preview.html");
        File.WriteAllText(file, Boards.Page(preview.Finish()));

        using var browser = Browser.Start();
        browser.Open(file);

        Assert.NotEqual(0, expected.DroppedRecords);
        Assert.Equal(expected.Records, browser.Evaluate("Number(document.querySelector('#dashboard-1 .card data').value)").GetInt64());
        Assert.Equal(
            [expected.Records, expected.DroppedRecords],
            browser.Evaluate("Object.values(data.graphs)[0].map((line) => line.values.reduce((sum, value) => sum + value, 0))").EnumerateArray()
                .Select(sum => sum.GetInt64()));
        Assert.Contains("Not drawn: ParkedRecords counts records that outputs do not accept, and the simulation calls no outputs.",
            browser.Evaluate("document.body.innerText").GetString(), StringComparison.Ordinal);
        Assert.Empty(browser.Messages());
    }
}
