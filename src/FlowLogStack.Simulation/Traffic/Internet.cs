using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>External addresses: random addresses of allocated blocks, without a relation to their real owners.</summary>
static class Internet
{
    static ReadOnlySpan<byte> FirstOctets => [5, 24, 31, 37, 46, 62, 71, 77, 81, 86, 92, 95, 98, 109, 121, 151, 176, 178, 185, 188, 193, 212, 217];

    /// <summary>Returns a random external address.</summary>
    internal static FlowAddress Anybody(RandomSource random, bool isIPv6)
    {
        if (isIPv6)
            return new FlowAddress(0x2A00_0000_0000_0000 | ((ulong)random.Below(16) << 48) | ((ulong)(uint)random.Below(int.MaxValue) << 16), random.Next());
        var rest = (uint)random.Next();
        return FlowAddress.FromIPv4(((uint)random.Of(FirstOctets) << 24) | (rest & 0x00FF_FF00) | (1 + (rest & 0xFF) % 254));
    }

    /// <summary>Returns the address of a popular server with its AWS service.</summary>
    internal static (FlowAddress Address, AwsService Service) Popular(RandomSource random, bool isIPv6)
    {
        var service = Services[random.Below(Services.Length)];
        var host = (uint)random.Size(1, 7) & 0xFF;
        return (isIPv6
            ? new FlowAddress(service.V6, host)
            : FlowAddress.FromIPv4(service.V4 | (host << 8) | (host + 3 & 0xFF)), service.Service);
    }

    /// <summary>Returns an address of S3 behind its gateway endpoint.</summary>
    internal static FlowAddress S3(RandomSource random) => FlowAddress.FromIPv4(0x34D8_0000 | (uint)random.Between(0x100, 0xFFFE));

    static readonly (uint V4, ulong V6, AwsService Service)[] Services =
    [
        (0x8EFA_0000, 0x2A00_1450_4001_0000, AwsService.None),
        (0x6810_0000, 0x2606_4700_0000_0000, AwsService.None),
        (0x2D39_0000, 0x2A03_2880_F101_0000, AwsService.None),
        (0x0D6B_0000, 0x2620_01EC_0C11_0000, AwsService.None),
        (0x6354_0000, 0x2600_9000_2000_0000, AwsService.CloudFront),
        (0x34D9_0000, 0x2600_1FA0_8000_0000, AwsService.S3),
        (0x3450_0000, 0x2600_1F14_0000_0000, AwsService.Ec2),
        (0x345E_0000, 0x2600_1F70_8000_0000, AwsService.Amazon),
    ];
}
