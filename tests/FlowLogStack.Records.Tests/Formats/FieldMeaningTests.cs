using System.Xml.Linq;

namespace FlowLogStack.Records.Tests;

public sealed class FieldMeaningTests
{
    [Fact]
    public void Every_field_has_the_meaning_that_its_documentation_has()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(FlowField).Assembly.Location, ".xml"));
        var summaries = documentation.Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("P:FlowLogStack.Records.FlowField.", StringComparison.Ordinal))
            .Select(member => string.Join(' ', member.Element("summary")!.Value.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(FlowField.Catalogue, field =>
        {
            Assert.EndsWith(".", field.Meaning, StringComparison.Ordinal);
            Assert.Contains($"{field.Name}: {field.Meaning}", summaries);
        });
    }

    [Fact]
    public void A_limit_names_detections_and_queries_that_exist()
    {
        var detections = Detections.For(new MonitoredNetwork()).Select(detection => detection.Id).ToHashSet(StringComparer.Ordinal);
        var queries = AthenaQueries.All.Select(query => query.Id).Concat(InsightsQueries.All.Select(query => query.Id)).ToHashSet(StringComparer.Ordinal);
        Assert.All(RecordingLimit.All, limit =>
        {
            Assert.All(limit.Detections, id => Assert.Contains(id, detections));
            Assert.All(limit.Queries, id => Assert.Contains(id, queries));
        });
        Assert.Equal(RecordingLimit.All.Length, RecordingLimit.All.Select(limit => limit.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("log_status", "Did you mean 'log-status'?")]
    [InlineData("packet-loss", "VPC flow logs don't record packet loss. Transit gateway records have 'packets-lost-no-route'")]
    [InlineData("rtt", "Flow logs don't record latency. 'start' and 'end'")]
    [InlineData("http-host", "Flow logs don't record the content of packets.")]
    [InlineData("security-group-id", "Flow logs don't record the rule that accepted or rejected a flow.")]
    [InlineData("country", "Flow logs don't record locations.")]
    [InlineData("user-name", "Flow logs don't record users or processes.")]
    [InlineData("timestamp", "The times of a record are 'start' and 'end'.")]
    [InlineData("hop", "The nearest fields are 'next-hop-interface-id'")]
    public void Names_what_is_nearest_to_a_field_that_does_not_exist(string name, string note) =>
        Assert.StartsWith(note, UnknownField.Describe(name), StringComparison.Ordinal);

    [Fact]
    public void Says_nothing_of_a_name_that_is_like_no_field() => Assert.Null(UnknownField.Describe("quantum-entanglement"));
}
