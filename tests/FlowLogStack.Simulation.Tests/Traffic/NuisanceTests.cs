using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Nuisances have the properties that make them look like attacks.</summary>
public sealed class NuisanceTests
{
    static List<Seen> Day(ScenarioKind kind) =>
        [.. Traffic.Read(new TrafficPlan { Format = FlowLogFormat.V11, Duration = TimeSpan.FromDays(1), Scenarios = [new() { Kind = kind }] }).Where(record => record.Truth.Scenario == kind)];

    [Fact]
    public void Lasts_to_the_end_without_being_told() =>
        Assert.All([ScenarioKind.InternetNoise, ScenarioKind.Administration], kind => Assert.Equal((true, false, null), (kind.IsNuisance, kind.IsBackground, kind.Duration)));

    [Fact]
    public void The_internet_knocks_on_public_addresses_and_nobody_opens()
    {
        var noise = Day(ScenarioKind.InternetNoise);
        Assert.InRange(noise.Count, 8600, 8700);
        Assert.All(noise, record => Assert.Equal(("REJECT", "ingress", false, true), (record["action"], record["flow-direction"], Traffic.IsInside(record.Source), Traffic.IsInside(record.Destination))));
        Assert.Equal(3, noise.Select(record => record["interface-id"]).Distinct().Count());
        Assert.DoesNotContain(noise, record => record["dstport"] is "80" or "443");

        // About one in eleven is for SSH: a few an hour at each address, fewer than in an attack.
        var ssh = noise.Where(record => record["dstport"] == "22").ToList();
        Assert.InRange(ssh.Count, 600, 950);
        Assert.True(ssh.GroupBy(record => record.Number("start") / 60).Max(minute => minute.Count()) < 10);
        Assert.InRange(noise.Select(record => record.Source).Distinct().Count(), 1000, noise.Count);
        Assert.True(noise.GroupBy(record => record.Source).Count(source => source.Count() > 20) >= 30, "regulars come again");
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
        Assert.Equal(["9.9.9.9"], Ends("dstport", "53", "dstaddr"));
        Assert.Equal(["203.0.113.40"], requests.Where(record => record.Number("bytes") > 500_000_000).Select(record => record["dstaddr"]).Distinct());
        Assert.All(requests.Where(record => record["dstport"] == "25"), record => Assert.Equal("6", record["protocol"]));
        Assert.Equal(2, requests.Where(record => record["dstport"] == "25").Select(record => record["srcaddr"]).Distinct().Count());

        IEnumerable<string> Ends(string field, string value, string end) =>
            requests.Where(record => record[field] == value && (end != "srcaddr" || !Traffic.IsInside(record.Source))).Select(record => record[end]).Distinct().Order(StringComparer.Ordinal);
    }
}
