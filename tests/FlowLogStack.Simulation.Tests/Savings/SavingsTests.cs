using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Priced traffic. A record has a GB, and the records span 20 hours.</summary>
public sealed class SavingsTests
{
    const string Header = "interface-id srcaddr dstaddr bytes start end action log-status az-id region flow-direction traffic-path pkt-srcaddr pkt-dstaddr "
        + "pkt-src-aws-service pkt-dst-aws-service";
    const long Gigabyte = 1L << 30;
    const string Service = "52.216.1.1";
    const string Gateway = "10.0.0.220";
    const string Client = "10.0.1.5";

    // 20 hours from 1767225600, of which a month has 36.5.
    static string Line(string eni, string source, string destination, string direction, string path = "-", string? from = null, string? to = null,
        string fromService = "-", string toService = "-", string zone = "use1-az1", string region = "us-east-1", string action = "ACCEPT",
        long bytes = Gigabyte) =>
        $"{eni} {source} {destination} {bytes} 1767225600 "
            + $"1767297600 {action} OK {zone} {region} {direction} {path} {from ?? source} {to ?? destination} {fromService} {toService}";

    static SavingsResult Of(SavingsOptions? options, params string[] lines)
    {
        var review = new SavingsReview(options);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(Header)) + "\n"));
        review.Read(stream, "a.log");
        return review.Finish();
    }

    static NetworkInventory Inventory(params string[] answers)
    {
        var inventory = new NetworkInventory();
        foreach (var answer in answers)
            inventory.Add(answer, "answer.json");
        return inventory;
    }

    // Each packet is recorded by the client, and twice by the gateway; it costs once.
    [Theory]
    [InlineData("S3", SavingKind.S3ThroughNat)]
    [InlineData("DYNAMODB", SavingKind.DynamoDbThroughNat)]
    public void Traffic_with_a_service_through_a_NAT_gateway_counts_once(string service, SavingKind kind)
    {
        var saving = Assert.Single(Of(
            null,
            Line("eni-client", Client, Service, "egress", path: "1", toService: service),
            Line("eni-nat", Client, Gateway, "ingress", to: Service, toService: service),
            Line("eni-nat", Gateway, Service, "egress", path: "8", toService: service),
            Line("eni-nat", Service, Gateway, "ingress", fromService: service),
            Line("eni-nat", Gateway, Client, "egress", path: "1", from: Service, fromService: service),
            Line("eni-client", Service, Client, "ingress", fromService: service)).Savings);
        Assert.Equal((kind, 2 * 36.5m, 2 * 36.5m * 0.045m), (saving.Kind, saving.Gigabytes, saving.Dollars));
        Assert.Contains("through the NAT gateway of 10.0.0.220", saving.Subject, StringComparison.Ordinal);
        Assert.StartsWith("Add a gateway endpoint for ", saving.Change, StringComparison.Ordinal);
    }

    // Answers have no path, and come the way of the requests.
    [Fact]
    public void Clients_count_where_no_gateway_is_recorded()
    {
        var saving = Assert.Single(Of(
            null,
            Line("eni-client", Client, Service, "egress", path: "1", toService: "S3"),
            Line("eni-client", Service, Client, "ingress", fromService: "S3"),
            Line("eni-other", "10.0.2.5", Service, "egress", path: "7", toService: "S3"),
            Line("eni-other", Service, "10.0.2.5", "ingress", fromService: "S3")).Savings);
        Assert.Equal((SavingKind.S3ThroughNat, 2 * 36.5m), (saving.Kind, saving.Gigabytes));
        Assert.Contains("from 10.0.1.5", saving.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_through_a_gateway_endpoint_or_with_other_services_has_no_saving() => Assert.Empty(Of(
        null,
        Line("eni-client", Client, Service, "egress", path: "7", toService: "S3"),
        Line("eni-client", Client, "52.94.1.1", "egress", path: "1", toService: "EC2"),
        Line("eni-client", Client, Service, "egress", path: "1", toService: "S3", action: "REJECT")).Savings);

    [Fact]
    public void Ranges_take_the_place_of_the_fields_of_services()
    {
        const string Narrow = "interface-id srcaddr dstaddr bytes start end action";
        var ranges = ServiceRanges.Parse("""
            { "prefixes": [{ "ip_prefix": "52.216.0.0/15", "service": "S3", "region": "us-east-1" }, { "ip_prefix": "52.216.0.0/15", "service": "AMAZON" }],
              "ipv6_prefixes": [{ "ipv6_prefix": "2600:1f00::/24", "service": "DYNAMODB" }] }
            """, "ip-ranges.json");
        SavingsResult With(SavingsOptions options)
        {
            var review = new SavingsReview(options);
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"{Narrow}\neni-nat {Gateway} {Service} {Gigabyte} 1767225600 1767297600 ACCEPT\n"));
            review.Read(stream, "a.log");
            return review.Finish();
        }

        FlowAddress.TryParse(Gateway, out var gateway);
        Assert.Equal(SavingKind.S3ThroughNat, Assert.Single(With(new() { Services = ranges, NatGateways = [gateway] }).Savings).Kind);
        var known = Inventory($$"""
            { "NetworkInterfaces": [{ "NetworkInterfaceId": "eni-nat", "InterfaceType": "nat_gateway", "PrivateIpAddress": "{{Gateway}}" }] }
            """);
        Assert.Equal(SavingKind.S3ThroughNat, Assert.Single(With(new() { Services = ranges, Inventory = known }).Savings).Kind);
        var unknown = With(new());
        Assert.Empty(unknown.Savings);
        Assert.Contains(unknown.Notes, note => note.StartsWith("S3 and DynamoDB behind NAT gateways are not judged", StringComparison.Ordinal));
        Assert.Contains(unknown.Notes, note => note.StartsWith("Traffic between zones is not judged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("x")]
    [InlineData("""{ "prefixes": [{ "ip_prefix": "52.0.0.0/8", "service": "EC2" }, 5] }""")]
    public void Refuses_what_is_not_ip_ranges(string json) =>
        Assert.EndsWith("Use AWS's ip-ranges.json.", Assert.Throws<FormatException>(() => ServiceRanges.Parse(json, "r")).Message, StringComparison.Ordinal);

    // Both sides record the packets, which cost once; the answers cost, too.
    [Theory]
    [InlineData("use1-az2", "us-east-1", SavingKind.CrossZone, "use1-az1 and use1-az2")]
    [InlineData("euw1-az1", "eu-west-1", SavingKind.CrossRegion, "us-east-1 and eu-west-1")]
    public void A_pair_across_zones_or_Regions_counts_once(string zone, string region, SavingKind kind, string places)
    {
        var saving = Assert.Single(Of(
            null,
            Line("eni-a", "10.0.1.5", "10.0.2.5", "egress"),
            Line("eni-b", "10.0.1.5", "10.0.2.5", "ingress", zone: zone, region: region),
            Line("eni-b", "10.0.2.5", "10.0.1.5", "egress", zone: zone, region: region),
            Line("eni-a", "10.0.2.5", "10.0.1.5", "ingress"),
            Line("eni-a", "10.0.1.5", "10.0.1.6", "egress"),
            Line("eni-c", "10.0.1.5", "10.0.1.6", "ingress")).Savings);
        Assert.Equal((kind, 2 * 36.5m, 2 * 36.5m * 0.02m), (saving.Kind, saving.Gigabytes, saving.Dollars));
        Assert.Equal($"10.0.1.5 and 10.0.2.5 in {places}", saving.Subject);
    }

    [Fact]
    public void Peering_to_another_Region_is_known_by_its_path() =>
        Assert.Equal(SavingKind.CrossRegion, Assert.Single(Of(null, Line("eni-a", "10.0.1.5", "172.16.0.5", "egress", path: "5")).Savings).Kind);

    [Fact]
    public void Interfaces_have_zones_where_records_have_none()
    {
        var known = Inventory("""
            { "NetworkInterfaces": [{ "NetworkInterfaceId": "eni-a", "AvailabilityZone": "us-east-1a", "PrivateIpAddress": "10.0.1.5" },
              { "NetworkInterfaceId": "eni-b", "AvailabilityZone": "us-east-1b", "PrivateIpAddress": "10.0.2.5" }] }
            """);
        Assert.Equal("10.0.1.5 and 10.0.2.5 in us-east-1a and us-east-1b",
            Assert.Single(Of(new() { Inventory = known }, Line("eni-a", "10.0.1.5", "10.0.2.5", "-", zone: "-", region: "-")).Savings).Subject);
    }

    [Fact]
    public void Pairs_beyond_the_largest_share_a_row()
    {
        string[] lines = [.. Enumerable.Range(1, 5)
            .SelectMany(i =>
            new[] { Line("eni-a", "10.0.1.5", $"10.0.2.{i}", "egress", bytes: i * Gigabyte),
            Line($"eni-{i}", "10.0.1.5", $"10.0.2.{i}", "ingress", zone: "use1-az2", bytes: i * Gigabyte) })];
        var savings = Of(new() { MostPairs = 2 }, lines).Savings;
        Assert.Equal(["3 more pairs", "10.0.1.5 and 10.0.2.5 in use1-az1 and use1-az2", "10.0.1.5 and 10.0.2.4 in use1-az1 and use1-az2"],
            savings.OrderByDescending(saving => saving.Dollars).ThenBy(saving => saving.Subject.Contains("more", StringComparison.Ordinal) ? 0 : 1)
            .Select(saving => saving.Subject).OrderBy(subject => subject.StartsWith('3') ? 0 : 1));
        Assert.Equal(15 * 36.5m, savings.Sum(saving => saving.Gigabytes));
    }

    [Fact]
    public void Public_addresses_without_use_are_found()
    {
        var known = Inventory(
            """
            { "NetworkInterfaces": [
              { "NetworkInterfaceId": "eni-web", "PrivateIpAddress": "10.0.1.5",
                "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.1.5", "Association": { "PublicIp": "198.51.100.1" } }],
                  "Association": { "PublicIp": "198.51.100.1" } },
              { "NetworkInterfaceId": "eni-idle", "PrivateIpAddress": "10.0.1.6", "Association": { "PublicIp": "198.51.100.2" } },
              { "NetworkInterfaceId": "eni-unrecorded", "PrivateIpAddress": "10.0.1.7", "Association": { "PublicIp": "198.51.100.3" } }] }
            """,
            """{ "Addresses": [{ "PublicIp": "198.51.100.4" }, { "PublicIp": "198.51.100.1", "AssociationId": "eipassoc-1" }] }""");
        var savings = Of(
            new() { Inventory = known },
            Line("eni-web", "203.0.113.9", "10.0.1.5", "ingress"),
            Line("eni-idle", "203.0.113.9", "10.0.1.6", "ingress", action: "REJECT"),
            Line("eni-idle", "10.0.1.5", "10.0.1.6", "ingress")).Savings;
        Assert.Equal(["198.51.100.4, which belongs to no interface", "198.51.100.2 of eni-idle, which has no accepted traffic with the internet"],
            savings.Select(saving => saving.Subject));
        Assert.All(savings, saving => Assert.Equal((SavingKind.IdlePublicAddress, 3.65m, (decimal?)null), (saving.Kind, saving.Dollars, saving.Gigabytes)));
    }

    [Fact]
    public void Prices_can_be_replaced() => Assert.Equal(
        36.5m * 0.06m,
        Assert.Single(Of(new() { Prices = PriceList.Parse("""{ "natGatewayGigabyte": 0.06 }""", "p") },
            Line("eni-client", Client, Service, "egress", path: "1", toService: "S3")).Savings).Dollars);
}
