using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>The sources of settings: a file, and the context of the CDK CLI, which takes precedence.</summary>
public sealed class SettingsReaderTests : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("settings-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void Without_a_file_and_without_context_all_is_default() =>
        Assert.Equivalent(new FlowLogSettings(), SettingsReader.Read(directory.FullName, _ => null), strict: true);

    [Fact]
    public void The_file_is_read_when_it_is_there()
    {
        Write("flowlogs.json", """{ "stackName": "FromFile" }""");
        Assert.Equal("FromFile", Read().StackName);
    }

    [Fact]
    public void Another_file_can_be_chosen()
    {
        Write("flowlogs.json", """{ "stackName": "FromFile" }""");
        Write("other.json", """{ "stackName": "FromOther" }""");
        Assert.Equal("FromOther", Read(("settings", "other.json")).StackName);
    }

    [Fact]
    public void A_chosen_file_that_is_not_there_is_refused() =>
        Assert.Equal(
            $"The settings file cannot be read:\n  - settings: the file 'other.json' does not exist in '{directory.FullName}'. Correct the name, or remove -c "
                + "settings to use flowlogs.json.",
            Refused(("settings", "other.json")));

    [Fact]
    public void A_file_that_is_not_JSON_is_refused_with_the_place()
    {
        Write("flowlogs.json", "{\n  \"stackName\": Mine\n}");
        Assert.StartsWith("flowlogs.json cannot be read:\n  - line 2, column 16: 'M' is an invalid start of a value", Refused());
    }

    [Fact]
    public void A_file_with_the_same_key_twice_is_refused()
    {
        Write("flowlogs.json", """{ "stackName": "A", "stackName": "B" }""");
        Assert.Contains("stackName", Refused(), StringComparison.Ordinal);
        Write("flowlogs.json", "{ \"logs\": { \"enabled\": true },\n  \"lo\\u0067s\": {} }");
        Assert.Equal("flowlogs.json cannot be read:\n  - line 2, column 3: the key 'logs' is in the object already. Remove one of them.", Refused());
        Write("flowlogs.json", """{ "logs": { "enabled": true }, "archive": { "enabled": true } }""");
        Assert.True(Read().Logs.Enabled);
    }

    [Theory]
    [InlineData("""{ "stackName": "\ud83d" }""", "line 1, column 16: ")]
    [InlineData("""{ "tags": { "\udc00": "x" } }""", "line 1, column 13: ")]
    public void Half_of_a_surrogate_pair_is_refused_with_its_place(string json, string place)
    {
        Write("flowlogs.json", json);
        Assert.StartsWith($"flowlogs.json cannot be read:\n  - {place}the text contains half of a surrogate pair", Refused());
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_refused_and_not_taken_for_the_defaults()
    {
        directory.CreateSubdirectory("flowlogs.json");
        Assert.EndsWith("is a directory. Use a file.", Refused());
        Assert.StartsWith("The settings file cannot be read:\n  - settings: 'flowlogs.json' in '", Refused(("settings", "flowlogs.json")));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, "'flowlogs.json' has the byte 0xff, which is not text "
        + "in UTF-8. Save it as UTF-8.")]
    [InlineData(new byte[] { (byte)'{', 0, (byte)'}', 0 }, "it has zero bytes, as UTF-16 text does without a byte order mark. Save it as UTF-8.")]
    [InlineData(new byte[] { (byte)' ', (byte)'\n' }, "it is empty. Put the settings between { and }.")]
    public void A_file_that_is_not_text_is_refused(byte[] content, string refusal)
    {
        File.WriteAllBytes(Path.Combine(directory.FullName, "flowlogs.json"), content);
        Assert.EndsWith(refusal, Refused());
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_file()
    {
        foreach (var encoding in new System.Text.Encoding[] { new System.Text.UTF8Encoding(true), System.Text.Encoding.Unicode,
            System.Text.Encoding.BigEndianUnicode })
        {
            File.WriteAllText(Path.Combine(directory.FullName, "flowlogs.json"), """{ "tags": { "team": "Größe" } }""", encoding);
            Assert.Equal("Größe", Read().Tags["team"]);
        }
    }

    [Fact]
    public void Context_that_is_not_JSON_is_refused() =>
        Assert.StartsWith("The CDK context cannot be read:\n  - 'b' is an invalid start of a property name.", Assert.Throws<InvalidSettingsException>(() =>
            SettingsReader.Read(directory.FullName, name => name == "CDK_CONTEXT_JSON" ? "{bad" : null)).Message);

    [Fact]
    public void A_file_that_holds_a_list_is_refused()
    {
        Write("flowlogs.json", "[]");
        Assert.Equal("flowlogs.json cannot be read:\n  - it is not a JSON object. Put the settings between { and }.", Refused());
    }

    [Fact]
    public void Context_wins_over_the_file_and_leaves_the_rest_of_it()
    {
        Write("flowlogs.json", """{ "logs": { "retentionDays": 7, "encryption": "customer-managed" } }""");
        var settings = Read(("logs.retentionDays", "90"));
        Assert.Equal(90, settings.Logs.RetentionDays);
        Assert.Equal("customer-managed", settings.Logs.Encryption);
    }

    [Fact]
    public void Context_is_read_as_the_type_of_the_setting()
    {
        var settings = Read(
            ("stackName", "Prod"), ("archive.enabled", "false"), ("aggregationSeconds", "600"), ("logs.retentionDays", "null"),
            ("alarms.notify", "a@example.com, b@example.com"), ("alarms.detections.SshRejects.threshold", "2.5"), ("trafficType", "REJECT"));
        Assert.Equal("Prod", settings.StackName);
        Assert.False(settings.Archive.Enabled);
        Assert.Equal(600, settings.AggregationSeconds);
        Assert.Null(settings.Logs.RetentionDays);
        Assert.Equal(["a@example.com", "b@example.com"], settings.Alarms.Notify);
        Assert.Equal(2.5, settings.Alarms.Detections["SshRejects"].Threshold);
        Assert.Equal(Capture.TrafficType.Reject, settings.TrafficType);
    }

    [Fact]
    public void Lists_and_objects_may_be_given_as_JSON()
    {
        var settings = Read(("sources", """["vpc-0a1b2c3d"]"""), ("archive.tiers", """[{ "storageClass": "GLACIER", "afterDays": 30 }]"""),
            ("logs", """{ "retentionDays": 1 }"""));
        Assert.Equal(["vpc-0a1b2c3d"], settings.Sources);
        Assert.Equal(new TierSettings { StorageClass = "GLACIER", AfterDays = 30 }, Assert.Single(settings.Archive.Tiers));
        Assert.Equal(1, settings.Logs.RetentionDays);
    }

    [Fact]
    public void The_keys_of_tags_may_hold_dots_and_colons() =>
        Assert.Equal("42", Read(("tags.cost.center:code", "42")).Tags["cost.center:code"]);

    [Fact]
    public void Context_of_the_CDK_itself_is_left_alone() =>
        Assert.Equal("FlowLogStack", Read(("@aws-cdk/core:checkSecretUsage", "true"), ("availability-zones:account=1:region=x", "[]"),
            ("acknowledged-issue-numbers", "[1]"), ("cli-telemetry", "false")).StackName);

    [Fact]
    public void Context_that_is_no_setting_is_refused_with_the_nearest() =>
        Assert.Equal(
            "The context has 3 problems:\n  - -c logs.retentonDays: unknown setting. Did you mean 'logs.retentionDays'?\n  - -c setings: unknown setting. Did "
                + "you mean 'settings'?\n  - -c colour: unknown setting. The file flowlogs.schema.json lists them all.",
            Refused(("logs.retentonDays", "30"), ("setings", "x.json"), ("colour", "blue")));

    [Fact]
    public void A_value_of_the_wrong_type_is_refused_as_in_a_file() =>
        Assert.Equal("The context has a problem:\n  - -c logs.enabled: \"maybe\" is a string. Use true or false.", Refused(("logs.enabled", "maybe")));

    [Fact]
    public void An_override_below_something_that_is_no_object_does_not_hide_the_mistake()
    {
        Write("flowlogs.json", """{ "logs": 5 }""");
        Assert.Equal("flowlogs.json has a problem:\n  - logs: 5 is a whole number. Use an object, { … }.", Refused(("logs.retentionDays", "30")));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_where_it_comes_from()
    {
        Write("flowlogs.json", """{ "vpcCidr": "10.0.0.1/24", "alarms": { "notify": ["http://example.com"] }, "athena": { "tabel": "x" } }""");
        Assert.Equal(
            [
                "flowlogs.json has 4 problems:",
                "  - vpcCidr: \"10.0.0.1/24\" is an address within a network, not the network. Use \"10.0.0.0/24\".",
                "  - alarms.notify[0]: \"http://example.com\" would send alarms over the network in clear text. Use an https:// URL.",
                "  - athena.tabel: unknown setting. Did you mean 'athena.table'?",
                "  - -c logs.enabled: \"maybe\" is a string. Use true or false.",
            ],
            Refused(("logs.enabled", "maybe")).Split('\n'));
    }

    [Fact]
    public void Context_too_large_for_the_environment_is_read_from_its_file()
    {
        Write("overflow.json", """{ "stackName": "Overflown" }""");
        var settings = SettingsReader.Read(directory.FullName, name => name switch
        {
            "CDK_CONTEXT_JSON" => """{ "logs.retentionDays": 14 }""",
            "CONTEXT_OVERFLOW_LOCATION" => Path.Combine(directory.FullName, "overflow.json"),
            _ => null,
        });
        Assert.Equal("Overflown", settings.StackName);
        Assert.Equal(14, settings.Logs.RetentionDays);
    }

    [Fact]
    public void The_app_ends_with_1_and_words_without_a_stack_trace()
    {
        var result = Tool.Run(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "FlowLogStack.App.dll")],
            new Dictionary<string, string> { ["CDK_CONTEXT_JSON"] = """{ "stackName": "1st" }""", ["CONTEXT_OVERFLOW_LOCATION"] = "" },
            directory.FullName);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("The context has a problem:\n  - -c stackName: \"1st\" is not valid. Use 1 to 128 letters, digits and hyphens, starting with a letter.",
            result.Errors.TrimEnd());
    }

    [Fact]
    public void A_problem_that_CDK_reports_is_words_without_a_stack_trace_as_well()
    {
        var result = Tool.Run(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "FlowLogStack.App.dll")],
            new Dictionary<string, string>
            {
                ["CDK_CONTEXT_JSON"] = JsonSerializer.Serialize(new Dictionary<string, string>
                {
                    ["sources"] = "vpc-0a1b2c3d", ["alarms.notify"] = string.Join(',', Enumerable.Range(0, 480).Select(i => $"a{i}@example.com")),
                }),
                ["CONTEXT_OVERFLOW_LOCATION"] = "",
                ["CDK_OUTDIR"] = Path.Combine(directory.FullName, "out"),
            },
            directory.FullName);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\nValidation failed with the following errors:\n", "\n" + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", result.Errors, StringComparison.Ordinal);
    }

    void Write(string file, string json) => File.WriteAllText(Path.Combine(directory.FullName, file), json);

    FlowLogSettings Read(params (string Key, string Value)[] context)
    {
        var json = new JsonObject(context.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value))).ToJsonString();
        return SettingsReader.Read(directory.FullName, name => name == "CDK_CONTEXT_JSON" ? json : null);
    }

    string Refused(params (string Key, string Value)[] context) => Assert.Throws<InvalidSettingsException>(() => Read(context)).Message;
}
