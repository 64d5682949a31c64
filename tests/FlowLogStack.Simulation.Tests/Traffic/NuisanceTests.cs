using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Nuisances have the properties that make them look like attacks.</summary>
public sealed class NuisanceTests
{
    static List<Seen> Day(ScenarioKind kind) =>
        [.. Traffic.Read(new TrafficPlan { Format = FlowLogFormat.V11, Duration = TimeSpan.FromDays(1), Scenarios = [new() { Kind = kind }] })
            .Where(record => record.Truth.Scenario == kind)];

    [Fact]
    public void Lasts_to_the_end_without_being_told() =>
        Assert.All([ScenarioKind.InternetNoise, ScenarioKind.Administration, ScenarioKind.HealthChecks, ScenarioKind.KubernetesNodes, ScenarioKind.Recursion],
            kind => Assert.Equal((true, false, null), (kind.IsNuisance, kind.IsBackground, kind.Duration)));

    [Fact]
    public void Internet_noise_has_the_sources_ports_and_rates_that_were_measured_at_public_addresses()
    {
        var noise = Day(ScenarioKind.InternetNoise);
        Assert.All(noise, record => Assert.Equal(("ingress", false, true),
            (record["flow-direction"], Traffic.IsInside(record.Source), Traffic.IsInside(record.Destination))));
        Assert.Equal(["ACCEPT", "REJECT"], noise.Select(record => record["action"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(noise.Where(record => record["action"] == "ACCEPT" && record["protocol"] == "6"), record => Assert.Equal("2", record["tcp-flags"]));

        // Measured: 17,273 records a day; pairs of source and port in five minutes: median 30, 99th percentile 85.
        foreach (var address in noise.GroupBy(record => record["interface-id"]))
        {
            Assert.InRange(address.Count(), 15_000, 20_000);
            var windows = address.GroupBy(record => record.Number("start") / 300).ToList();
            var pairs = windows.Select(window => window.Select(record => (record.Source, record["dstport"])).Distinct().Count()).Order().ToList();
            Assert.InRange(pairs[pairs.Count / 2], 26, 36);
            Assert.InRange(pairs[pairs.Count * 99 / 100], 40, 95);
            Assert.InRange(windows.Select(window => window.GroupBy(record => record.Source).Max(source => source.Count())).Order()
                .ElementAt(windows.Count / 2), 12, 26);
            Assert.True(windows.Max(window => window.GroupBy(record => record.Source)
                .Max(source => source.Select(record => record["dstport"]).Distinct().Count())) <= 62);
        }
    }

    [Fact]
    public void External_addresses_are_those_of_documentation_and_benchmarks()
    {
        AddressRange[] blocks = [.. new[] { "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "2001:db8::/32" }.Select(text =>
            AddressRange.TryParse(text, out var block) ? block : default)];
        var plan = new TrafficPlan { Format = FlowLogFormat.V11,
            Scenarios = [.. ScenarioKind.All.Where(kind => kind.AppliesTo.HasFlag(RecordKinds.Vpc)).Select(kind => new TrafficScenario { Kind = kind })] };
        var outside = Traffic.Read(plan).Where(record => record["srcaddr"] != "-").SelectMany(record => new[] { record.Source, record.Destination })
            .Where(address => !Traffic.IsInside(address)).Distinct().ToList();
        Assert.True(outside.Count > 1000);
        Assert.All(outside, address => Assert.Contains(blocks, block => block.Contains(address)));
    }

    [Fact]
    public void A_target_that_is_down_answers_no_health_check()
    {
        var checks = Day(ScenarioKind.HealthChecks);
        var down = checks.Where(record => record.IsRequest && record["tcp-flags"] == "2").Select(record => record["dstaddr"]).Distinct().ToList();
        Assert.DoesNotContain(checks, record => record["srcaddr"] == Assert.Single(down));
    }

    [Fact]
    public void People_and_machines_that_are_known_have_the_addresses_that_are_documented()
    {
        var records = Day(ScenarioKind.Administration);
        Assert.All(records, record => Assert.Equal("ACCEPT", record["action"]));
        var requests = records.Where(record => record.IsRequest && !record.Truth.IsRelayed).ToList();
        Assert.Equal(["198.51.100.10", "198.51.100.11"], Ends("dstport", "22", "srcaddr"));
        Assert.Equal(["203.0.113.20"], Ends("dstport", "21", "srcaddr"));
        Assert.Equal(["198.51.100.1"], Ends("protocol", "47", "srcaddr"));
        Assert.Equal(["203.0.113.53"], Ends("dstport", "53", "dstaddr"));
        Assert.Equal(["203.0.113.40"], requests.Where(record => record.Number("bytes") > 500_000_000).Select(record => record["dstaddr"]).Distinct());
        Assert.All(requests.Where(record => record["dstport"] == "25"), record => Assert.Equal("6", record["protocol"]));
        Assert.Equal(2, requests.Where(record => record["dstport"] == "25").Select(record => record["srcaddr"]).Distinct().Count());

        IEnumerable<string> Ends(string field, string value, string end) =>
            requests.Where(record => record[field] == value && (end != "srcaddr" || !Traffic.IsInside(record.Source))).Select(record => record[end]).Distinct()
                .Order(StringComparer.Ordinal);
    }
}
