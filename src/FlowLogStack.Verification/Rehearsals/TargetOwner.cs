using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Amazon.EC2.Model;
using FlowLogStack.Simulation;
using EC2Interface = Amazon.EC2.Model.NetworkInterface;

namespace FlowLogStack.Verification;

/// <summary>Finds the network interface of a target, and checks that a flow log of the stack records it.</summary>
sealed class TargetOwner(Deployed deployed, RehearsalOptions options)
{
    const string Describe = "ec2:DescribeNetworkInterfaces";
    const int MostValues = 100;

    internal async Task<(RehearsalTarget Target, IPAddress Private)> FindAsync(CancellationToken cancellation)
    {
        var found = (await NamedAsync(cancellation).ConfigureAwait(false)).Where(HasTarget).ToList();
        if (found.Count == 0)
            throw Refused("no network interface of this account and Region has the address", "Use the address of an instance in the stack's VPC");
        foreach (var item in found)
        {
            if (Recorder(item) is not { } flowLog)
                continue;
            if (deployed.Deployment.AccountId is { } account && item.OwnerId != account)
                throw Refused($"{item.NetworkInterfaceId} belongs to account {item.OwnerId}, not to {account}", "Use an interface of the stack's account");
            if (!IsUnique(item) && !await IsInsideAsync(item.VpcId!, cancellation).ConfigureAwait(false))
                throw Refused($"a private address can belong to another network, and this machine has no interface in {item.VpcId}",
                    "Use the target's public address, or run the command on an instance in that VPC");
            return (new RehearsalTarget(options.Target, options.Port, item.NetworkInterfaceId!, item.VpcId!, flowLog), PrivateOf(item));
        }

        throw Refused($"no flow log of stack {deployed.Deployment.StackName} that delivers to CloudWatch Logs records {found[0].NetworkInterfaceId} in {found[0].VpcId}",
            "Use the address of an interface in the stack's VPC, or in one of its sources");
    }

    VerificationException Refused(string why, string cure) => new($"{options.Target} is not a target of this stack: {why}. {cure}.");

    // An address has one of three filters, and each call is small.
    async Task<IReadOnlyList<EC2Interface>> NamedAsync(CancellationToken cancellation)
    {
        var address = options.Target.ToString();
        string[] names = options.Target.AddressFamily is AddressFamily.InterNetworkV6 ? ["ipv6-addresses.ipv6-address"]
            : ["addresses.association.public-ip", "addresses.private-ip-address"];
        var found = new List<EC2Interface>();
        foreach (var name in names)
            found.AddRange(await DescribeAsync([new Filter(name, [address])], cancellation).ConfigureAwait(false));
        return [.. found.DistinctBy(item => item.NetworkInterfaceId)];
    }

    Task<List<EC2Interface>> DescribeAsync(List<Filter> filters, CancellationToken cancellation) =>
        ServiceCall.AllAsync<EC2Interface>(Describe, async next =>
        {
            var page = await deployed.Services.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = filters, NextToken = next },
                cancellation).ConfigureAwait(false);
            return (page.NetworkInterfaces, page.NextToken);
        });

    // A service that ignores a filter must not widen what is a target.
    bool HasTarget(EC2Interface item) => IsUnique(item)
        || PrivateAddresses(item).Concat((item.Ipv6Addresses ?? []).Select(address => address.Ipv6Address)).Any(Is);

    bool Is(string? text) => IPAddress.TryParse(text, out var address) && address.Equals(options.Target);

    /// <summary>Returns whether the target is an address that no other network has.</summary>
    bool IsUnique(EC2Interface item) => options.Target.AddressFamily is AddressFamily.InterNetworkV6
        ? !options.Target.IsIPv6UniqueLocal && !options.Target.IsIPv6LinkLocal && !IPAddress.IsLoopback(options.Target)
            && (item.Ipv6Addresses ?? []).Any(address => Is(address.Ipv6Address))
        : (item.PrivateIpAddresses ?? []).Select(address => address.Association).Append(item.Association).Any(association => Is(association?.PublicIp));

    IPAddress PrivateOf(EC2Interface item)
    {
        var mapped = (item.PrivateIpAddresses ?? []).Find(address => Is(address.Association?.PublicIp) || Is(address.PrivateIpAddress))?.PrivateIpAddress
            ?? item.PrivateIpAddress;
        return options.Target.AddressFamily is AddressFamily.InterNetwork && IPAddress.TryParse(mapped, out var address) ? address : options.Target;
    }

    static IEnumerable<string?> PrivateAddresses(EC2Interface item) =>
        (item.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress).Append(item.PrivateIpAddress);

    string? Recorder(EC2Interface item) =>
        deployed.OfType("AWS::EC2::FlowLog")
            .Where(flowLog => FlowLogDestination.Of(flowLog) is { Type: FlowLogDestination.Logs, Name: not null })
            .FirstOrDefault(flowLog => flowLog.TextOf("ResourceId") is { Length: > 0 } id
                && (id == item.NetworkInterfaceId || id == item.SubnetId || id == item.VpcId))
            ?.LogicalId;

    async Task<bool> IsInsideAsync(string vpc, CancellationToken cancellation)
    {
        var own = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(local => local.GetIPProperties().UnicastAddresses)
            .Select(local => local.Address)
            .Where(address => address.AddressFamily == options.Target.AddressFamily)
            .Distinct()
            .ToList();
        if (own.Count == 0)
            return false;
        var name = options.Target.AddressFamily is AddressFamily.InterNetworkV6 ? "ipv6-addresses.ipv6-address" : "addresses.private-ip-address";
        var found = await DescribeAsync([new Filter("vpc-id", [vpc]), new Filter(name, [.. own.Take(MostValues).Select(address => address.ToString())])], cancellation)
            .ConfigureAwait(false);
        return found.Exists(item => item.VpcId == vpc
            && PrivateAddresses(item).Concat((item.Ipv6Addresses ?? []).Select(address => address.Ipv6Address))
                .Any(text => IPAddress.TryParse(text, out var address) && own.Contains(address)));
    }
}
