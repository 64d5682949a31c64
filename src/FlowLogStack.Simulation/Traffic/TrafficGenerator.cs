using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Generates the records of a plan, each with its ground truth.</summary>
/// <remarks>
/// Records are sorted by start. Memory contains the records of one aggregation interval and the rest of connections that last longer, for plans of any
/// length.
/// <code>
/// foreach (var record in TrafficGenerator.Generate(TrafficPlan.DemoDay))
///     caught += detection.Matches(record.Line.Span) &amp;&amp; record.Scenario == ScenarioKind.SshBruteForce ? 1 : 0;
/// </code>
/// </remarks>
static class TrafficGenerator
{
    const ulong NoDataSeed = 0x4E4F_4441_5441;

    /// <summary>Returns the plan's records.</summary>
    /// <exception cref="FormatException">The plan isn't valid. Thrown when the enumeration starts.</exception>
    public static IEnumerable<GeneratedRecord> Generate(TrafficPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Validated();
        var world = new World(plan.Accounts, plan.Regions, plan.Seed, plan.RecordKind);
        var interval = (int)plan.AggregationInterval.TotalSeconds;
        var end = (int)plan.Duration.TotalSeconds;
        var start = plan.Start.ToUnixTimeSeconds();
        var recorder = new FlowRecorder(world, interval, end);
        var renderer = new LineRenderer(plan.Format, world, start);
        var runs = Cast(plan, world);
        var gaps = runs.Where(run => run.IsSilence).ToArray();
        var losses = new Losses(new RandomSource(plan.Seed, NoDataSeed));
        var carried = new int[runs.Length];
        var seen = new bool[world.Profiles.Count];
        var background = 0L;
        for (var window = 0; window * interval < end; window++)
        {
            Play(recorder, window, runs, carried);
            var (first, last) = (window * interval, Math.Min(end, (window + 1) * interval) - 1);
            var buffer = recorder[window];
            // A given number of records is exact: none is skipped and none is added.
            if (plan.BackgroundRecords is null)
            {
                losses.Lose(buffer);
                AddNoData(world, recorder, buffer, seen, window, first, last);
            }

            foreach (var gap in gaps)
                Silence(buffer, gap);
            for (var i = 0; i < buffer.Count; i++)
            {
                if (i == 0)
                    buffer.Sort(first, interval);
                var record = Describe(buffer, i);
                if (record.Scenario is { IsBackground: true } && ++background > plan.BackgroundRecords)
                    continue;
                yield return record;
            }

            recorder.Release(window);
        }

        GeneratedRecord Describe(EntryBuffer buffer, int i)
        {
            ref readonly var entry = ref buffer.InOrder(i);
            var profile = world.Profiles[entry.Profile];
            var run = entry.Run < 0 ? null : runs[entry.Run];
            return new GeneratedRecord
            {
                Line = renderer.Render(entry),
                Scenario = run?.Kind,
                ScenarioIndex = run?.ScenarioIndex ?? -1,
                IsAnswer = entry.IsAnswer,
                IsRelayed = entry.IsRelayed,
                Status = entry.Status,
                Start = start + entry.Start,
                End = start + entry.End,
                AccountId = profile.Site.AccountId,
                Region = profile.Site.Region,
                FlowLogId = profile.Site.FlowLogId,
                LogStream = profile.LogStream,
                Site = profile.Site.Index,
            };
        }
    }

    // Background takes place at every site and shares the plan's rate. Other scenarios take place at the first site.
    static ScenarioRun[] Cast(TrafficPlan plan, World world)
    {
        var sharing = plan.Scenarios.Count(scenario => scenario.Kind.IsBackground && scenario.Rate is null);
        var runs = new List<ScenarioRun>();
        for (var i = 0; i < plan.Scenarios.Length; i++)
        {
            var scenario = plan.Scenarios[i];
            var sites = scenario.Kind.IsBackground ? world.Sites.Count : 1;
            var rate = scenario.Rate ?? (scenario.Kind.IsBackground ? plan.Rate with { Seconds = plan.Rate.Seconds * sharing } : scenario.Kind.Rate);
            var ipv6PerThousand = scenario.IsIPv6 is { } isIPv6 ? isIPv6 ? 1000 : 0 : scenario.Kind.IsBackground ? plan.IPv6Percent * 10 : 0;
            for (var site = 0; site < sites; site++)
            {
                var random = new RandomSource(plan.Seed, (ulong)i + 1, (ulong)site + 1);
                var stage = new Stage(world.Sites[site], random, ipv6PerThousand, world.IsTransitGateway);
                runs.Add(new ScenarioRun(plan, i, stage, runs.Count, rate with { Seconds = rate.Seconds * sites }));
            }
        }

        return [.. runs];
    }

    static void Play(FlowRecorder recorder, int window, ScenarioRun[] runs, int[] carried)
    {
        var buffer = recorder[window];
        Array.Clear(carried);
        for (var i = 0; i < buffer.Count; i++)
            carried[buffer[i].Run]++;
        for (var i = 0; i < runs.Length; i++)
            runs[i].Play(recorder, window, carried[i]);
    }

    static void AddNoData(World world, FlowRecorder recorder, EntryBuffer buffer, bool[] seen, int window, int first, int last)
    {
        if (world.IsTransitGateway)
            return;
        Array.Clear(seen);
        for (var i = 0; i < buffer.Count; i++)
            seen[buffer[i].Profile] = true;
        recorder.Attribute(-1, last + 1);
        for (var profile = 0; profile < seen.Length; profile++)
        {
            if (!seen[profile])
                recorder.RecordStatus(window, profile, LogStatus.NoData, first, last);
        }
    }

    static void Silence(EntryBuffer buffer, ScenarioRun gap)
    {
        buffer.Keep((ref readonly FlowEntry entry) => entry.Start >= gap.To || entry.End < gap.From);
    }
}
