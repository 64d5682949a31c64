using System.Collections.Immutable;
using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A plan of generated traffic: all inputs of <see cref="TrafficGenerator"/>, which determine its output.</summary>
public sealed record TrafficPlan
{
    /// <summary>Default start of a plan: Monday, 5 January 2026, midnight UTC.</summary>
    public static DateTimeOffset DefaultStart { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Maximum number of networks in a plan: accounts times Regions.</summary>
    public const int MostSites = 64;

    /// <summary>Maximum rate in records per second. The records of one interval are in memory at once.</summary>
    public const int MostRecordsPerSecond = 100_000;

    /// <summary>Start of the traffic, in whole seconds. Default: <see cref="DefaultStart"/>.</summary>
    public DateTimeOffset Start { get; init; } = DefaultStart;

    /// <summary>Duration of the traffic, in whole seconds. Default: one hour.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Seed of the random numbers. The same plan with the same seed has the same bytes. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Log format of the records. A format of transit gateway fields generates transit gateway records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Average rate of all background scenarios together. Default: 20 records per second.</summary>
    /// <remarks>Records of other scenarios and NODATA records are additional.</remarks>
    public TrafficRate Rate { get; init; } = TrafficRate.PerSecond(20);

    /// <summary>
    /// Maximum number of background records; NODATA and SKIPDATA records are then left out. Default: null (determined by <see cref="Rate"/>).
    /// </summary>
    public long? BackgroundRecords { get; init; }

    /// <summary>Scenarios of the plan. Default: a quiet office and a web tier.</summary>
    public ImmutableArray<TrafficScenario> Scenarios { get; init; } = [new() { Kind = ScenarioKind.QuietOffice }, new() { Kind = ScenarioKind.WebTier }];

    /// <summary>Maximum aggregation interval: 60 or 600 seconds. Default: 60, which interfaces of Nitro instances have in any case.</summary>
    public TimeSpan AggregationInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>AWS accounts, each with a network in every Region. Scenarios other than background take place in the first. Default: one account.</summary>
    public ImmutableArray<string> Accounts { get; init; } = AccountIds(1);

    /// <summary>AWS Regions. Default: us-east-1.</summary>
    public ImmutableArray<string> Regions { get; init; } = ["us-east-1"];

    /// <summary>Percentage of background traffic over IPv6, if both versions are possible. Default: 10.</summary>
    public int IPv6Percent { get; init; } = 10;

    /// <summary>A demonstration day: a quiet office and a web tier, about 300,000 records, with an attack.</summary>
    /// <remarks>
    /// A port scan from 02:40, an SSH brute-force attack from 03:10 for 20 minutes, accepted SSH at 03:31, an internal scan at 03:45, exfiltration
    /// through DNS at 04:05 and in one transfer at 04:30, a misconfigured network ACL at 11:20, an ICMP flood at 16:00, and skipped records at 20:15.
    /// </remarks>
    public static TrafficPlan DemoDay { get; } = new()
    {
        Duration = TimeSpan.FromDays(1),
        Rate = new TrafficRate(300_000, 86_400),
        Scenarios =
        [
            new() { Kind = ScenarioKind.QuietOffice },
            new() { Kind = ScenarioKind.WebTier },
            At(ScenarioKind.PortScanVertical, 2, 40, 8),
            At(ScenarioKind.SshBruteForce, 3, 10, 20),
            At(ScenarioKind.SshAccepted, 3, 31, 4),
            At(ScenarioKind.PortScanHorizontal, 3, 45, 6),
            At(ScenarioKind.DnsTunnelTcp, 4, 5, 10),
            At(ScenarioKind.ExfiltrationTransfer, 4, 30, 10),
            At(ScenarioKind.MisconfiguredNacl, 11, 20, 12),
            At(ScenarioKind.IcmpFlood, 16, 0, 10),
            At(ScenarioKind.SkipData, 20, 15, 5),
        ],
    };

    /// <summary>Returns a number of account ids from AWS's documentation: 123456789010 and those after it.</summary>
    public static ImmutableArray<string> AccountIds(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (123_456_789_010 + i).ToString(CultureInfo.InvariantCulture))];

    /// <summary>Returns the network for detections: the plan's IPv6 blocks, which are public, and its private subnets.</summary>
    /// <exception cref="FormatException">The plan isn't valid.</exception>
    public MonitoredNetwork ToNetwork()
    {
        var sites = new World(Validated().Accounts, Regions, Seed, RecordKind).Sites;
        return new MonitoredNetwork
        {
            InternalRanges = [.. sites.Select(site => site.IPv6Range)],
            PrivateSubnets = [.. sites.SelectMany(site => site.PrivateSubnets)],
            // Scenarios other than background take place in the first network.
            Known = new KnownHosts
            {
                Resolvers = [.. sites[0][Role.Resolver].Select(one => one.IPv4.ToString())],
                MailServers = [sites[0].One(Role.Directory).IPv4.ToString()],
            },
        };
    }

    /// <summary>Returns the plan if it is valid.</summary>
    /// <exception cref="FormatException">A value is out of range, or a scenario doesn't fit. The message contains the value and the fix.</exception>
    public TrafficPlan Validated()
    {
        if (Duration < TimeSpan.FromSeconds(1) || Duration > LongestDuration)
            throw new FormatException($"Traffic of {Duration} cannot be generated. Use a duration from 1s to {TrafficDuration.Format(LongestDuration)}.");
        if (Start.ToUnixTimeSeconds() is < 0 or > LastStart)
            throw new FormatException($"Traffic cannot start at {ToText(Start)}. Use a year from 1970 to 2200.");
        if (AggregationInterval.TotalSeconds is not (60 or 600))
            throw new FormatException($"An aggregation interval of {AggregationInterval.TotalSeconds} seconds is not supported by AWS. Use 60 or 600.");
        if (Format.AppliesTo.HasFlag(RecordKinds.Vpc) is false && AggregationInterval.TotalSeconds is not 60)
            throw new FormatException("Transit gateway flow logs always have an aggregation interval of 60 seconds. Use 60.");
        foreach (var rate in Scenarios.IsDefaultOrEmpty ? [] : Scenarios.Select(scenario => scenario.Rate ?? scenario.Kind.Rate).Append(Rate))
        {
            if (rate.Records / Math.Max(1, rate.Seconds) > MostRecordsPerSecond)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The rate of {rate} is more than {MostRecordsPerSecond:N0} records per "
                    + $"second. Use fewer records, or a longer duration."));
        }

        if (IPv6Percent is < 0 or > 100)
            throw new FormatException($"{IPv6Percent} percent IPv6 is not a percentage. Use 0 to 100.");
        if (Scenarios.IsDefaultOrEmpty)
            throw new FormatException("The plan has no scenario. Add at least one, such as quiet-office.");
        ValidateSites();
        foreach (var scenario in Scenarios)
            Validate(scenario);
        return this;
    }

    /// <summary>Record kind of the log format: transit gateway if only its records have the fields.</summary>
    internal RecordKinds RecordKind => Format.AppliesTo.HasFlag(RecordKinds.Vpc) ? RecordKinds.Vpc : RecordKinds.TransitGateway;

    /// <summary>Returns the first second of a scenario and the first second after its end, from the plan's start.</summary>
    internal (int From, int To) SecondsOf(TrafficScenario scenario)
    {
        var end = Duration.TotalSeconds;
        var length = (scenario.Duration ?? scenario.Kind.Duration ?? Duration).TotalSeconds;
        return ((int)scenario.Start.TotalSeconds, (int)Math.Min(scenario.Start.TotalSeconds + length, end));
    }

    internal static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3660);
    const long LastStart = 7_258_118_400;

    void ValidateSites()
    {
        if (Accounts.IsDefaultOrEmpty || Regions.IsDefaultOrEmpty || Accounts.Length * Regions.Length > MostSites)
            throw new FormatException($"{(Accounts.IsDefault ? 0 : Accounts.Length)} accounts in {(Regions.IsDefault ? 0 : Regions.Length)} regions are not "
                + $"from 1 to {MostSites} networks. Use fewer accounts or regions, and at least one of each.");
        foreach (var account in Accounts)
        {
            if (!AccountIdText.IsValid(account))
                throw new FormatException($"'{account}' is not an account id. Use 12 digits.");
        }

        foreach (var region in Regions)
        {
            if (!IsRegion(region))
                throw new FormatException($"'{region}' is not a region. Use one such as eu-central-1.");
        }

        if (Accounts.Distinct().Count() < Accounts.Length || Regions.Distinct().Count() < Regions.Length)
            throw new FormatException("An account or a region is listed twice. Remove one of them.");
    }

    void Validate(TrafficScenario scenario)
    {
        if (scenario.Start < TimeSpan.Zero || scenario.Start >= Duration)
            throw new FormatException($"The scenario {scenario.Kind} would begin at +{TrafficDuration.Format(scenario.Start)}, when the traffic "
                + $"of {TrafficDuration.Format(Duration)} is over. Use an earlier start or a longer --duration.");
        if (scenario.Duration is { } duration && duration < TimeSpan.FromSeconds(1))
            throw new FormatException($"The scenario {scenario.Kind} lasts {duration}: use a second or more.");
        if (!scenario.Kind.AppliesTo.HasFlag(RecordKind))
            throw new FormatException($"The scenario {scenario.Kind} does not show in {(RecordKind is RecordKinds.Vpc ? "VPC" : "transit gateway")} records. "
                + $"Remove it, or use a format of {(RecordKind is RecordKinds.Vpc ? "transit gateway" : "VPC")} records.");
    }

    static TrafficScenario At(ScenarioKind kind, int hour, int minute, int minutes) => new()
    {
        Kind = kind,
        Start = new TimeSpan(hour, minute, 0),
        Duration = TimeSpan.FromMinutes(minutes),
    };

    static bool IsRegion(string region)
    {
        var parts = region.Split('-');
        return parts.Length >= 3 && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower)) && parts[^1].Length > 0 && parts[^1]
            .All(char.IsAsciiDigit);
    }
}
