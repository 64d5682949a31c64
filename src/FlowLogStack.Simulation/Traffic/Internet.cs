using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>External addresses, all of blocks for documentation and benchmarks, which no host of the internet has.</summary>
/// <remarks>
/// Clients and attackers are in 198.18.0.0/15 and 2001:db8::/32, popular servers in 192.0.2.0/24 and 2001:db8:ffff::/48, S3 in the
/// upper half of 198.51.100.0/24. Parties with a fixed address have those of 198.51.100.0/25 and 203.0.113.0/24.
/// </remarks>
static class Internet
{
    const uint Benchmarks = 0xC612_0000;
    const int BenchmarkAddresses = 1 << 17;
    const uint Servers = 0xC000_0200;
    const int ServersOfService = 32;
    const uint Storage = 0xC633_6480;
    const ulong Documentation = 0x2001_0DB8_0000_0000;

    static readonly AwsService[] Services =
    [
        AwsService.None, AwsService.None, AwsService.None, AwsService.None, AwsService.CloudFront, AwsService.S3, AwsService.Ec2, AwsService.Amazon,
    ];

    /// <summary>Returns a random external address.</summary>
    internal static FlowAddress Anybody(RandomSource random, bool isIPv6) => isIPv6
        ? new FlowAddress(Documentation | ((ulong)(uint)random.Below(0xFFFF) << 16) | (uint)random.Below(0x1_0000), random.Next())
        : FlowAddress.FromIPv4(Benchmarks | (uint)random.Between(1, BenchmarkAddresses - 2));

    /// <summary>Returns the address of a popular server, with the AWS service that it belongs to.</summary>
    internal static (FlowAddress Address, AwsService Service) Popular(RandomSource random, bool isIPv6)
    {
        var service = random.Below(Services.Length);
        var host = (uint)(random.Size(1, 7) % ServersOfService);
        return (isIPv6
            ? new FlowAddress(Documentation | 0xFFFF_0000 | (uint)service, host)
            : FlowAddress.FromIPv4(Servers | (uint)(service * ServersOfService) | host), Services[service]);
    }

    /// <summary>Returns an address of S3, as its gateway endpoint reaches it.</summary>
    internal static FlowAddress S3(RandomSource random) => FlowAddress.FromIPv4(Storage | (uint)random.Between(0, 0x7E));
}
