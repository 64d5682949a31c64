using System.Collections.Immutable;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>The contributors that the dashboards list.</summary>
static class Contributors
{
    internal static TopContributors SourcesByBytes(FlowLogFormat format) => Carried(format, "SourcesByBytes", "Sources with the most bytes", FlowField.SrcAddr);

    internal static TopContributors DestinationsByBytes(FlowLogFormat format) => Carried(format, "DestinationsByBytes", "Destinations with the most bytes", FlowField.DstAddr);

    internal static TopContributors PortsByBytes(FlowLogFormat format) => Carried(format, "PortsByBytes", "Destination ports with the most bytes", FlowField.DstPort);

    internal static TopContributors AwsServicesByBytes(FlowLogFormat format)
    {
        var top = Carried(format, "AwsServicesByBytes", "Bytes to AWS services", FlowField.PktDstAwsService);
        return top with { Conditions = [.. top.Conditions, FlowField.PktDstAwsService.IsNot("-")] };
    }

    internal static TopContributors EgressDestinations(FlowLogFormat format) => Egress(Carried(format, "EgressDestinations", "Destinations with the most bytes out", FlowField.DstAddr));

    internal static TopContributors EgressInterfaces(FlowLogFormat format) => Egress(Carried(format, "EgressInterfaces", "Interfaces with the most bytes out", FlowField.InterfaceId));

    internal static TopContributors RejectedSources { get; } = Rejected("RejectedSources", "Sources rejected most", FlowField.SrcAddr);

    internal static TopContributors RejectedPorts { get; } = Rejected("RejectedPorts", "Destination ports rejected most", FlowField.DstPort, FlowField.Protocol);

    internal static TopContributors RejectedInterfaces { get; } = Rejected("RejectedInterfaces", "Interfaces that reject most", FlowField.InterfaceId);

    static TopContributors Egress(TopContributors top) => top with { Conditions = [.. top.Conditions, FlowField.FlowDirection.Is("egress")] };

    static TopContributors Carried(FlowLogFormat format, string id, string title, FlowField key) => new()
    {
        Id = id,
        Title = title,
        Key = [key],
        Sum = FlowField.Bytes,
        Conditions = format.Contains(FlowField.Action) ? [FlowField.Action.Is("ACCEPT")] : format.Contains(FlowField.LogStatus) ? [FlowField.LogStatus.Is("OK")] : [],
    };

    static TopContributors Rejected(string id, string title, params ImmutableArray<FlowField> key) =>
        new() { Id = id, Title = title, Key = key, Conditions = [FlowField.Action.Is("REJECT")] };
}
