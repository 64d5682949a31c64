namespace FlowLogStack.Athena.Tests;

static partial class Answers
{
    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Paths()
    {
        yield return ("AwsServices", records => Answer.Grouped(records.Where(r => Service(r) is not null), r => [r.Direction, Service(r)], of =>
            Recent.Count(of), Recent.Bytes).Sorted(~3, 0, 1));
        yield return ("TrafficPaths", records => Answer.Grouped(records.Where(r => r.Number(FlowField.TrafficPath) is not null), r => [Path(r)], of =>
            Recent.Count(of), Recent.Bytes).Sorted(~2, 0));
        yield return ("InternetEgress", records => Priced(Answer.Grouped(
            records.Where(r => r.Number(FlowField.TrafficPath) == 8
                || (r.Number(FlowField.TrafficPath) == 2 && r.Text(FlowField.PktDstAwsService) is not ("S3" or "DYNAMODB"))), r => [r.Interface], Recent.Bytes)
                .Sorted(~1, 0).First(100), 0.09));
        yield return ("CrossRegion", records => Priced(Answer.Grouped(records.Where(r => r.Number(FlowField.TrafficPath) == 5), r =>
            [r.Text(FlowField.Region), r.Source, r.Destination], Recent.Bytes).Sorted(~3, 0, 1, 2).First(100), 0.02));
        yield return ("CrossZone", records =>
        {
            var zones = Places(records.Where(r => r.Text(FlowField.AzId) is not null), r => r.Text(FlowField.AzId)!);
            return Priced(Answer.Grouped(
                records.Where(r => r.Direction == "egress" && zones.ContainsKey(r.Source!) && zones.ContainsKey(r.Destination!)
                    && zones[r.Source!] != zones[r.Destination!]),
                r => [zones[r.Source!], zones[r.Destination!]], Recent.Bytes).Sorted(~2, 0, 1), 0.02);
        });
        yield return ("NatGateways", records => Priced(Answer.Grouped(
            records.Where(r => r.Text(FlowField.InterfaceType) is "nat_gateway" or "regional_nat_gateway" && r.Direction == "ingress"), r =>
                [r.Interface, r.Text(FlowField.InterfaceType)], Recent.Bytes).Sorted(~2, 0, 1), 0.045));
        yield return ("RegionalNatGateways", records => Answer.Grouped(records.Where(r => r.Text(FlowField.ResourceId) is not null && r.Direction is not null),
            r => [r.Text(FlowField.ResourceId), r.Direction], of => Recent.Count(of), Recent.Bytes).Sorted(~3, 0, 1));
        yield return ("NextHops", records => Answer.Grouped(records.Where(r => r.Text(FlowField.NextHopVpcId) is not null),
            r => [r.Text(FlowField.NextHopInterfaceType), r.Text(FlowField.NextHopAzId), r.Text(FlowField.NextHopVpcId)], of =>
                Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2).First(100));
        yield return ("Sublocations", records => Answer.Grouped(records.Where(r => r.Text(FlowField.SublocationId) is not null && r.Direction is not null),
            r => [r.Text(FlowField.SublocationType), r.Text(FlowField.SublocationId), r.Direction], of => Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2));
        yield return ("EcsServices", records =>
        {
            var services = Places(records.Where(r => r.Text(FlowField.EcsServiceName) is not null), EcsService);
            return Answer.Grouped(records.Where(r => r.Direction == "egress" && r.Text(FlowField.EcsServiceName) is not null),
                r => [EcsService(r), services.GetValueOrDefault(r.Destination!, "elsewhere"), r.DestinationPort], Recent.Bytes).Sorted(~3, 0, 1, 2).First(200);
        });
        yield return ("InstanceTags", records => Answer.Grouped(records.Where(r => r.Text(FlowField.InstanceTag) is not null), r =>
            [Uri.UnescapeDataString(r.Text(FlowField.InstanceTag)!)], of => Recent.Count(of), Recent.Bytes).Sorted(~2, 0).First(100));
    }

    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> TransitGateways()
    {
        FlowField[] lost = [FlowField.PacketsLostNoRoute, FlowField.PacketsLostBlackhole, FlowField.PacketsLostMtuExceeded, FlowField.PacketsLostTtlExpired];
        yield return ("GatewayDrops", records => Answer.Grouped(records.Where(r => r.Source is not null), r =>
            [r.Text(FlowField.TgwId), r.Text(FlowField.TgwAttachmentId)],
                [.. lost.Select(field => (Func<List<SampleRecord>, object?>)(of => of.Sum(r => r.Number(field)))), of =>
                    of.Sum(r => lost.Sum(field => r.Number(field)))])
            .Where(row => row[6] is > 0L).Sorted(~6, 0, 1).Without(6));
        yield return ("GatewayDroppedPairs", records => Answer.Grouped(records.Where(r => r.Source is not null), r =>
            [r.Text(FlowField.TgwId), r.Source, r.Destination],
                of => of.Sum(r => r.Number(lost[0])), of => of.Sum(r => r.Number(lost[1])), of => of.Sum(r => r.Number(lost[0]) + r.Number(lost[1])))
            .Where(row => row[5] is > 0L).Sorted(~5, 0, 1, 2).First(100).Without(5));
        yield return ("GatewayAttachments", records => Answer.Grouped(records.Where(r => r.Source is not null), r =>
            [r.Text(FlowField.TgwId), r.Text(FlowField.TgwAttachmentId), r.Direction], of => Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2));
        yield return ("GatewayVpcPairs", records => Answer.Grouped(records.Where(r => r.Direction == "ingress"),
            r => [r.Text(FlowField.TgwSrcVpcAccountId), r.Text(FlowField.TgwSrcVpcId), r.Text(FlowField.TgwDstVpcAccountId), r.Text(FlowField.TgwDstVpcId)],
                Recent.Bytes).Sorted(~4, 0, 1, 2, 3).First(100));
        yield return ("GatewayCrossZone", records => Priced(Answer.Grouped(records.Where(r => r.Direction == "ingress"
            && r.Text(FlowField.TgwSrcAzId) != r.Text(FlowField.TgwDstAzId)),
            r => [r.Text(FlowField.TgwSrcAzId), r.Text(FlowField.TgwDstAzId)], Recent.Bytes).Sorted(~2, 0, 1), 0.02));
    }

    static Answer Priced(Answer answer, double price) =>
        new(answer.Rows.Select(row => (object?[])[.. row, Recent.Gigabytes((long)row[^1]!), Recent.Dollars((long)row[^1]!, price)]));

    static Answer Without(this Answer answer, int column) => new(answer.Rows.Select(row => (object?[])[.. row[..column], .. row[(column + 1)..]]));

    // The value of an interface for its own address, if all interfaces agree.
    static Dictionary<string, string> Places(IEnumerable<SampleRecord> records, Func<SampleRecord, string> place) =>
        records.Where(r => r.Direction is not null).GroupBy(r => (r.Direction == "egress" ? r.Source : r.Destination)!)
            .Where(group => group.Select(place).Distinct().Count() == 1).ToDictionary(group => group.Key, group => place(group.First()));

    static string EcsService(SampleRecord record) => $"{record.Text(FlowField.EcsClusterName)}/{record.Text(FlowField.EcsServiceName)}";

    static string? Service(SampleRecord record) => record.Text(record.Direction == "egress" ? FlowField.PktDstAwsService : FlowField.PktSrcAwsService);

    static string Path(SampleRecord record) => record.Number(FlowField.TrafficPath) switch
    {
        1 => "same VPC",
        2 => "internet gateway or gateway endpoint",
        4 => "peering within the region",
        5 => "peering with another region",
        7 => "gateway endpoint",
        8 => "internet gateway",
        var other => throw new InvalidOperationException($"The sample has no path {other}."),
    };
}
