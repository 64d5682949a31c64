using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The saved queries of threats on generated traffic: an office, a site, and everything harmless that looks like an attack.</summary>
public sealed class ThreatTests
{
    static readonly TrafficPlan Plan = new()
    {
        Format = FlowLogFormat.V5,
        Start = TrafficPlan.DefaultStart.AddHours(9),
        Duration = TimeSpan.FromHours(2),
        Rate = TrafficRate.PerSecond(4),
        Scenarios =
        [
            .. ScenarioKind.All.Where(kind => kind == ScenarioKind.QuietOffice || kind == ScenarioKind.WebTier || kind.IsNuisance)
                .Select(kind => new TrafficScenario { Kind = kind }),
            .. ScenarioKind.Groups["threats"].Select(kind =>
                new TrafficScenario { Kind = kind, Start = TimeSpan.FromHours(1), Duration = TimeSpan.FromMinutes(40) }),
        ],
    };

    static readonly Lazy<List<Seen>> Records = new(() => Traffic.Read(Plan));

    static LogsInsightsResult Run(string query)
    {
        var run = LogsInsightsQuery.Parse(InsightsQueries.Get(query).Of(Plan.Format).Query).Start(new LogsInsightsOptions { Format = Plan.Format });
        foreach (var record in Records.Value)
            run.Add(System.Text.Encoding.UTF8.GetBytes(record.Line));
        return run.Complete();
    }

    // The scenario's hosts, as the side of a record that the query groups by.
    static HashSet<string> HostsOf(ScenarioKind kind, bool answers) =>
        [.. Records.Value.Where(record => record.Truth.Scenario == kind && record.IsTraffic && record.Truth.IsAnswer == answers)
            .Select(record => record["srcaddr"])];

    [Theory]
    [InlineData("MiningPools", "mining-pool", false)]
    [InlineData("TorRelays", "tor-client", false)]
    [InlineData("AdministrationPairs", "lateral-movement", false)]
    [InlineData("Amplifiers", "amplification", true)]
    public void Are_first_in_their_queries_in_a_noisy_network(string query, string scenario, bool answers)
    {
        var rows = Run(query);
        var hosts = HostsOf(ScenarioKind.All.Single(kind => kind.Name == scenario), answers);
        Assert.NotEmpty(hosts);
        Assert.True(hosts.Contains(rows[0, "srcaddr"].ToString()!), $"{query} has {rows[0, "srcaddr"]} first, and not one of {string.Join(", ", hosts)}.");
    }
}
