using System.Text.Json;

namespace FlowLogStack.Detections.Tests;

/// <summary>What a detection refuses to be, and how Contributor Insights is told of it.</summary>
public sealed class DetectionRuleTests
{
    static readonly Detection Ssh = Records.Detections.SshRejects;

    [Fact]
    public void A_format_that_lacks_a_field_is_refused_with_the_fields_to_add()
    {
        var message = Assert.Throws<FlowLogFormatException>(() => Records.Detections.UnencryptedTraffic.ToFilterPatterns(FlowLogFormat.Default)).Message;
        Assert.Contains("'Unencrypted traffic' needs 'encryption-status'", message);
        Assert.Contains("${encryption-status}", message);
    }

    [Fact]
    public void Alternatives_that_may_share_records_are_refused() =>
        Assert.Contains("may share records, which would count twice", Assert.Throws<ArgumentException>(() => (Ssh with
        {
            Alternatives = [[FlowField.DstPort.Is(22)], [FlowField.SrcPort.Is(22)]],
        }).Selection(FlowLogFormat.Default)).Message);

    [Fact]
    public void Addresses_cannot_be_allowed_of_records_that_have_none() =>
        Assert.Contains("allow interfaces only", Assert.Throws<ArgumentException>(() => (Records.Detections.RecordsLost with
        {
            Allowed = new AllowList { Sources = ["10.0.0.0/8"] },
        }).Selection(FlowLogFormat.Default)).Message);

    [Fact]
    public void Nothing_can_be_allowed_of_what_arrives() =>
        Assert.Contains("leave the allow-list empty", Assert.Throws<ArgumentException>(() => (Records.Detections.LogsSilent with
        {
            Allowed = new AllowList { Interfaces = ["eni-1"] },
        }).Selection(FlowLogFormat.Default)).Message);

    [Fact]
    public void Private_subnets_must_be_named_before_they_are_watched() =>
        Assert.Contains("names no private subnets", Assert.Throws<ArgumentException>(() => Records.Detections.PrivateSubnetReached(MonitoredNetwork.Default)).Message);

    [Fact]
    public void A_format_without_flags_has_the_caveat_said()
    {
        var detection = Records.Detections.RemoteAccessAccepted(Watched.Network);
        Assert.Contains("Without tcp-flags", Assert.Single(detection.Caveats(FlowLogFormat.Default)));
        Assert.Empty(detection.Caveats(FlowLogFormat.V5));
    }

    [Fact]
    public void IPv6_is_all_inside_until_a_block_of_it_is_named()
    {
        Assert.Contains("::/0", MonitoredNetwork.Default.Inside);
        Assert.DoesNotContain("::/0", Watched.Network.Inside);
        Assert.Contains("passed over until the VPC's IPv6 block is named", Assert.Single(Records.Detections.RemoteAccessAccepted(MonitoredNetwork.Default).Caveats(FlowLogFormat.V5)));
    }

    [Fact]
    public void A_vpcs_ipv6_block_counts_as_the_one_that_text_can_tell_in_every_rendering()
    {
        var network = new MonitoredNetwork { InternalRanges = ["2600:1f18:4000:1000::/56", "2600:1f18:4000:1100::/56", "2001:db8:1::/48"] };
        Assert.Equal(["2600:1f18:4000::/48", "2001:db8:1::/48"], network.Inside.TakeLast(2));
        Assert.Contains("srcaddr!=\"2600:1f18:4000:*\" && srcaddr!=\"2001:db8:1:*\"", Assert.Single(Records.Detections.RemoteAccessAccepted(network).ToFilterPatterns(FlowLogFormat.Default)));
    }

    [Fact]
    public void A_port_scan_is_a_rule_over_positions_of_the_format()
    {
        using var body = JsonDocument.Parse(Records.Detections.VerticalScan.ToInsightRule(FlowLogFormat.Default, "VPCFlowLogs"));
        Assert.Equal("""{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["VPCFlowLogs"],"LogFormat":"CLF","Fields":{"4":"srcaddr","7":"dstport","8":"protocol","13":"action"},"Contribution":{"Keys":["srcaddr","dstport"],"Filters":[{"Match":"protocol","EqualTo":6},{"Match":"action","In":["REJECT"]}]},"AggregateOn":"Count"}""", body.RootElement.GetRawText());
        Assert.Contains("\"Fields\":{\"1\":\"action\",\"2\":\"protocol\",\"3\":\"dstport\",\"4\":\"srcaddr\"}", Records.Detections.VerticalScan.ToInsightRule(FlowLogFormat.Of(FlowField.Action, FlowField.Protocol, FlowField.DstPort, FlowField.SrcAddr), "g"));
    }

    [Fact]
    public void A_scan_allows_single_addresses_and_interfaces()
    {
        var allowed = Records.Detections.HorizontalScan with { Allowed = new AllowList { Sources = ["10.0.9.9", "10.0.9.8"], Interfaces = ["eni-1"] } };
        Assert.Contains("""{"Match":"srcaddr","NotIn":["10.0.9.9","10.0.9.8"]},{"Match":"interface_id","NotIn":["eni-1"]}""", allowed.ToInsightRule(FlowLogFormat.Default, "g"));
    }

    [Fact]
    public void What_has_no_place_in_a_rule_is_refused()
    {
        var blocks = Records.Detections.HorizontalScan with { Allowed = new AllowList { Sources = ["10.0.0.0/8"] } };
        Assert.Contains("leaves out single addresses only", Assert.Throws<FlowLogFormatException>(() => blocks.ToInsightRule(FlowLogFormat.Default, "g")).Message);
        var much = Records.Detections.HorizontalScan with { Allowed = new AllowList { Sources = ["10.0.9.9"], Destinations = ["10.0.9.8"], Interfaces = ["eni-1"] } };
        Assert.Contains("at most 4 filters, and the conditions need 5", Assert.Throws<FlowLogFormatException>(() => much.ToInsightRule(FlowLogFormat.Default, "g")).Message);
        Assert.Contains("is no Contributor Insights rule", Assert.Throws<ArgumentException>(() => Ssh.ToInsightRule(FlowLogFormat.Default, "g")).Message);
    }

    [Fact]
    public void A_sum_keeps_the_name_of_its_field_in_a_shortened_pattern()
    {
        var icmp = Records.Detections.InboundIcmp(Watched.Network);
        Assert.Equal("$packets", icmp.Measure.MetricValue);
        Assert.All(FlowLogFormat.Presets.Values.Where(icmp.IsAvailableIn), format => Assert.Contains(" packets,", Assert.Single(icmp.ToFilterPatterns(format))));
    }
}
