namespace FlowLogStack.App.Tests;

/// <summary>The Logs Insights queries that settings save.</summary>
public sealed class QueryTests : AppTests
{
    static List<string> Names(string json) =>
        [.. Template(json).ResourcesOf("AWS::Logs::QueryDefinition").Values.Select(query => (string)query["Properties"]!["Name"]!)];

    static string QueryOf(string json, string name) =>
        (string)Template(json).ResourcesOf("AWS::Logs::QueryDefinition")
            .Values.Single(query => (string)query["Properties"]!["Name"]! == name)["Properties"]!["QueryString"]!;

    [Fact]
    public void The_lab_saves_one_query_and_all_saves_every_one_of_the_format()
    {
        Assert.Single(Names("{}"));
        var names = Names("""{ "queries": { "insights": "all", "folder": "Network" } }""");
        Assert.True(names.Count > 45, $"{names.Count} queries");
        Assert.All(names, name => Assert.StartsWith("Network/", name));
        Assert.DoesNotContain(names, name => name.Contains("NAT gateway", StringComparison.Ordinal));
        Assert.Contains("Network/Detections/Database reached from outside", names);
    }

    [Fact]
    public void Queries_ask_about_the_network_that_the_settings_tell_of()
    {
        const string settings = """{ "queries": { "insights": "all", "natGateway": "10.0.0.10" }, "network": { "internalRanges": ["203.0.113.0/24"] } }""";
        Assert.Contains("""dstAddr = "10.0.0.10" and""", QueryOf(settings, "Flow logs/Samples/Hosts that send most through the NAT gateway"));
        Assert.Contains("""isIpInSubnet(srcAddr, "203.0.113.0/24")""", QueryOf(settings, "Flow logs/Egress/Top 20 hosts by bytes to external addresses"));
    }

    [Fact]
    public void Detections_that_are_off_are_asked_for_as_they_are_set()
    {
        const string settings =
            """{ "queries": { "insights": "all" }, "alarms": { "detections": { "CleartextAccepted": { "enabled": false, "allow": { "ports": [21] } } } } }""";
        Assert.Contains("21", QueryOf(settings, "Flow logs/Detections/Cleartext services"));
    }

    [Theory]
    [InlineData("""{ "queries": { "insights": "every" } }""", "queries.insights: \"every\" is not a valid value. Use \"lab\" or \"all\".")]
    [InlineData("""{ "queries": { "folder": "Network" } }""",
        "queries.folder: this has no effect, because only the queries of the default stack are saved. Remove it, or set 'queries.insights' to \"all\".")]
    [InlineData("""{ "queries": { "insights": "all", "natGateway": "10.0.0" } }""",
        "queries.natGateway: \"10.0.0\" is not an address. Use one of IPv4 or IPv6, as in \"10.0.0.10\".")]
    [InlineData("""{ "queries": { "insights": "all", "folder": "/x" } }""",
        "queries.folder: \"/x\" is not valid. Use 1 to 100 letters, digits, spaces, slashes and . _ -, starting and ending with none of spaces and slashes.")]
    [InlineData("""{ "logs": { "enabled": false }, "queries": { "insights": "all" } }""", "queries.insights: this has no effect, because queries require a "
        + "log group, and records are not delivered to one. Remove it, or set 'logs.enabled' to true.")]
    public void Refuses_what_saves_nothing(string json, string refusal) => Assert.Equal(refusal, Refusal(json));

    [Fact]
    public void Refuses_more_networks_than_a_query_can_ask_about()
    {
        var ranges = string.Join(", ", Enumerable.Range(0, 200).Select(i => $"\"198.51.{i}.0/24\""));
        Assert.Contains($"and Logs Insights allows 10000. Use fewer and larger ones",
            Refusal($$"""{ "queries": { "insights": "all" }, "network": { "internalRanges": [{{ranges}}] } }"""));
    }
}
