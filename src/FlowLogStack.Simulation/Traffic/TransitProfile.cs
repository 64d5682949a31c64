using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

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
