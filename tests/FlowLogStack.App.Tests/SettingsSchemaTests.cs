using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;

namespace FlowLogStack.App.Tests;

/// <summary>The schema of <c>flowlogs.json</c>, which editors and the app use.</summary>
public sealed class SettingsSchemaTests
{
    static readonly string SchemaFile = Repository.PathOf("src", "FlowLogStack.App", "flowlogs.schema.json");

    [Fact]
    public void The_committed_schema_is_what_the_settings_types_give() => Snapshot.MatchesFile(SchemaFile, SchemaExport.ToJson());

    [Fact]
    public void Has_no_keyword_that_the_app_does_not_judge_by()
    {
        string[] judged = ["type", "properties", "additionalProperties", "items", "required", "enum", "pattern", "patternErrorMessage", "minLength",
            "maxLength", "minimum", "maximum", "maxItems", "uniqueItems", "format", "$ref"];
        string[] told = ["$schema", "$id", "title", "description", "default", "examples"];
        Assert.Empty(Keywords(Schema()).Distinct().Except([.. judged, .. told]));
    }

    [Fact]
    public void Describes_every_setting_and_takes_every_default()
    {
        foreach (var path in SettingsSchema.Root.Paths)
        {
            var schema = path.Split('.').Aggregate(Schema(), (node, key) => node["properties"]![key]!.AsObject());
            Assert.NotEmpty((string)schema["description"]!);
            if (schema.ContainsKey("default"))
                Assert.Empty(path.Split('.').Aggregate(SettingsSchema.Root, (setting, key) => setting.At(key)!).Judge(schema["default"]));
        }
    }

    [Fact]
    public void Offers_the_retentions_that_CloudWatch_Logs_has()
    {
        var stack = new Stack(Repository.NewApp(), "Retentions");
        var offered = Schema()["properties"]!["logs"]!["properties"]!["retentionDays"]!["enum"]!.AsArray().OfType<JsonValue>().Select(days => (int)days)
            .ToList();
        foreach (var days in offered)
            new LogGroup(stack, $"For{days}Days", new LogGroupProps { Retention = LogRetention.Of(days) });

        var groups = stack.Template().ResourcesOf("AWS::Logs::LogGroup");
        Assert.Equal(offered, groups.Values.Select(group => (int)group["Properties"]!["RetentionInDays"]!));
    }

    static JsonObject Schema() => JsonNode.Parse(File.ReadAllText(SchemaFile))!.AsObject();

    static IEnumerable<string> Keywords(JsonObject schema)
    {
        foreach (var (keyword, value) in schema)
        {
            yield return keyword;
            IEnumerable<JsonNode?> below = keyword switch
            {
                "properties" => value!.AsObject().Select(property => property.Value),
                "items" or "additionalProperties" => [value],
                _ => [],
            };
            foreach (var inner in below.OfType<JsonObject>().SelectMany(Keywords))
                yield return inner;
        }
    }
}
