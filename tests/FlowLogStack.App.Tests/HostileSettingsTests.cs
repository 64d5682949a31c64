using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>Settings in which each value in turn is one that nobody expects.</summary>
public sealed class HostileSettingsTests : AppTests
{
    static readonly string[] Values = ["null", "\"\"", "-1", "1e999", "[]", "{}", "[[null]]", "true", "\"\\u0000\\u202e\"", "\"${AWS::Region}\"",
        "\"\\ud83d\"", $"\"{new string('x', 2000)}\""];

    const string Central = """
        {
          "account": "111111111111", "region": "eu-west-1", "capture": false, "format": "v5", "customFields": { "new-field": "text" },
          "archive": { "organization": "o-a1b2c3d4e5", "accounts": ["111122223333"], "readers": [{ "account": "111122223333", "externalId": "abc" }],
            "generation": 2, "earlier": [{ "format": "v2" }], "tiers": [{ "storageClass": "GLACIER_IR", "afterDays": 90 }] },
          "members": { "organizationalUnits": ["ou-ab12-11111111"], "vpcs": { "222222222222": "vpc-0a1b2c3d4e5f67890" } },
          "telemetryRule": { "name": "flow-logs", "logGroupPattern": "/flow-logs/<accountId>", "regions": ["eu-west-1"] },
          "subscriptions": { "name": "x", "organization": "o-a1b2c3d4e5",
            "streamArn": "arn:aws:firehose:eu-west-1:111111111111:deliverystream/central" },
          "enabler": { "enabled": true, "everyMinutes": 60, "optOutTag": "FlowLogs=off" }
        }
        """;

    const string Several = """
        {
          "tags": { "team": "network" }, "roles": { "path": "/network/" },
          "stacks": {
            "a": { "member": true, "sources": ["vpc-0a1b2c3d"], "archive": { "existingBucket": "example-logs" }, "logs": { "name": "/x" } },
            "b": {
              "sources": ["subnet-0a1b2c3d"], "sourceStacks": 2, "network": { "internalRanges": ["10.0.0.0/8"] },
              "alarms": { "notify": ["a@example.com"], "detections": { "SshRejects": { "threshold": 5, "allow": { "sources": ["10.0.0.0/8"] } } } },
              "athena": { "workgroup": "w", "bytesScannedCutoff": 100000000, "encryption": "s3-managed" }
            }
          }
        }
        """;

    [Fact]
    public void Whatever_a_setting_is_its_problem_has_words_and_nothing_else_is_thrown()
    {
        var settings = Directory.EnumerateFiles(Repository.PathOf("docs/examples"), "*.flowlogs.json").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Append(Central).Append(Several).ToList();
        Assert.All(settings, text => SettingsReader.ParseAll("flowlogs.json", text));
        var (read, refused) = (0, 0);
        foreach (var text in settings)
        {
            foreach (var path in PathsOf(SettingsJson.Parse(text)))
            {
                foreach (var value in Values)
                {
                    try
                    {
                        SettingsReader.ParseAll("flowlogs.json", With(text, path, value));
                        read++;
                    }
                    catch (InvalidSettingsException e)
                    {
                        refused++;
                        Assert.All(e.Problems, problem => Assert.Matches(@"^[^\r\n]{10,}[.?)}]$", problem.Message));
                    }
                    catch (Exception e)
                    {
                        Assert.Fail($"{string.Join('.', path)} = {value}: {e}");
                    }
                }
            }
        }

        Assert.True(refused > 1000 && read < refused / 4, $"{refused} refused, {read} read");
    }

    static IEnumerable<object[]> PathsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => member.Key != "$schema").SelectMany(member => Below(member.Key, member.Value)),
        JsonArray items => items.SelectMany((item, index) => Below(index, item)),
        _ => [],
    };

    static IEnumerable<object[]> Below(object key, JsonNode? node) => PathsOf(node).Select(rest => (object[])[key, .. rest]).Prepend([key]);

    // The value is put into the text, because a node cannot hold half of a surrogate pair or a number that is too large.
    static string With(string text, object[] path, string value)
    {
        const string Place = "PLACE-OF-THE-VALUE";
        var root = SettingsJson.Parse(text)!;
        var node = root;
        foreach (var key in path[..^1])
            node = key is int index ? node[index]! : node[(string)key]!;
        if (path[^1] is int last)
            node[last] = Place;
        else
            node[(string)path[^1]] = Place;
        return root.ToJsonString().Replace($"\"{Place}\"", value, StringComparison.Ordinal);
    }
}
