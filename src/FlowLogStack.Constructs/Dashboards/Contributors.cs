using System.Collections.Immutable;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>The contributors that the dashboards list.</summary>
static class Contributors
{
    const int FirstEphemeral = 32768;
    const int FirstUnprivileged = 1024;

    internal static TopContributors SourcesByBytes(FlowLogFormat format) => Carried(format, "SourcesByBytes", "Sources with the most bytes", FlowField.SrcAddr);

    internal static TopContributors DestinationsByBytes(FlowLogFormat format) =>
        Carried(format, "DestinationsByBytes", "Destinations with the most bytes", FlowField.DstAddr);

    /// <summary>The services that receive most: requests and uploads, by destination port.</summary>
    internal static TopContributors PortsByBytes(FlowLogFormat format) =>
        Service(format, Carried(format, "PortsByBytes", "Services with the most bytes received", FlowField.DstPort), FlowField.DstPort, FlowField.SrcPort);

    /// <summary>The services that send most: answers and downloads, by source port.</summary>
    internal static TopContributors PortsByBytesSent(FlowLogFormat format) =>
        Service(format, Carried(format, "PortsByBytesSent", "Services with the most bytes sent", FlowField.SrcPort), FlowField.SrcPort, FlowField.DstPort);

    internal static TopContributors AwsServicesByBytes(FlowLogFormat format)
    {
        var top = Carried(format, "AwsServicesByBytes", "Bytes to AWS services", FlowField.PktDstAwsService);
        return top with { Conditions = [.. top.Conditions, FlowField.PktDstAwsService.IsNot("-")] };
    }

    internal static TopContributors EgressDestinations(FlowLogFormat format) =>
        Egress(Carried(format, "EgressDestinations", "Destinations with the most bytes out", FlowField.DstAddr));

    internal static TopContributors EgressInterfaces(FlowLogFormat format) =>
        Egress(Carried(format, "EgressInterfaces", "Interfaces with the most bytes out", FlowField.InterfaceId));

    internal static TopContributors RejectedSources { get; } = Rejected("RejectedSources", "Sources rejected most", FlowField.SrcAddr);

    internal static TopContributors RejectedPorts { get; } =
        Rejected("RejectedPorts", "Destination ports rejected most", FlowField.DstPort, FlowField.Protocol);

    internal static TopContributors RejectedInterfaces { get; } = Rejected("RejectedInterfaces", "Interfaces that reject most", FlowField.InterfaceId);

    // A rule compares fields with numbers only. Clients of Linux and Windows use ports from 32768 on, NAT gateways and load balancers from
    // 1024 on; the ports of the latter are scattered, so that none of them is among the first.
    static TopContributors Service(FlowLogFormat format, TopContributors top, FlowField service, FlowField client) => top with
    {
        Conditions = [.. top.Conditions, service.IsBelow(FirstEphemeral), .. format.Contains(client) ? [client.IsAtLeast(FirstUnprivileged)]
            : Array.Empty<FieldCondition>()],
    };

    static TopContributors Egress(TopContributors top) => top with { Conditions = [.. top.Conditions, FlowField.FlowDirection.Is("egress")] };

    static TopContributors Carried(FlowLogFormat format, string id, string title, FlowField key) => new()
    {
        Id = id,
        Title = title,
        Key = [key],
        Sum = FlowField.Bytes,
        Conditions = format.Contains(FlowField.Action) ? [FlowField.Action.Is("ACCEPT")] : format.Contains(FlowField.LogStatus)
            ? [FlowField.LogStatus.Is("OK")] : [],
    };

    static TopContributors Rejected(string id, string title, params ImmutableArray<FlowField> key) =>
        new() { Id = id, Title = title, Key = key, Conditions = [FlowField.Action.Is("REJECT")] };
}
