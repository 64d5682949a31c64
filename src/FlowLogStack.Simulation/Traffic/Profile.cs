using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>An observer of traffic: the values that all records of one interface, or of one pair of attachments, share.</summary>
abstract class Profile(Site site)
{
    internal Site Site { get; } = site;

    /// <summary>CloudWatch Logs stream of the records.</summary>
    internal abstract string LogStream { get; }

    /// <summary>Returns the value of a field, or null if it differs from record to record.</summary>
    internal abstract string? ValueOf(FlowField field);
}

/// <summary>A network interface as an observer.</summary>
sealed class InterfaceProfile(SimulatedInterface one) : Profile(one.Site)
{
    internal override string LogStream => one.Id + "-all";

    internal override string? ValueOf(FlowField field) => field.Name switch
    {
        "account-id" => one.Site.AccountId,
        "interface-id" => one.Id,
        "vpc-id" => one.Site.VpcId,
        "subnet-id" => one.SubnetId,
        "instance-id" => one.InstanceId ?? "-",
        "region" => one.Site.Region,
        "az-id" => one.AzId,
        "instance-tag" or "interface-tag" => one.Tag ?? "-",
        "interface-type" => one.Type,
        _ => null,
    };
}

/// <summary>A transit gateway attachment as an observer of the traffic with another one.</summary>
sealed class TransitProfile(Site site, Site.Attachment observer, Site.Attachment? other, bool isEgress) : Profile(site)
{
    internal const int Tiers = 6;

    static readonly bool[] Directions = [false, true];

    internal override string LogStream => Site.TransitGatewayId;

    /// <summary>Returns the profiles of a site: for each attachment, with each attachment and with none, in both directions.</summary>
    internal static IEnumerable<TransitProfile> Of(Site site) =>
        from observer in site.Attachments
        from other in site.Attachments.Cast<Site.Attachment?>().Append(null)
        from isEgress in Directions
        select new TransitProfile(site, observer, other, isEgress);

    internal override string? ValueOf(FlowField field) => field.Name switch
    {
        "resource-type" => "TransitGateway",
        "account-id" => Site.AccountId,
        "region" => Site.Region,
        "tgw-id" => Site.TransitGatewayId,
        "tgw-attachment-id" => observer.Id,
        "tgw-pair-attachment-id" => other?.Id ?? "-",
        "tgw-src-vpc-account-id" => Source?.VpcId is null ? "-" : Site.AccountId,
        "tgw-dst-vpc-account-id" => Destination?.VpcId is null ? "-" : Site.AccountId,
        "tgw-src-vpc-id" => Source?.VpcId ?? "-",
        "tgw-dst-vpc-id" => Destination?.VpcId ?? "-",
        "tgw-src-subnet-id" => Source?.VpcId is null ? "-" : Source.SubnetId,
        "tgw-dst-subnet-id" => Destination?.VpcId is null ? "-" : Destination.SubnetId,
        "tgw-src-eni" => Source?.VpcId is null ? "-" : Source.InterfaceId,
        "tgw-dst-eni" => Destination?.VpcId is null ? "-" : Destination.InterfaceId,
        "tgw-src-az-id" => Source?.VpcId is null ? "-" : Source.AzId,
        "tgw-dst-az-id" => Destination?.VpcId is null ? "-" : Destination.AzId,
        _ => null,
    };

    // Traffic that leaves the gateway through an attachment comes from the other one.
    Site.Attachment? Source => other is null ? null : isEgress ? other : observer;

    Site.Attachment? Destination => other is null ? null : isEgress ? observer : other;
}
