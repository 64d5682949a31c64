using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>What every detection of the catalogue promises.</summary>
public sealed class CatalogueTests
{
    static readonly MonitoredNetwork Network = new() { PrivateSubnets = ["10.0.128.0/20"], InternalRanges = ["2600:1f18::/32"] };

    public static TheoryData<string> Ids => [.. Detections.For(Network).Select(detection => detection.Id)];

    [Fact]
    public void Ids_titles_and_names_are_unique()
    {
        var all = Detections.For(Network);
        Assert.Equal(all.Count, all.Select(detection => detection.Id).Distinct().Count());
        Assert.Equal(all.Count, all.Select(detection => detection.Title).Distinct().Count());
        Assert.Equal(all.Count, all.Select(detection => detection.FilterName).Distinct().Count());
        Assert.Equal(all.Count, all.Select(detection => detection.MetricName).Distinct().Count());
    }

    [Fact]
    public void Names_of_a_filter_and_a_metric_default_to_the_id()
    {
        var detection = Detections.For(Network).First(detection => detection.MetricName == detection.Id) with { Id = "OtherRejects" };
        Assert.Equal(("other-rejects", "OtherRejects"), (detection.FilterName, detection.MetricName));
        var named = detection with { FilterName = "a-filter", MetricName = "AMetric" };
        Assert.Equal(("a-filter", "AMetric"), (named.FilterName, named.MetricName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_of_IPv6_is_internal_only_without_a_block_of_IPv6(bool hasBlock)
    {
        var network = new MonitoredNetwork { InternalRanges = hasBlock ? ["2600:1f18::/32", "192.0.2.0/24"] : ["192.0.2.0/24"] };
        bool IsInside(string address) => network.Inside.Any(block =>
            AddressRange.TryParse(block, out var range) && FlowAddress.TryParse(address, out var parsed) && range.Contains(parsed));
        Assert.Equal((true, true, !hasBlock, false), (IsInside("192.0.2.1"), IsInside("2600:1f18::1"), IsInside("2a00::1"), IsInside("198.51.100.1")));
    }

    [Fact]
    public void Samples_of_IPv6_are_those_of_networks_that_have_a_block_of_it()
    {
        static IEnumerable<string> WithSamples(MonitoredNetwork network) => Detections.For(network)
            .Where(detection => detection.Matching.Any(sample => sample.Line.Contains("2001:db8:", StringComparison.Ordinal)))
            .Select(detection => detection.Id);
        Assert.Equal(["RemoteAccessAccepted", "InboundIcmp"], WithSamples(Network).Except(WithSamples(MonitoredNetwork.Default)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_samples_of_a_detection_are_selected_and_left_alone_by_predicate_and_pattern(string id)
    {
        var detection = Detections.For(Network).Single(detection => detection.Id == id);
        foreach (var (sample, expected) in detection.Matching.Select(sample => (sample, true)).Concat(detection.Harmless.Select(sample => (sample, false))))
        {
            var line = Encoding.UTF8.GetBytes(sample.Line);
            Assert.True(new FlowLogReader(sample.Format).TryRead(line, out var record, out _), sample.Line);
            Assert.True(detection.ToPredicate(sample.Format).Holds(record) == expected, $"{id}, predicate, {sample.Story}: {sample.Line}");
            Assert.True(detection.ToFilterPatterns(sample.Format).Count(pattern => LogPattern.Parse(pattern).IsMatch(line)) == (expected ? 1 : 0),
                $"{id}, pattern, {sample.Story}: {sample.Line}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_detection_fits_every_preset_that_has_its_fields(string id)
    {
        var detection = Detections.For(Network).Single(detection => detection.Id == id);
        Assert.All(FlowLogFormat.Presets.Values.Where(detection.IsAvailableIn), format =>
            Assert.All(detection.ToFilterPatterns(format), pattern => Assert.InRange(pattern.Length, 1, FilterPattern.MaximumLength)));
    }

    [Fact]
    public void The_catalogue_leaves_a_log_groups_expressions_to_its_users() =>
        Assert.All(FlowLogFormat.Presets.Values, format => Assert.InRange(
            Detections.For(Network).Where(detection => detection.IsAvailableIn(format)).SelectMany(detection => detection.ToFilterPatterns(format))
                .Count(FilterPattern.HasExpression), 0, 3));
}
