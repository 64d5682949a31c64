using System.Security.Cryptography;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The same plan has the same bytes on every machine and day, and in every version of the framework.</summary>
public sealed class ReproducibilityTests
{
    static string Hash(TrafficPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            hash.AppendData(record.Line.Span);
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The fields of today, so that a new field does not change the lines of the others.
    static readonly FlowLogFormat VpcFields = FlowLogFormat.ParseHeader(
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id "
            + "subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type sublocation-id pkt-src-aws-service "
            + "pkt-dst-aws-service flow-direction traffic-path ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn "
            + "ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn "
            + "ecs-task-id reject-reason resource-id encryption-status instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag "
            + "asg-tag-2 interface-type next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type");

    static TrafficPlan Everything(FlowLogFormat format) => Traffic.Plan(format, [.. ScenarioKind.All.Except(ScenarioKind.Groups["threats"])
        .Where(kind => kind.AppliesTo is RecordKinds.Both && kind != ScenarioKind.SilentGap && !kind.IsNuisance).Select(kind => kind.Name),
        "silent-gap@+12m,90s"]);

    // A change of these values changes the meaning of every seed and must be in the changelog.
    [Fact]
    public void The_demo_day_is_always_the_same() =>
        Assert.Equal("3f6def55b0fa798823ec39ba88995ca1e883625f2607151b990a5faee269d056", Hash(TrafficPlan.DemoDay));

    [Fact]
    public void Every_other_scenario_in_every_field_is_always_the_same() =>
        Assert.Equal("6cd61a71ffd963cedfa79914a87a9790da4346236266f42ac1a191a8e42e820b", Hash(Everything(VpcFields)));

    [Fact]
    public void Nuisances_are_always_the_same() =>
        Assert.Equal("3261c30d87bee55ae080cf73467fc89327a159c0a07a921493325ef917c0616a",
            Hash(Traffic.Plan(VpcFields, "internet-noise", "administration")));

    [Fact]
    public void A_transit_gateway_is_always_the_same() =>
        Assert.Equal("9fb13510445be178ce6c27e0a7faa80389c0a674fd83b46bbb4c37f44596e607", Hash(Everything(FlowLogFormat.TransitGateway)));

    [Fact]
    public void Another_seed_gives_other_records()
    {
        var plan = Traffic.Plan(FlowLogFormat.Default, "quiet-office", "web-tier");
        Assert.Equal(Hash(plan), Hash(plan with { }));
        Assert.NotEqual(Hash(plan), Hash(plan with { Seed = 2 }));
    }

    [Fact]
    public void Another_scenario_does_not_change_what_those_before_it_do()
    {
        static List<string> Office(params string[] scenarios) =>
            [.. Traffic.Read(Traffic.Plan(FlowLogFormat.Default, scenarios)).Where(record => record.Truth.Scenario == ScenarioKind.QuietOffice)
                .Select(record => record.Line)];
        Assert.Equal(Office("quiet-office"), Office("quiet-office", "port-scan@+3m"));
    }

    // The values that the authors of the generator publish for this seed.
    [Fact]
    public void Seeds_are_spread_by_split_mix()
    {
        var state = 1234567UL;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.All(expected, value => Assert.Equal(value, RandomSource.Mix(ref state)));
    }

    [Fact]
    public void Draws_evenly_within_their_limits()
    {
        var random = new RandomSource(1);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
            counts[random.Below(6)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.Between(3, 5), 3, 5));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.Size(100, 3), 100, 1599));
    }
}
