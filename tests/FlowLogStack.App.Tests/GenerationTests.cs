using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

public sealed class GenerationTests : AppTests
{
    static IEnumerable<string> Tables(string json) => Template(json).ResourcesOf("AWS::Glue::Table")
        .Values.Select(table => (string)table["Properties"]!["TableInput"]!["Name"]!).Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("""{ "archive": { "generation": 2, "fileFormat": "parquet" } }""")]
    [InlineData("""{ "format": "v5", "archive": { "generation": 2 } }""")]
    [InlineData("""{ "format": "${srcaddr} ${dstaddr} ${action}", "alarms": { "detections": { "SshRejects": { "enabled": false } } },"""
        + """ "archive": { "generation": 2, "earlier": [{ "format": "v3", "fileFormat": "parquet" }] } }""")]
    public void The_next_generation_has_a_folder_a_table_and_a_view_over_both(string json)
    {
        Assert.Equal(["flow_logs", "flow_logs_2", "flow_logs_2_view", "flow_logs_all", "flow_logs_view"], Tables(json));
        Assert.Contains("/generation-2/\"", Template(json).ResourcesOf("AWS::EC2::FlowLog")
            .Values.Single(flowLog => (string?)flowLog["Properties"]!["LogDestinationType"] == "s3").ToJsonString());
    }

    [Fact]
    public void The_next_generation_leaves_the_table_and_the_bucket_of_the_first_as_they_are()
    {
        var before = Template("""{ "format": "v5" }""").ToJson()["Resources"]!.AsObject();
        var after = Template("""{ "format": "v10", "archive": { "generation": 2, "earlier": [{ "format": "v5" }] } }""").ToJson()["Resources"]!.AsObject();
        Assert.All(before.Where(resource => (string)resource.Value!["Type"]! is "AWS::Glue::Table" or "AWS::Glue::Database" or "AWS::S3::Bucket"), resource =>
            Assert.True(JsonNode.DeepEquals(resource.Value, after[resource.Key]), resource.Key));
    }

    [Fact]
    public void Warns_of_the_format_that_an_earlier_generation_is_taken_to_have()
    {
        var stack = Stack("""{ "archive": { "generation": 2, "fileFormat": "parquet" } }""");
        Assert.Contains("describe it in archive.earlier", Assert.Single(stack.Node.Metadata, entry => entry.Type == "aws:cdk:warning").Data.ToString());
        Assert.DoesNotContain(Stack("""{ "archive": { "generation": 2, "fileFormat": "parquet", "earlier": [{}] } }""").Node.Metadata, entry =>
            entry.Type == "aws:cdk:warning");
    }

    [Fact]
    public void Refuses_generations_that_are_not_described_or_that_differ_in_nothing()
    {
        Assert.Equal("archive.earlier: 1 earlier generations are described, but 'archive.generation' is 3. Describe 2, the oldest first.",
            Refusal("""{ "archive": { "generation": 3, "earlier": [{}] } }"""));
        Assert.Equal("archive.earlier: 1 earlier generations are described, but 'archive.generation' is 1. Describe 0, the oldest first.",
            Refusal("""{ "archive": { "earlier": [{}] } }"""));
        Assert.StartsWith("archive.generation: generation 2 has the default format in plain text", Refusal("""{ "archive": { "generation": 2 } }"""));
        Assert.StartsWith("archive.earlier[0].format: \"v55\" is neither a preset nor a log format",
            Refusal("""{ "archive": { "generation": 2, "earlier": [{ "format": "v55" }] } }"""));
    }
}
