using System.Text;
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
        Assert.Contains("'Unencrypted traffic' requires 'encryption-status'", message);
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
        Assert.Contains("Allow only interfaces.", Assert.Throws<ArgumentException>(() => (Records.Detections.RecordsLost with
        {
            Allowed = new AllowList { Sources = ["10.0.0.0/8"] },
        }).Selection(FlowLogFormat.Default)).Message);

    [Fact]
    public void Nothing_can_be_allowed_of_what_arrives() =>
        Assert.Contains("Remove the allow-list.", Assert.Throws<ArgumentException>(() => (Records.Detections.LogsSilent with
        {
            Allowed = new AllowList { Interfaces = ["eni-1"] },
        }).Selection(FlowLogFormat.Default)).Message);

    [Fact]
    public void Private_subnets_must_be_named_before_they_are_watched() =>
        Assert.Contains("The network has no private subnets. Add their CIDR blocks",
            Assert.Throws<ArgumentException>(() => Records.Detections.PrivateSubnetReached(MonitoredNetwork.Default)).Message);

    [Fact]
    public void A_format_without_flags_has_the_caveat_said()
    {
        var detection = Records.Detections.RemoteAccessAccepted(Watched.Network);
        Assert.Contains("Without tcp-flags", Assert.Single(detection.Caveats(FlowLogFormat.Default)));
        Assert.Empty(detection.Caveats(FlowLogFormat.V5));
    }

    public static TheoryData<string> Reached => ["RemoteAccessAccepted", "DatabaseAccepted", "CleartextAccepted", "PrivateSubnetReached"];

    static Detection Find(string id) => Records.Detections.For(Watched.Network).Single(detection => detection.Id == id);

    static bool Counts(Detection detection, FlowLogFormat format, params IReadOnlyCollection<(FlowField Field, string Value)> values)
    {
        Assert.True(new FlowLogReader(format).TryRead(Encoding.UTF8.GetBytes(RecordSample.Of("a record", format, values).Line), out var record, out _));
        return detection.ToPredicate(format).Holds(record);
    }

    static (FlowField Field, string Value)[] Answer(string id, string bytes) =>
    [
        (FlowField.SrcAddr, "10.0.128.5"), (FlowField.SrcPort, id switch { "DatabaseAccepted" => "5432", "CleartextAccepted" => "23", _ => "22" }),
        (FlowField.DstAddr, "198.51.100.7"), (FlowField.DstPort, "49152"), (FlowField.Bytes, bytes),
    ];

    static (FlowField Field, string Value)[] Request(string id) =>
        [.. Answer(id, "44").Select(value => value with { Field = value.Field == FlowField.SrcAddr ? FlowField.DstAddr : value.Field == FlowField.DstAddr
            ? FlowField.SrcAddr : value.Field == FlowField.SrcPort ? FlowField.DstPort : value.Field == FlowField.DstPort ? FlowField.SrcPort : value.Field })];

    [Theory]
    [MemberData(nameof(Reached))]
    public void A_service_is_reached_once_it_answers(string id)
    {
        var detection = Find(id);
        foreach (var flags in new[] { "18", "19", "22", "23" })
            Assert.True(Counts(detection, FlowLogFormat.V5, [.. Answer(id, "60"), (FlowField.TcpFlags, flags)]), flags);
        foreach (var flags in new[] { "0", "1", "2", "3", "4", "5" })
            Assert.False(Counts(detection, FlowLogFormat.V5, [.. Answer(id, "4800"), (FlowField.TcpFlags, flags)]), flags);
        Assert.False(Counts(detection, FlowLogFormat.V5, [.. Request(id), (FlowField.TcpFlags, "2")]));
    }

    [Theory]
    [MemberData(nameof(Reached))]
    public void Without_flags_data_stands_for_an_answer_and_the_severity_is_lower(string id)
    {
        var detection = Find(id);
        Assert.True(Counts(detection, FlowLogFormat.Default, Answer(id, "200")));
        Assert.False(Counts(detection, FlowLogFormat.Default, Answer(id, "199")));
        Assert.False(Counts(detection, FlowLogFormat.Default, Request(id)));
        Assert.True(detection.SeverityIn(FlowLogFormat.Default) < detection.SeverityIn(FlowLogFormat.V5));
        Assert.Contains("200 bytes or more", Assert.Single(detection.Caveats(FlowLogFormat.Default)));
    }

    [Theory]
    [MemberData(nameof(Reached))]
    public void Allowed_sources_are_clients_although_answers_are_counted(string id)
    {
        var client = Find(id) with { Allowed = new AllowList { Sources = ["198.51.100.0/24"] } };
        var server = Find(id) with { Allowed = new AllowList { Destinations = ["10.0.128.5"] } };
        var service = Find(id) with { Allowed = new AllowList { Ports = [22, 23, 5432] } };
        Assert.True(Counts(Find(id), FlowLogFormat.V5, [.. Answer(id, "60"), (FlowField.TcpFlags, "18")]));
        foreach (var allowed in new[] { client, server, service })
            Assert.False(Counts(allowed, FlowLogFormat.V5, [.. Answer(id, "60"), (FlowField.TcpFlags, "18")]));
    }

    [Fact]
    public void Probes_that_no_host_answers_are_a_low_severity_far_above_the_noise_of_every_public_address()
    {
        var detection = Records.Detections.UnansweredProbes(new MonitoredNetwork { PublicAddresses = 3 });
        Assert.Equal((Severity.Low, 75), (detection.Severity, detection.Threshold));
        Assert.False(detection.IsAvailableIn(FlowLogFormat.Default));
    }

    [Fact]
    public void IPv6_is_all_inside_until_a_block_of_it_is_named()
    {
        Assert.Contains("::/0", MonitoredNetwork.Default.Inside);
        Assert.DoesNotContain("::/0", Watched.Network.Inside);
        Assert.Contains("until the VPC's IPv6 block is configured as internal",
            Assert.Single(Records.Detections.RemoteAccessAccepted(MonitoredNetwork.Default).Caveats(FlowLogFormat.V5)));
    }

    [Fact]
    public void A_vpcs_ipv6_block_counts_as_the_one_that_text_can_tell_in_every_rendering()
    {
        var network = new MonitoredNetwork { InternalRanges = ["2600:1f18:4000:1000::/56", "2600:1f18:4000:1100::/56", "2001:db8:1::/48"] };
        Assert.Equal(["2600:1f18:4000::/48", "2001:db8:1::/48"], network.Inside.TakeLast(2));
        Assert.Contains("dstaddr!=\"2600:1f18:4000:*\" && dstaddr!=\"2001:db8:1:*\"",
            Assert.Single(Records.Detections.RemoteAccessAccepted(network).ToFilterPatterns(FlowLogFormat.Default)));
    }

    [Fact]
    public void A_port_scan_is_a_rule_over_positions_of_the_format()
    {
        using var body = JsonDocument.Parse(Records.Detections.VerticalScan.ToInsightRule(FlowLogFormat.Default, "VPCFlowLogs"));
        Assert.Equal("""{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["VPCFlowLogs"]"""
            + ""","LogFormat":"CLF","Fields":{"4":"srcaddr","7":"dstport","8":"protocol","13":"action"},"Contribution":{"Keys":["srcaddr","dstport"]"""
            + ""","Filters":[{"Match":"protocol","EqualTo":6},{"Match":"action","In":["REJECT"]}]},"AggregateOn":"Count"}""", body.RootElement.GetRawText());
        Assert.Contains("\"Fields\":{\"1\":\"action\",\"2\":\"protocol\",\"3\":\"dstport\",\"4\":\"srcaddr\"}",
            Records.Detections.VerticalScan.ToInsightRule(FlowLogFormat.Of(FlowField.Action, FlowField.Protocol, FlowField.DstPort, FlowField.SrcAddr), "g"));
    }

    [Fact]
    public void A_rule_without_an_allow_list_leaves_out_interfaces_without_an_instance()
    {
        var detection = Records.Detections.UnansweredOutbound;
        Assert.Contains("""{"Match":"instance_id","NotIn":["-"]}""", detection.ToInsightRule(FlowLogFormat.V5, "g"));
        var allowed = (detection with { Allowed = new AllowList { Sources = ["10.0.9.9"] } }).ToInsightRule(FlowLogFormat.V5, "g");
        Assert.Contains("""{"Match":"srcaddr","NotIn":["10.0.9.9"]}""", allowed);
        Assert.DoesNotContain("instance_id", allowed);
    }

    [Fact]
    public void The_packets_of_a_sender_are_a_sum_by_its_address() =>
        Assert.Contains("""
            "Contribution":{"Keys":["srcaddr"],"Filters":[{"Match":"protocol","EqualTo":1}],"ValueOf":"packets"},"AggregateOn":"Sum"}
            """.Trim(), Records.Detections.IcmpBySender.ToInsightRule(FlowLogFormat.Default, "g"));

    [Fact]
    public void A_scan_allows_single_addresses_and_interfaces()
    {
        var allowed = Records.Detections.HorizontalScan with { Allowed = new AllowList { Sources = ["10.0.9.9", "10.0.9.8"], Interfaces = ["eni-1"] } };
        Assert.Contains("""{"Match":"srcaddr","NotIn":["10.0.9.9","10.0.9.8"]},{"Match":"interface_id","NotIn":["eni-1"]}""",
            allowed.ToInsightRule(FlowLogFormat.Default, "g"));
    }

    [Fact]
    public void What_has_no_place_in_a_rule_is_refused()
    {
        var blocks = Records.Detections.HorizontalScan with { Allowed = new AllowList { Sources = ["10.0.0.0/8"] } };
        Assert.Contains("excludes only single addresses, not blocks",
            Assert.Throws<FlowLogFormatException>(() => blocks.ToInsightRule(FlowLogFormat.Default, "g")).Message);
        var much = Records.Detections.HorizontalScan with { Allowed = new AllowList { Sources = ["10.0.9.9"], Destinations = ["10.0.9.8"],
            Interfaces = ["eni-1"] } };
        Assert.Contains("at most 4 filters, but the conditions require 5",
            Assert.Throws<FlowLogFormatException>(() => much.ToInsightRule(FlowLogFormat.Default, "g")).Message);
        Assert.Contains("cannot become a Contributor Insights rule", Assert.Throws<ArgumentException>(() => Ssh.ToInsightRule(FlowLogFormat.Default, "g"))
            .Message);
    }

    [Fact]
    public void A_sum_keeps_the_name_of_its_field_in_a_shortened_pattern()
    {
        var icmp = Records.Detections.InboundIcmp(Watched.Network);
        Assert.Equal("$packets", icmp.Measure.MetricValue);
        Assert.All(FlowLogFormat.Presets.Values.Where(icmp.IsAvailableIn), format =>
            Assert.Contains(" packets,", Assert.Single(icmp.ToFilterPatterns(format))));
    }
}
