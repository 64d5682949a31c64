using System.Collections.Immutable;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>The texts and errors of detections. The tests of detections compare the languages on generated traffic.</summary>
public sealed class DetectionTextTests
{
    static readonly MonitoredNetwork Network = new() { PrivateSubnets = ["10.0.128.0/20"] };

    static readonly FlowLogFormat Extended = FlowLogFormat.V5.With(FlowField.RejectReason, FlowField.EncryptionStatus);

    static Detection Own(params FieldCondition[] conditions) => Detections.SshRejects with { Id = "Own", Title = "Own", Conditions = [.. conditions] };

    [Fact]
    public void Every_detection_has_its_text_in_each_language()
    {
        var text = new StringBuilder();
        foreach (var detection in Detections.For(Network))
        {
            text.Append("# ").Append(detection.Id).Append(": ").Append(detection.FilterName).Append(", ").Append(detection.Trigger).Append(' ')
                .Append(detection.Measure.MetricValue).Append('\n');
            foreach (var format in new[] { FlowLogFormat.Default, Extended }.Where(detection.IsAvailableIn))
            {
                text.Append("## version ").Append(format.Version).Append(", ").Append(detection.SeverityIn(format)).Append('\n');
                if (detection.Measure.Kind is MeasureKind.Arrivals)
                    continue;
                text.AppendJoin('\n', detection.ToFilterPatterns(format)).Append('\n').Append(detection.ToSql(format)).Append('\n')
                    .Append(detection.ToInsightsSeries(format)).Append('\n').Append(detection.ToInsightsQuery(format)).Append('\n')
                    .Append(detection.ToAthenaSeries(format, "FROM t\nWHERE TRUE")).Append('\n');
                if (detection.Measure.NeedsRule)
                    text.Append(detection.ToInsightRule(format, "/vpc")).Append('\n').Append(detection.ToSourceRule(format, "/vpc")).Append('\n');
            }
        }

        Snapshot.Matches("detections.txt", text.ToString());
    }

    [Fact]
    public void An_allow_list_is_addresses_of_clients_and_services_ports_of_services_and_interfaces()
    {
        var list = new AllowList { Sources = ["192.0.2.0/24"], Destinations = ["10.0.0.0/8"], Ports = [0, 65_535], Interfaces = ["eni-1"] };
        Assert.Equal(["srcaddr", "dstaddr", "dstport", "interface-id"], list.ToConditions().Select(condition => condition.Field.Name));
        Assert.Equal(["dstaddr", "srcaddr", "srcport", "interface-id"], list.ToConditions(ofAnswers: true).Select(condition => condition.Field.Name));
        AllowList[] single =
            [new() { Sources = ["192.0.2.0/24"] }, new() { Destinations = ["10.0.0.0/8"] }, new() { Ports = [22] }, new() { Interfaces = ["e"] }];
        Assert.All(single, one => Assert.Equal((false, 1), (one.IsEmpty, one.ToConditions().Count())));
        Assert.True(AllowList.None.IsEmpty);
        Assert.Empty(AllowList.None.ToConditions());
        foreach (var port in new[] { -1, 65_536 })
            Assert.Equal($"'{port}' is not a valid port. Use ports from 0 to 65535.",
                Assert.Throws<ArgumentException>(() => new AllowList { Ports = [port] }.ToConditions().ToList()).Message);
    }

    [Fact]
    public void Records_without_traffic_can_be_allowed_by_their_interface_only()
    {
        var skipped = Own(FlowField.LogStatus.Is("SKIPDATA"));
        Assert.Single((skipped with { Allowed = new() { Interfaces = ["eni-1"] } }).ToFilterPatterns(FlowLogFormat.Default));
        Assert.Contains("Allow only interfaces.", Assert.Throws<ArgumentException>(() =>
            (skipped with { Allowed = new() { Ports = [22] } }).ToFilterPatterns(FlowLogFormat.Default)).Message);
        Assert.Contains("Remove the allow-list.", Assert.Throws<ArgumentException>(() =>
            (Detections.LogsSilent with { Allowed = new() { Interfaces = ["eni-1"] } }).Selection(FlowLogFormat.Default)).Message);
        Assert.Contains("Allow only interfaces.", Assert.Throws<ArgumentException>(() =>
            (Detections.LogsSilent with { Allowed = new() { Ports = [22] } }).Selection(FlowLogFormat.Default)).Message);
        // Records with traffic are among these.
        Assert.Single((Own(FlowField.LogStatus.IsOneOf("OK", "SKIPDATA")) with { Allowed = new() { Ports = [22] } }).ToFilterPatterns(FlowLogFormat.Default));
    }

    [Fact]
    public void Alternatives_that_may_share_records_are_errors()
    {
        Apart([FlowField.Protocol.Is(6)], [FlowField.Protocol.Is(17)]);
        Apart([FlowField.SrcPort.Is(1), FlowField.Protocol.IsOneOf(6, 17)], [FlowField.Protocol.Is(1), FlowField.DstPort.Is(1)]);
        Shared("1 and 2", [FlowField.Protocol.IsOneOf(6, 17)], [FlowField.Protocol.IsOneOf(17, 1)]);
        Shared("1 and 2", [FlowField.Protocol.Is(6)], [FlowField.DstPort.Is(22)]);
        Shared("1 and 2", [FlowField.Protocol.IsNoneOf(6)], [FlowField.Protocol.Is(6)]);
        Shared("1 and 3", [FlowField.Protocol.Is(6)], [FlowField.Protocol.Is(17)], [FlowField.Protocol.Is(6), FlowField.DstPort.Is(22)]);
        Shared("2 and 3", [FlowField.Protocol.Is(6)], [FlowField.Protocol.Is(17)], [FlowField.Protocol.Is(17)]);

        static Detection Of(FieldCondition[][] lists) => Own() with { Alternatives = [.. lists.Select(list => list.ToImmutableArray())] };
        static void Apart(params FieldCondition[][] lists) => Assert.Equal(lists.Length, Of(lists).ToFilterPatterns(FlowLogFormat.Default).Count);
        static void Shared(string which, params FieldCondition[][] lists) => Assert.StartsWith(
            $"The alternatives {which} of the detection 'Own' may share records",
            Assert.Throws<ArgumentException>(() => Of(lists).ToFilterPatterns(FlowLogFormat.Default)).Message);
    }

    [Fact]
    public void A_detection_without_a_key_or_with_alternatives_has_no_rule()
    {
        Assert.Contains("cannot become a Contributor Insights rule",
            Assert.Throws<ArgumentException>(() => Detections.SshRejects.ToInsightRule(FlowLogFormat.Default, "/vpc")).Message);
        var distinct = Own(FlowField.Action.Is("REJECT")) with { Measure = Measure.Distinct(FlowField.SrcAddr) };
        Assert.Contains("srcaddr", distinct.ToInsightRule(FlowLogFormat.Default, "/vpc"));
        Assert.Contains("cannot become a Contributor Insights rule", Assert.Throws<ArgumentException>(() =>
            (distinct with { Alternatives = [[FlowField.Protocol.Is(6)], [FlowField.Protocol.Is(17)]] }).ToInsightRule(FlowLogFormat.Default, "/vpc")).Message);
        Assert.Null(distinct.ToSourceRule(FlowLogFormat.Default, "/vpc"));
    }

    [Theory]
    [InlineData("DescribeFlowLogs", true)]
    [InlineData("GetX", true)]
    [InlineData("ListX", true)]
    [InlineData("SearchX", true)]
    [InlineData("DeleteFlowLogs", false)]
    [InlineData("ModifyDescribe", false)]
    public void A_call_reads_if_its_name_begins_with_a_verb_of_reading(string call, bool expected) => Assert.Equal(expected, ChangeDetection.IsRead(call));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_key_has_one_to_four_fields(int fields)
    {
        FlowField[] all = [FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol];
        Assert.Equal(4, Measure.Distinct([.. all[..4]]).Key.Length);
        Assert.Single(Measure.LargestCount(FlowField.SrcAddr).Key);
        Assert.StartsWith($"A key of {fields} fields is not valid", Assert.Throws<ArgumentException>(() => Measure.Distinct([.. all[..fields]])).Message);
        Assert.StartsWith($"A key of {fields} fields", Assert.Throws<ArgumentException>(() => Measure.LargestSum(FlowField.Bytes, [.. all[..fields]])).Message);
    }
}
