using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Changes of the network from events of CloudTrail, and what followed in the traffic.</summary>
public sealed class ChangeReviewTests
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    const string Actor = """ "userIdentity": { "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/alice", "userName": "alice" } """;

    static string Event(string call, string parameters, string time = "2026-01-01T00:20:13Z", string more = "", string actor = Actor) =>
        $$"""
            { "eventTime": "{{time}}", "eventSource": "ec2.amazonaws.com", "eventName": "{{call}}", {{actor}}, "requestParameters": {{parameters}} {{more}} }
            """;

    static string Rule(string group, int port) =>
        $$"""
            { "groupId": "{{group}}", "ipPermissions": { "items": [{ "ipProtocol": "tcp", "fromPort": {{port}}, "toPort": {{port}},
              "ipRanges": { "items": [{ "cidrIp": "0.0.0.0/0" }] } }] } }
            """;

    static string Revoked => Event("RevokeSecurityGroupIngress", Rule("sg-0a1", 443));

    // A minute has ten accepted records until minute 20 and rejected ones from minute 21 on, of two clients.
    static IEnumerable<string> Outage(int from = 21, int port = 443) =>
        Enumerable.Range(0, 40).SelectMany(minute =>
            Enumerable.Range(0, 10).Select(flow =>
            Flows.Line(minute, source: flow < 7 ? "203.0.113.7" : "203.0.113.8", port: port, action: minute < from ? "ACCEPT" : "REJECT")));

    static IReadOnlyList<ChangeEffect> Explain(string events, IEnumerable<string> lines, NetworkInventory? inventory = null)
    {
        var review = new ChangeReview(ChangeLogReader.Read(events), inventory);
        using var stream = Flows.Text([Flows.Header, .. lines]);
        review.Read(stream, "a.log");
        return review.Finish();
    }

    [Fact]
    public void Shows_what_was_rejected_and_what_stopped_after_a_revoked_rule()
    {
        var effect = Assert.Single(Explain(Revoked, Outage()));
        Assert.Equal(("alice", "revoked security group ingress tcp/443 with 0.0.0.0/0 of sg-0a1"), (effect.Change.Actor, effect.Change.Text));
        Assert.Equal(
            [(FlowAction.Accept, "tcp/443", 10.0, 0.0), (FlowAction.Reject, "tcp/443", 0.0, 10.0)],
            effect.Traffic.OrderBy(traffic => traffic.Action).Select(traffic => (traffic.Action, traffic.Service, traffic.Before, traffic.After)));
        Assert.All(effect.Traffic, traffic => Assert.Equal((Flows.At(21), "203.0.113.7, 203.0.113.8"), (traffic.From, string.Join(", ", traffic.Clients))));
    }

    [Fact]
    public void Traffic_of_other_ports_and_steady_traffic_do_not_follow_a_change()
    {
        Assert.Empty(Assert.Single(Explain(Revoked, Outage(port: 22))).Traffic);
        Assert.Empty(Assert.Single(Explain(Revoked, Outage(from: 50))).Traffic);
    }

    [Theory]
    [InlineData("sg-0a1", true)]
    [InlineData("sg-0b2", false)]
    public void A_group_is_compared_with_its_own_interfaces(string groupOfInterface, bool follows)
    {
        var inventory = new NetworkInventory();
        var eni = Flows.Line(0).Split(' ')[2];
        inventory.Add($$"""
            { "NetworkInterfaces": [{ "NetworkInterfaceId": "{{eni}}", "Groups": [{ "GroupId": "{{groupOfInterface}}" }] },
              { "NetworkInterfaceId": "eni-other", "Groups": [{ "GroupId": "sg-0a1" }] }] }
            """, "i.json");
        Assert.Equal(follows, Assert.Single(Explain(Revoked, Outage(), inventory)).Traffic.Count > 0);
    }

    [Fact]
    public void Traffic_follows_the_nearest_change_before_it()
    {
        var effects = Explain($"{Event("RevokeSecurityGroupIngress", Rule("sg-0a1", 443), "2026-01-01T00:10:00Z")}\n{Revoked}", Outage());
        Assert.Equal([0, 2], effects.Select(effect => effect.Traffic.Count));
    }

    [Fact]
    public void A_change_outside_of_the_records_is_known_as_such() =>
        Assert.Equal([true, false], Explain($"{Revoked}\n{Event("DeleteRoute", "{}", "2026-02-01T00:00:00Z")}", Outage()).Select(effect => effect.HasRecords));

    [Fact]
    public void Events_are_read_in_every_form_in_which_they_are_delivered()
    {
        string Escaped(string text) => JsonSerializer.Serialize(text);
        Assert.All(
            new[]
            {
                Revoked.ReplaceLineEndings(" "), $"[{Revoked}]", $$"""{ "Records": [{{Revoked}}] }""", $$"""{ "version": "0", "detail": {{Revoked}} }""",
                $$"""{ "events": [{ "timestamp": 1, "message": {{Escaped($$"""{ "detail": {{Revoked}} }""")}} }] }""",
                $$"""{ "Events": [{ "EventName": "RevokeSecurityGroupIngress", "CloudTrailEvent": {{Escaped(Revoked)}} }] }""",
                $"2026-01-01T00:20:14.000Z {Revoked.ReplaceLineEndings(" ")}\n", JsonSerializer.Serialize(JsonDocument.Parse(Revoked), Indented),
            },
            text => Assert.Equal("RevokeSecurityGroupIngress", Assert.Single(ChangeLogReader.Read(text)).Call));
    }

    [Fact]
    public void Malformed_lines_are_reported_and_the_others_read()
    {
        var problems = new List<long>();
        Assert.Single(ChangeLogReader.Read($"no event\n{Revoked.ReplaceLineEndings(" ")}\n{{\"half\"", (line, _) => problems.Add(line)));
        Assert.Equal([1, 3], problems);
    }

    [Theory]
    [InlineData("DescribeSecurityGroups", "")]
    [InlineData("RunInstances", "")]
    [InlineData("RevokeSecurityGroupIngress", ", \"errorCode\": \"Client.UnauthorizedOperation\"")]
    [InlineData("RevokeSecurityGroupIngress", ", \"readOnly\": true")]
    public void Calls_that_change_nothing_are_left_out(string call, string more) => Assert.Empty(ChangeLogReader.Read(Event(call, "{}", more: more)));

    [Theory]
    [InlineData("CreateRoute", "apigateway.amazonaws.com")]
    [InlineData("DeleteGateway", "storagegateway.amazonaws.com")]
    [InlineData("CreateDBSecurityGroup", "rds.amazonaws.com")]
    public void Calls_of_services_without_networks_are_left_out(string call, string source) =>
        Assert.Empty(ChangeLogReader.Read(Event(call, "{}").Replace("ec2.amazonaws.com", source, StringComparison.Ordinal)));

    [Theory]
    [InlineData("SetSecurityGroups", "elasticloadbalancing.amazonaws.com", "set security groups")]
    [InlineData("SetSubnets", "elasticloadbalancing.amazonaws.com", "set subnets")]
    public void Calls_that_move_a_load_balancer_are_changes(string call, string source, string text) =>
        Assert.Equal(text, Assert.Single(ChangeLogReader.Read(Event(call, "{}").Replace("ec2.amazonaws.com", source, StringComparison.Ordinal))).Text);

    [Fact]
    public void Each_call_that_an_alarm_of_changes_watches_is_a_change() =>
        Assert.All(
            Detections.Changes.SelectMany(change => change.Calls),
            call => Assert.Equal(call, Assert.Single(ChangeLogReader.Read(Event(call, "{}"))).Call));

    [Theory]
    [InlineData("ModifyNetworkInterfaceAttribute", """{ "networkInterfaceId": "eni-0a1", "groupSet": { "items": [{ "groupId": "sg-0b2" }] } }""",
        "modified network interface attribute eni-0a1, sg-0b2")]
    [InlineData("CreateNetworkAclEntry",
        """{ "networkAclId": "acl-0a1", "ruleNumber": 90, "egress": false, "ruleAction": "deny", "aclProtocol": "6", "cidrBlock": "203.0.113.0/24","""
            + """ "portRange": { "from": 22, "to": 22 } }""",
        "created network acl entry 90 deny ingress tcp/22 with 203.0.113.0/24 of acl-0a1")]
    [InlineData("ReplaceRoute", """{ "routeTableId": "rtb-0a1", "destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-0a1" }""",
        "replaced route 0.0.0.0/0 of rtb-0a1, nat-0a1")]
    [InlineData("AuthorizeSecurityGroupEgress",
        """{ "groupId": "sg-0a1", "ipPermissions": { "items": [{ "ipProtocol": "-1", "groups": { "items": [{ "groupId": "sg-0c3" }] } }] } }""",
        "authorized security group egress all traffic with sg-0c3 of sg-0a1")]
    [InlineData("DeleteFlowLogs", """{ "DeleteFlowLogsRequest": { "FlowLogId": { "content": "fl-0a1" } } }""", "deleted flow logs fl-0a1")]
    public void A_change_is_told_in_words(string call, string parameters, string text) =>
        Assert.Equal(text, Assert.Single(ChangeLogReader.Read(Event(call, parameters))).Text);

    [Theory]
    [InlineData(""" "userIdentity": { "arn": "arn:aws:sts::123456789012:assumed-role/pipeline/run-7" } """, "run-7 (pipeline)")]
    [InlineData(""" "userIdentity": { "arn": "arn:aws:iam::123456789012:root" } """, "root")]
    [InlineData(""" "userIdentity": { "type": "AWSService", "invokedBy": "autoscaling.amazonaws.com" } """, "autoscaling.amazonaws.com")]
    [InlineData(""" "userIdentity": null """, "unknown")]
    public void The_caller_has_its_name(string actor, string name) =>
        Assert.Equal(name, Assert.Single(ChangeLogReader.Read(Event("DeleteRoute", "{}", actor: actor))).Actor);

    static readonly string[] Odd = ["null", "5", "\"\"", "[]", "{}", "true", "1e400", "\"2026-13-99\"", "\"-1\"", "\"tcp\"", "[[[[[[]]]]]]", "{\"items\":5}",
        "{\"items\":[5]}", "\"sg-0a1\"", "-1", "99999999999"];

    [Fact]
    public void Any_event_is_read_or_left_out() => Fuzz.Run(
        random =>
        {
            const string Entry = """
                { "networkAclId": "acl-0a1", "ruleNumber": 90, "egress": false, "aclProtocol": "6", "portRange": { "from": 22, "to": 22 } }
                """;
            var body = System.Text.Json.Nodes.JsonNode.Parse($$"""{ "Records": [{{Revoked}}, {{Event("CreateNetworkAclEntry", Entry)}}] }""")!;
            for (var changes = random.Next(0, 5); changes > 0; changes--)
                Fuzz.Change(body, random, Odd);
            var text = body.ToJsonString();
            return random.Next(10) == 0 ? text[..random.Next(text.Length)] : text;
        },
        text => ChangeLogReader.Read(text));
}
