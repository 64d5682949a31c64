using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.App.Tests;

public sealed class DashboardTests : AppTests
{
    [Fact]
    public void There_are_none_unless_they_are_asked_for() => Assert.Null(Stack("{}").Dashboards);

    [Fact]
    public void Shows_what_is_asked_for_with_links_to_them()
    {
        var template = Template("""{ "dashboards": { "show": ["overview", "traffic-direction"] } }""");
        template.Counts("AWS::CloudWatch::Dashboard", 2);
        var outputs = template.ToJson()["Outputs"]!.AsObject();
        Assert.True(outputs.ContainsKey("OverviewDashboard"));
        Assert.True(outputs.ContainsKey("TrafficDirectionDashboard"));
    }

    [Fact]
    public void The_security_groups_bring_a_log_of_their_changes() =>
        Template("""{ "dashboards": { "show": ["security-groups"] } }""").Counts("AWS::Events::Rule", 1);

    [Fact]
    public void The_forwarder_is_on_the_overview()
    {
        var body = Template("""{ "forward": { "destinationBucket": "elsewhere" }, "dashboards": { "show": ["overview"] } }""")
            .Only("AWS::CloudWatch::Dashboard")["DashboardBody"]!.ToJsonString();
        Assert.Contains("DeliveredRecords", body);
    }

    [Fact]
    public void The_forwarders_panels_can_be_previewed()
    {
        var json = Template("""
            { "forward": { "destinationBucket": "elsewhere", "enrich": false }, "dashboards": { "show": ["overview", "traffic-direction"] } }
            """).ToJson().ToJsonString();
        var preview = new Preview(AlarmTemplate.Parse(json, "forwarder.template.json"));
        using var lines = new MemoryStream();
        var generated = TrafficOutput.WriteLines(new TrafficPlan { Duration = TimeSpan.FromMinutes(10), Format = preview.HeaderlessFormat }, lines);
        lines.Position = 0;
        preview.Read(lines, "ten minutes");
        using var page = new StringWriter();
        PreviewPage.Render(preview.Finish(), page);

        var data = page.ToString().Split("id=\"data\">")[1].Split("</script>")[0];
        var read = JsonNode.Parse(data)!["graphs"]!.AsObject().SelectMany(graph => graph.Value!.AsArray()).Single(line => (string?)line!["label"] == "Read")!;
        Assert.Equal(generated.Records, read["values"]!.AsArray().Sum(value => (long?)value));
        Assert.Contains("DeliveredRecords assumes that every output accepts everything at once.", page.ToString());
        Assert.Contains("Not drawn: ParkedRecords counts records that outputs do not accept, and the simulation calls no outputs.", page.ToString());
    }

    [Fact]
    public void Refuses_dashboards_of_which_nothing_could_be_drawn()
    {
        Assert.Equal("dashboards.show[0]: \"accepts-and-rejects\" would be empty, because transit gateway records have no action. Remove it.",
            Refusal("""{ "sources": ["tgw-0a1b2c3d4e5f67890"], "dashboards": { "show": ["accepts-and-rejects"] } }"""));
        Assert.Equal("dashboards.show[1]: \"detections\" would be empty, because no detection is enabled. Enable one in 'alarms', or remove it.",
            Refusal("""{ "alarms": { "detections": { "SshRejects": { "enabled": false } } }, "dashboards": { "show": ["overview", "detections"] } }"""));
        Assert.Equal("dashboards.show: this has no effect, because dashboards require a log group, and records are not delivered to one. Remove it, or set "
            + "'logs.enabled' to true.", Refusal("""{ "logs": { "enabled": false }, "dashboards": { "show": ["overview"] } }"""));
    }

    [Fact]
    public void Refuses_what_is_no_dashboard() =>
        Assert.Contains("dashboards.show[0]", Refusal("""{ "dashboards": { "show": ["overvew"] } }"""));
}
