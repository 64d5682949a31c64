using System.Collections.Immutable;

namespace FlowLogStack.Records.Tests;

/// <summary>Which known hosts which detections do not count.</summary>
public sealed class KnownHostTests
{
    static readonly MonitoredNetwork Network = new()
    {
        PrivateSubnets = ["10.0.128.0/20"],
        ApprovedResolvers = ["9.9.9.9/32"],
        Known = new KnownHosts
        {
            Administrators = ["198.51.100.1/32"],
            Bastions = ["10.0.0.2/32"],
            Resolvers = ["10.0.0.3/32"],
            LoadBalancers = ["10.0.0.4/32"],
            MailServers = ["10.0.0.5/32"],
            BackupTargets = ["203.0.113.6/32"],
        },
    };

    [Fact]
    public void Each_list_of_known_hosts_concerns_the_detections_that_its_traffic_resembles() => Assert.Equal(
        [
            "RemoteAccessAccepted: from 198.51.100.1/32 to 10.0.0.2/32",
            "PrivateSubnetReached: from  to 10.0.0.4/32",
            "UnansweredProbes: from  to 10.0.0.4/32",
            "DnsOverTcp: from 10.0.0.3/32 to 9.9.9.9/32",
            "UnapprovedResolver: from 10.0.0.3/32 to ",
            "MailSent: from 10.0.0.5/32 to ",
            "LargeTransfer: from  to 203.0.113.6/32",
            "EgressAnomaly: from  to 203.0.113.6/32",
            "SlowEgress: from  to 203.0.113.6/32",
        ],
        Detections.For(Network).Where(detection => !detection.Allowed.IsEmpty)
            .Select(detection => $"{detection.Id}: from {string.Join(' ', detection.Allowed.Sources)} to {string.Join(' ', detection.Allowed.Destinations)}"));

    [Fact]
    public void A_detection_of_a_network_allows_its_known_hosts_without_the_rest_of_the_catalog()
    {
        foreach (var (alone, id) in new (Detection, string)[]
        {
            (Detections.RemoteAccessAccepted(Network), "RemoteAccessAccepted"),
            (Detections.PrivateSubnetReached(Network), "PrivateSubnetReached"),
            (Detections.UnansweredProbes(Network), "UnansweredProbes"),
            (Detections.DnsOverTcp(Network), "DnsOverTcp"),
            (Detections.UnapprovedResolver(Network), "UnapprovedResolver"),
            (Detections.MailSent(Network), "MailSent"),
            (Detections.LargeTransfer(Network), "LargeTransfer"),
            (Detections.EgressAnomaly(Network), "EgressAnomaly"),
            (Detections.SlowEgress(Network), "SlowEgress"),
        })
        {
            var ofCatalog = Detections.For(Network).Single(detection => detection.Id == id);
            Assert.Equal(ofCatalog.ToFilterPatterns(FlowLogFormat.V5), alone.ToFilterPatterns(FlowLogFormat.V5));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50_000_000)]
    [InlineData(500_000_000)]
    [InlineData(20_000_000_000)]
    public void The_samples_of_a_large_transfer_fit_the_size_of_the_network(long bytes)
    {
        var detection = Detections.LargeTransfer(new MonitoredNetwork { LargeTransferBytes = bytes });
        Assert.All(detection.Matching, sample => Assert.True(Holds(detection, sample), sample.Line));
        Assert.All(detection.Harmless, sample => Assert.False(Holds(detection, sample), sample.Line));
        Assert.NotEmpty(detection.Matching);
    }

    static bool Holds(Detection detection, RecordSample sample) =>
        new FlowLogReader(sample.Format).TryRead(System.Text.Encoding.UTF8.GetBytes(sample.Line), out var record, out _) && detection.ToPredicate(sample.Format)
            .Holds(record);
}
