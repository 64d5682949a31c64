using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>The section of the page on quality about attacks that saved queries find, on generated traffic.</summary>
static class QueryQuality
{
    static readonly TrafficPlan Plan = new()
    {
        Format = FlowLogFormat.V5,
        Start = TrafficPlan.DefaultStart.AddHours(9),
        Duration = TimeSpan.FromHours(2),
        Rate = TrafficRate.PerSecond(4),
        Scenarios =
        [
            new() { Kind = ScenarioKind.QuietOffice },
            new() { Kind = ScenarioKind.WebTier },
            .. QualityTests.Noise,
            .. ScenarioKind.Groups["threats"].Select(kind =>
                new TrafficScenario { Kind = kind, Start = TimeSpan.FromHours(1), Duration = TimeSpan.FromMinutes(40) }),
        ],
    };

    static readonly (ScenarioKind Scenario, string Query, bool CountsAnswers)[] Pairs =
    [
        (ScenarioKind.MiningPool, "MiningPools", false),
        (ScenarioKind.TorClient, "TorRelays", false),
        (ScenarioKind.LateralMovement, "AdministrationPairs", false),
        (ScenarioKind.Amplification, "Amplifiers", true),
    ];

    /// <summary>The section of the page.</summary>
    internal static string Section()
    {
        var section = new StringBuilder("""

            ## By saved queries

            Attacks that have no alarm, 40 minutes of each in two hours of the same office and web site with every nuisance. *First row* is the row of
            the attack in the query's order. The last line has a second Region whose traffic begins after an hour. None of these queries is tested on
            independent data.

            | scenario | query | first row | rows | rows of the attack |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        var records = TrafficGenerator.Generate(Plan).Select(record => (Line: Encoding.UTF8.GetString(record.Line.Span), record.Scenario, record.IsAnswer))
            .ToList();
        foreach (var (scenario, query, countsAnswers) in Pairs)
        {
            var hosts = records.Where(record => record.Scenario == scenario && record.IsAnswer == countsAnswers)
                .Select(record => record.Line.Split(' ')[Plan.Format.IndexOf(FlowField.SrcAddr)]).ToHashSet();
            Append(section, scenario.Name, query, Run(query, records.Select(record => record.Line)), "srcaddr", hosts.Contains);
        }

        var (used, added) = ("us-east-1", "eu-west-1");
        var later = (Plan.Start + TimeSpan.FromHours(1)).ToUnixTimeSeconds();
        var regions = TrafficGenerator.Generate(Plan with { Regions = [used, added] }).Select(record => Encoding.UTF8.GetString(record.Line.Span))
            .Where(line => line.Split(' ') is var fields && (fields[Plan.Format.IndexOf(FlowField.Region)] == used
                || long.Parse(fields[Plan.Format.IndexOf(FlowField.Start)], CultureInfo.InvariantCulture) >= later));
        Append(section, "a second Region", "RegionsInUse", Run("RegionsInUse", regions), "region", region => region == added);
        return section.ToString();
    }

    static void Append(StringBuilder section, string scenario, string query, LogsInsightsResult result, string column, Predicate<string> isOfAttack)
    {
        var rows = Enumerable.Range(0, result.Rows.Length).Where(row => isOfAttack(result[row, column].ToString()!)).ToList();
        Assert.True(rows.Count > 0 && rows[0] == 0, $"{query} does not have {scenario} first.");
        section.Append(CultureInfo.InvariantCulture,
            $"| {scenario} | {InsightsQueries.Get(query).Title} | {rows[0] + 1} | {result.Rows.Length} | {rows.Count} |\n");
    }

    static LogsInsightsResult Run(string query, IEnumerable<string> lines)
    {
        var run = LogsInsightsQuery.Parse(InsightsQueries.Get(query).Of(Plan.Format).Query).Start(new LogsInsightsOptions { Format = Plan.Format });
        foreach (var line in lines)
            run.Add(Encoding.UTF8.GetBytes(line));
        return run.Complete();
    }
}
