using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>
/// What an upgrade from 0.1 replaces: the examples' templates of then, with the properties that CloudFormation can't update, and those of today.
/// </summary>
public sealed class UpgradeTests
{
    // Records, events and results are in these, or the way to them.
    static readonly string[] Kept =
    [
        "AWS::S3::Bucket", "AWS::Logs::LogGroup", "AWS::SQS::Queue", "AWS::Glue::Database", "AWS::Glue::Table", "AWS::EC2::FlowLog",
        "AWS::KMS::Key", "AWS::Athena::WorkGroup", "AWS::EC2::VPC", "AWS::SNS::Topic", "AWS::Lambda::Function",
    ];

    static readonly JsonObject Before = JsonNode.Parse(
        File.ReadAllText(Repository.PathOf("tests", "FlowLogStack.App.Tests", "Upgrade", "from-0.1.json")))!.AsObject();

    static readonly Lazy<IReadOnlyList<(string LogicalId, string Type, string Property)>> Replaced =
        new(() => [.. Before["templates"]!.AsObject().SelectMany(template => Of(template.Value!.AsObject(), Now(template.Key)))]);

    [Fact]
    public void An_upgrade_replaces_no_bucket_log_group_queue_or_table_but_the_log_of_changes() =>
        Assert.Equal(
            [("FlowLogsChangeLogLogsEA44BC42", "AWS::Logs::LogGroup", "LogGroupName")],
            Replaced.Value.Where(replaced => Kept.Contains(replaced.Type)).Distinct());

    [Fact]
    public void The_page_of_the_upgrade_lists_every_replacement()
    {
        var page = File.ReadAllLines(Repository.PathOf("docs", "upgrading.md"))
            .Where(line => line.StartsWith("| `AWS::", StringComparison.Ordinal))
            .Select(line => line.Split('|')).Select(row => (row[1].Trim(), row[2].Trim()));
        Assert.Equal(Replaced.Value.Select(replaced => ($"`{replaced.Type}`", $"`{replaced.Property}`")).Distinct().Order(), page.Order());
    }

    [Fact]
    public void The_templates_of_then_are_compared_whole()
    {
        Assert.Equal(12, Before["templates"]!.AsObject().Count);
        var types = Before["templates"]!.AsObject().SelectMany(template => template.Value!.AsObject())
            .Select(resource => (string)resource.Value!["Type"]!).ToHashSet();
        Assert.Superset(Kept.ToHashSet(), types);
    }

    [Fact]
    public void A_bucket_with_another_name_or_another_id_is_found()
    {
        var (path, before) = Before["templates"]!.AsObject().First(template => template.Key.EndsWith("/lab.template.json", StringComparison.Ordinal));
        Assert.Empty(Of(before!.AsObject(), Now(path)));
        var bucket = before.AsObject().First(resource => (string)resource.Value!["Type"]! == "AWS::S3::Bucket").Key;

        var renamed = Now(path);
        renamed[bucket]!["Properties"]!["BucketName"] = "logs";
        Assert.Equal([(bucket, "AWS::S3::Bucket", "BucketName")], Of(before.AsObject(), renamed));

        var moved = Now(path);
        moved["Other"] = moved[bucket]!.DeepClone();
        moved.Remove(bucket);
        Assert.Equal([(bucket, "AWS::S3::Bucket", "logical id")], Of(before.AsObject(), moved));
    }

    static JsonObject Now(string path) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine([Repository.Root, .. path.Split('/')])))!["Resources"]!.AsObject();

    static IEnumerable<(string LogicalId, string Type, string Property)> Of(JsonObject before, JsonObject now)
    {
        foreach (var (id, resource) in before)
        {
            var type = (string)resource!["Type"]!;
            if ((string?)now[id]?["Type"] != type)
            {
                yield return (id, type, "logical id");
                continue;
            }

            foreach (var property in Before["createOnly"]![type]!.AsArray().Select(property => (string)property!))
            {
                if (!JsonNode.DeepEquals(resource["Properties"]?[property], now[id]!["Properties"]?[property]))
                    yield return (id, type, property);
            }
        }
    }
}
