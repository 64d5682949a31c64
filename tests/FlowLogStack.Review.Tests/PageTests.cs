using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Review.Tests;

/// <summary>The pages: Markdown, HTML, JSON and SARIF.</summary>
public sealed class PageTests
{
    static ReviewResult Result() => Change.OfStack()
        .Set("Group/RetentionInDays", "7").Set("Archive/PublicAccessBlockConfiguration", null).Set("SshAlarm/Threshold", "40")
            .Set("Query/QueryString", "\"stats sum(bytes) by srcAddr\"").Rename("Named", "NetNamed")
        .With("Other", """{ "Type": "AWS::KMS::Key", "Properties": {} }""").Review();

    static string Markdown(ReviewResult result)
    {
        using var page = new StringWriter();
        ReviewMarkdown.Write(result, page);
        return page.ToString();
    }

    static string Html(ReviewResult result)
    {
        using var page = new MemoryStream();
        ReviewPage.Write(result, page);
        return Encoding.UTF8.GetString(page.ToArray());
    }

    [Fact]
    public void The_page_begins_with_the_verdict_and_has_its_sections_in_order()
    {
        var page = Markdown(Result());
        Assert.StartsWith("# Review: High: 2 changes would stop records, notifications or protection, widen access, or fail to deploy.\n\n`old.json` → "
            + "`new.json`: 2 high, 1 medium, 1 low, ", page, StringComparison.Ordinal);
        var titles = page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["## Replaced, deleted, kept", "## Permissions and protection", "## Detections", "## Queries, tables and dashboards", "## Monthly cost",
            "## Limits", "## New logical ids", "## Other changes"], titles);
        Assert.Contains("- stats count(*) by srcAddr\n  + stats sum(bytes) by srcAddr", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_difference_is_one_sentence() =>
        Assert.StartsWith("# Review: No effect: the templates differ in nothing that changes resources.", Markdown(Change.OfStack().Review()),
            StringComparison.Ordinal);

    [Fact]
    public void A_value_of_a_template_never_becomes_markup()
    {
        const string evil = "\"x`](https://evil.example)<script>alert(1)</script>\\n\\n# Review: fine\\n```\"";
        var result = Change.OfStack().Set("Mail/Endpoint", evil).Set("SshAlarm/AlarmName", evil).Set("Query/QueryString", evil).Review();
        var page = Markdown(result);
        Assert.DoesNotContain("\n# Review: fine", page, StringComparison.Ordinal);
        foreach (var line in page.Split('\n'))
            Assert.Equal(0, line.Count(c => c == '`') % (line.Contains("```", StringComparison.Ordinal) ? 3 : 2));
        Assert.DoesNotContain("<script>alert", Html(result), StringComparison.Ordinal);
    }

    [Fact]
    public void The_html_page_has_each_finding_and_needs_no_other_file()
    {
        var result = Result();
        var page = Html(result);
        Assert.Equal(result.Findings.Count(), page.Split("<section class=\"finding").Length - 1);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_each_finding_with_its_values()
    {
        var output = new ArrayBufferWriter<byte>();
        var result = Result();
        ReviewJson.Write(result, output);
        using var json = JsonDocument.Parse(output.WrittenMemory);
        var root = json.RootElement;
        Assert.Equal(("high", 2), (root.GetProperty("severity").GetString(), root.GetProperty("counts").GetProperty("high").GetInt32()));
        var findings = root.GetProperty("stacks")[0].GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(result.Findings.Count(), findings.Count);
        var alarm = findings.Single(finding => finding.GetProperty("rule").GetString() == "alarm-retuned");
        Assert.Equal(("detections", "medium", "SshAlarm", "AWS::CloudWatch::Alarm"),
            (alarm.GetProperty("section").GetString(), alarm.GetProperty("severity").GetString(), alarm.GetProperty("logicalId").GetString(),
            alarm.GetProperty("type").GetString()));
        Assert.Equal(("20", "40"),
            (alarm.GetProperty("evidence")[0].GetProperty("before").GetString(), alarm.GetProperty("evidence")[0].GetProperty("after").GetString()));
    }

    [Fact]
    public void The_sarif_has_the_line_of_each_resource_and_rules_that_exist()
    {
        var output = new ArrayBufferWriter<byte>();
        var indented = System.Text.Json.Nodes.JsonNode.Parse(Change.OfStack()
            .Set("Group/RetentionInDays", "7").New)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        using var review = new TemplateReview(new ReviewInput("old.json", [new StackTemplate("s", "old.json", Change.Stack)]),
            new ReviewInput("cdk.out/new.json", [new StackTemplate("s", "cdk.out/new.json", indented)]));
        ReviewSarif.Write(review.Finish(), output, "1.2.3");
        using var json = JsonDocument.Parse(output.WrittenMemory);
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal(("retention-shortened", "error"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()));
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var line = place.GetProperty("region").GetProperty("startLine").GetInt32();
        Assert.Equal("cdk.out/new.json", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("\"Group\": {", indented.Split('\n')[line - 1].Trim());
        Assert.Equal("retention-shortened",
            run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("Key", 8)]
    [InlineData("Bucket", 5)]
    [InlineData("Gone", 1)]
    [InlineData("", 1)]
    public void The_line_of_a_resource_is_not_that_of_a_property_tag_or_output_of_the_same_name(string logicalId, int line)
    {
        const string yaml = """
            Description: d
            Metadata:
              Key: x
            Resources:
              Bucket:
                Properties:
                  Key: x
              Key:
                Properties:
                  Bucket: x
            Outputs:
              Gone:
                Value: x
            """;
        const string json = """
            {
              "Description": "d", "Metadata": {
                "Key": "x" },
              "Resources": {
                "Bucket": {
                  "Properties": {
                    "Key": "x" } },
                "Key": {
                  "Properties": {
                    "Bucket": "x" } }
              },
              "Outputs": {
                "Gone": { "Value": "x" } }
            }
            """;
        Assert.Equal(line, ReviewSarif.LineOf(yaml, logicalId));
        Assert.Equal(line, ReviewSarif.LineOf(json, logicalId));
    }
}
