using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Dashboards;

namespace FlowLogStack.Constructs.Tests.Dashboards;

/// <summary>Properties of every dashboard, in every format.</summary>
public sealed class DashboardTests
{
    public static TheoryData<string> Formats => DashboardRig.Formats;

    static IEnumerable<JsonObject> Widgets(string body) => JsonNode.Parse(body)!["widgets"]!.AsArray().Select(widget => widget!.AsObject());

    static IEnumerable<JsonObject> Of(string body, string type) => Widgets(body).Where(widget => (string?)widget["type"] == type)
        .Select(widget => widget["properties"]!.AsObject());

    [Theory]
    [MemberData(nameof(Formats))]
    public void CloudWatch_takes_every_body(string name)
    {
        var bodies = DashboardRig.Of(name).Bodies();
        Assert.True(bodies.Count >= 4, string.Join(", ", bodies.Keys));
        Assert.All(bodies.Values, body => Assert.Equal([], DashboardBody.Check(body)));
        Assert.All(bodies.Values, body => Assert.DoesNotContain("Token[", body));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_panels_overlap_and_none_is_too_narrow_or_beyond_the_grid(string name)
    {
        foreach (var body in DashboardRig.Of(name).Bodies().Values)
        {
            var taken = new HashSet<(int X, int Y)>();
            foreach (var widget in Widgets(body))
            {
                var (x, y, width, height) = ((int)widget["x"]!, (int)widget["y"]!, (int)widget["width"]!, (int)widget["height"]!);
                Assert.InRange(width, 4, 24 - x);
                for (var column = x; column < x + width; column++)
                {
                    for (var row = y; row < y + height; row++)
                        Assert.True(taken.Add((column, row)), $"{widget["properties"]!["title"]} covers another at {column}, {row}");
                }
            }

            // Every row fills the grid.
            Assert.Equal(0, taken.Count % 24);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_metric_that_is_drawn_is_published(string name)
    {
        var rig = DashboardRig.Of(name);
        var bodies = rig.Bodies();
        var published = rig.Stack.Template().ResourcesOf("AWS::Logs::MetricFilter").Values
            .Select(filter => filter["Properties"]!["MetricTransformations"]![0]!)
            .Select(metric => ((string)metric["MetricName"]!, (string?)metric["Dimensions"]?[0]?["Key"]))
            .ToHashSet();
        foreach (var metric in bodies.Values.SelectMany(body => Of(body, "metric")).SelectMany(panel => panel["metrics"]?.AsArray() ?? [])
            .Select(metric => metric!.AsArray()).Where(metric => (string?)(metric[0] as JsonValue) == "vpcflowlogs"))
            Assert.Contains(((string)metric[1]!, metric.Count > 3 ? (string?)metric[2] : null), published);
        var rules = rig.Stack.Template().ResourcesOf("AWS::CloudWatch::InsightRule").Keys.ToHashSet();
        Assert.All(bodies.Values.SelectMany(body => Of(body, "metric")).Select(panel => panel["insightRule"]).OfType<JsonObject>(), rule =>
            Assert.Contains((string)rule["ruleName"]!, rules));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_filter_and_rule_is_drawn_somewhere(string name)
    {
        var rig = DashboardRig.Of(name, whole: false);
        var drawn = string.Concat(rig.Bodies().Values);
        var template = rig.Stack.Template();
        Assert.All(template.ResourcesOf("AWS::Logs::MetricFilter").Values, filter =>
            Assert.Contains($"\"{filter["Properties"]!["MetricTransformations"]![0]!["MetricName"]}\"", drawn));
        Assert.All(template.ResourcesOf("AWS::CloudWatch::InsightRule").Keys, rule => Assert.Contains($"\"{rule}\"", drawn));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_query_runs_on_events_of_the_format(string name)
    {
        var rig = DashboardRig.Of(name);
        foreach (var (topic, body) in rig.Bodies())
        {
            foreach (var text in Of(body, "log").Select(panel => (string)panel["query"]!))
            {
                Assert.StartsWith("SOURCE '", text);
                var query = LogsInsightsQuery.Parse(text[(text.IndexOf('|', StringComparison.Ordinal) + 1)..].Trim());
                var events = topic is DashboardTopic.SecurityGroups or DashboardTopic.Activity ? LogEventKind.Json : LogEventKind.FlowLogRecords;
                query.Start(new LogsInsightsOptions { Format = rig.Format, Events = events }).Complete();
            }
        }
    }

    [Fact]
    public void The_security_groups_dashboard_tells_who_changed_what()
    {
        var text = Of(new DashboardRig(FlowLogFormat.Default).Bodies()[DashboardTopic.SecurityGroups], "log").Select(panel => (string)panel["query"]!).Single();
        var run = LogsInsightsQuery.Parse(text[(text.IndexOf('|', StringComparison.Ordinal) + 1)..])
            .Start(new LogsInsightsOptions { Events = LogEventKind.Json });
        var nine = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        run.Add("""{"detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","detail":{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::"""u8
            + """123456789010:user/alice"},"eventName":"AuthorizeSecurityGroupIngress","sourceIPAddress":"192.0.2.7","requestParameters":"""u8
            + """{"groupId":"sg-0a1","ipPermissions":{"items":[{"fromPort":22}]}},"responseElements":{"_return":true}}}"""u8, nine);
        run.Add("""{"detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","detail":{"userIdentity":{"arn":"arn:aws:sts::123456789010:"""u8
            + """assumed-role/pipeline/run-7"},"eventName":"CreateSecurityGroup","sourceIPAddress":"cloudformation.amazonaws.com","requestParameters":"""u8
            + """{"groupName":"web"},"responseElements":{"groupId":"sg-0b2"}}}"""u8, nine.AddMinutes(1));
        Assert.Equal(
            [
                "2026-01-05 09:01:00.000, CreateSecurityGroup, sg-0b2, arn:aws:sts::123456789010:assumed-role/pipeline/run-7, cloudformation.amazonaws.com",
                "2026-01-05 09:00:00.000, AuthorizeSecurityGroupIngress, sg-0a1, arn:aws:iam::123456789010:user/alice, 192.0.2.7",
            ],
            run.Complete().Rows.Select(row => string.Join(", ", row)));
    }

    [Fact]
    public void The_security_groups_dashboard_has_the_flows_of_each_group_of_enriched_records()
    {
        var text = Of(new DashboardRig(FlowLogFormat.Default, enriches: true).Bodies()[DashboardTopic.SecurityGroups], "log")
            .Select(panel => (string)panel["query"]!)
            .Single(query => query.Contains("SecurityGroup)", StringComparison.Ordinal));
        var run = LogsInsightsQuery.Parse(text[(text.IndexOf('|', StringComparison.Ordinal) + 1)..])
            .Start(new LogsInsightsOptions { Events = LogEventKind.Json });
        var nine = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        // As the function writes them, beside its metrics.
        run.Add("""{"SecurityGroup":"sg-a","AcceptedFlows":1,"AcceptedBytes":10,"RejectedFlows":2,"RejectedBytes":5}"""u8, nine);
        run.Add("""{"SecurityGroup":"sg-b","AcceptedFlows":4,"AcceptedBytes":40,"RejectedFlows":7,"RejectedBytes":5}"""u8, nine);
        run.Add("""{"SecurityGroup":"sg-a","AcceptedFlows":2,"AcceptedBytes":20,"RejectedFlows":1,"RejectedBytes":5}"""u8, nine.AddMinutes(1));
        run.Add("""{"_aws":{},"FunctionName":"f","Direction":"inbound","RejectedFlows":99}"""u8, nine);
        Assert.Equal(["sg-b, 7, 4, 40", "sg-a, 3, 3, 30"], run.Complete().Rows.Select(row => string.Join(", ", row)));
        Assert.Contains("add a processor that enriches records", new DashboardRig(FlowLogFormat.Default).Bodies()[DashboardTopic.SecurityGroups]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_variable_takes_the_place_of_its_pattern_in_queries_only(string name)
    {
        foreach (var body in DashboardRig.Of(name).Bodies().Values)
        {
            foreach (var variable in JsonNode.Parse(body)!["variables"]?.AsArray() ?? [])
            {
                var pattern = (string)variable!["pattern"]!;
                var inQueries = Of(body, "log").Sum(panel => Regex.Count((string)panel["query"]!, pattern));
                Assert.True(inQueries > 0);
                Assert.Equal(inQueries, Widgets(body).Sum(widget => Regex.Count(widget.ToJsonString(), pattern)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Colors_mean_one_thing(string name)
    {
        var colors = DashboardRig.Of(name).Bodies().Values.SelectMany(body => Of(body, "metric"))
            .SelectMany(panel => panel["metrics"]?.AsArray() ?? [])
            .Select(metric => metric!.AsArray()[^1]!)
            .ToList();
        Assert.All(colors.Where(look => (string?)look["label"] is "Accepted"), look => Assert.Equal(Palette.Accepted, (string)look["color"]!));
        Assert.All(colors.Where(look => (string?)look["label"] is "Rejected"), look => Assert.Equal(Palette.Rejected, (string)look["color"]!));
        Assert.All(colors.Where(look => (string?)look["label"] is "Inbound" or "Into interfaces"), look =>
            Assert.Equal(Palette.Inbound, (string)look["color"]!));
        Assert.All(colors.Where(look => (string?)look["label"] is "Outbound" or "Out of interfaces"), look =>
            Assert.Equal(Palette.Outbound, (string)look["color"]!));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("transit-gateway")]
    public void Two_syntheses_are_equal_to_the_byte(string name)
    {
        var format = DashboardRig.FormatOf(name);
        Assert.Equal(new DashboardRig(format).Bodies().OrderBy(body => body.Key), new DashboardRig(format).Bodies().OrderBy(body => body.Key));
    }

    [Fact]
    public void Log_panels_are_where_nothing_cheaper_answers_and_the_header_states_their_cost()
    {
        var bodies = new DashboardRig(FlowLogFormat.V11).Bodies();
        string[] LogPanels(DashboardTopic topic) => [.. Of(bodies[topic], "log").Select(panel => (string)panel["title"]!)];
        Assert.Empty(LogPanels(DashboardTopic.Overview));
        Assert.Equal(["Rejected conversations"], LogPanels(DashboardTopic.AcceptsAndRejects));
        Assert.Empty(LogPanels(DashboardTopic.TrafficDirection));
        Assert.Equal(["Bytes between zones"], LogPanels(DashboardTopic.EgressAndCost));
        Assert.Equal(["Changes by caller"], LogPanels(DashboardTopic.SecurityGroups));
        Assert.Empty(LogPanels(DashboardTopic.Detections));
        Assert.Equal(14, LogPanels(DashboardTopic.Activity).Length);

        Assert.Contains("**A view is free**", Header(bodies[DashboardTopic.Overview]));
        // 10 GB a day for three hours, and for one day, at half a cent.
        Assert.Contains("**A view costs $0.0063**", Header(bodies[DashboardTopic.AcceptsAndRejects]));
        Assert.Contains("**A view costs $0.05**", Header(bodies[DashboardTopic.EgressAndCost]));
        Assert.Contains("less than $0.0001", Header(bodies[DashboardTopic.SecurityGroups]));
        // 1 GB a day for each of 14 panels.
        Assert.Contains("**A view costs $0.07**", Header(bodies[DashboardTopic.Activity]));
    }

    [Fact]
    public void The_month_is_reckoned_from_the_metrics_and_rules_that_are_there()
    {
        var rig = new DashboardRig(FlowLogFormat.Default, whole: false);
        var header = Header(rig.Bodies(DashboardTopic.Overview)[DashboardTopic.Overview]);
        var template = rig.Stack.Template();
        Assert.Contains($"{template.ResourcesOf("AWS::Logs::MetricFilter").Count} × $0.30", header);
        Assert.Contains($"{template.ResourcesOf("AWS::CloudWatch::InsightRule").Count} × $0.50", header);
    }

    [Fact]
    public void The_costs_on_the_page_of_dashboards_are_those_of_the_headers()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "dashboards.md"));
        var rig = new DashboardRig(FlowLogFormat.V5, whole: false, detections: [Records.Detections.SshRejects], with: props => props with { Changes = null });
        var titles = new Dictionary<DashboardTopic, string> { [DashboardTopic.Overview] = "Overview", [DashboardTopic.AcceptsAndRejects] = "Accepts & Rejects",
            [DashboardTopic.TrafficDirection] = "Traffic Direction", [DashboardTopic.EgressAndCost] = "Egress & Cost",
                [DashboardTopic.SecurityGroups] = "Security Groups", [DashboardTopic.Detections] = "Detections" };
        foreach (var (topic, body) in rig.Bodies())
        {
            var month = Regex.Match(Header(body), @"(\d+) × \$0\.30 for its metrics and (\d+) × \$0\.50");
            int metrics = int.Parse(month.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), rules =
                int.Parse(month.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
            var row = page.Split('\n').Last(line => line.StartsWith($"| {titles[topic]} |", StringComparison.Ordinal));
            Assert.EndsWith(metrics + rules == 0
                ? "$3.00; its alarms are there already |"
                : string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"$3.00 + {metrics} metric{(metrics == 1 ? "" : "s")} ${metrics * 0.3m:0.00} + {rules} rules ${rules * 0.5m:0.00} |"), row);
        }

        var all = rig.Bodies().Values.SelectMany(body => Of(body, "metric")).ToList();
        var allMetrics = all.SelectMany(panel => panel["metrics"]?.AsArray() ?? []).Select(metric => metric!.AsArray())
            .Where(metric => (string?)(metric[0] as JsonValue) == "vpcflowlogs").Select(metric => string.Join(' ', metric.SkipLast(1))).Distinct().Count();
        var allRules = all.Select(panel => (string?)panel["insightRule"]?["ruleName"]).OfType<string>().Distinct().Count();
        var most = (7 * 3) + (allMetrics * 0.3m) + (allRules * 0.5m);
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"have {allMetrics} metrics and {allRules} rules of their own: at "
            + $"most ${most:0.00} a"), page);
    }

    [Theory]
    [InlineData("default", DashboardTopic.TrafficDirection, "add `${flow-direction}` to the log format")]
    [InlineData("default", DashboardTopic.TrafficDirection, "*Bytes out by path*: add `${flow-direction} ${traffic-path}` to the log format")]
    [InlineData("default", DashboardTopic.TrafficDirection, "*Bytes into interfaces*, *Bytes out of interfaces*, *Bytes into and out of interfaces*")]
    [InlineData("default", DashboardTopic.TrafficDirection, "add `${pkt-dst-aws-service}` to the log format")]
    [InlineData("v5", DashboardTopic.EgressAndCost, "*Bytes out of NAT gateways*: add `${interface-type}` to the log format")]
    [InlineData("v5", DashboardTopic.EgressAndCost, "*Bytes between zones*: add `${next-hop-az-id}` to the log format")]
    [InlineData("transit-gateway", DashboardTopic.EgressAndCost, "*Bytes out by path*: records of transit gateways do not have traffic-path")]
    [InlineData("default", DashboardTopic.Overview, "*Alarms*: add detections")]
    [InlineData("default", DashboardTopic.Overview, "*Forwarding*: add a processor")]
    [InlineData("default", DashboardTopic.SecurityGroups, "*Changes*, *Changes by caller*: keep a log of changes")]
    public void What_is_not_drawn_is_named_with_its_cure(string format, DashboardTopic topic, string note) =>
        Assert.Contains(note, Header(new DashboardRig(DashboardRig.FormatOf(format), whole: false).Bodies(topic)[topic]));

    [Theory]
    [InlineData(true, false, "*Requests by bucket and operation*, *Requesters by bytes*, *Errors by bucket and code*: set the log group that receives S3")]
    [InlineData(false, true, "*Denied calls*: set the log group to which a trail sends its records")]
    public void The_activity_dashboard_draws_the_log_that_is_there_and_names_the_other(bool calls, bool requests, string note)
    {
        var rig = new DashboardRig(FlowLogFormat.Default, whole: false);
        var groups = new ActivityLogGroups
        {
            Calls = calls ? Amazon.CDK.AWS.Logs.LogGroup.FromLogGroupName(rig.Stack, "Calls", "trail") : null,
            Requests = requests ? Amazon.CDK.AWS.Logs.LogGroup.FromLogGroupName(rig.Stack, "Requests", "requests") : null,
        };
        var drawn = new DashboardRig(FlowLogFormat.Default, whole: false, with: props => props with { Activity = groups });
        var body = drawn.Bodies(DashboardTopic.Activity)[DashboardTopic.Activity];
        Assert.All(Of(body, "log"), panel => Assert.StartsWith(calls ? "SOURCE 'trail'" : "SOURCE 'requests'", (string)panel["query"]!));
        Assert.Contains(note, Header(body));
    }

    [Fact]
    public void An_activity_dashboard_without_a_log_is_an_error()
    {
        var rig = new DashboardRig(FlowLogFormat.Default, whole: false);
        Assert.Contains("The dashboard 'Activity' would be empty",
            Assert.Throws<ArgumentException>(() => rig.Draw(DashboardTopic.Activity)).Message);
    }

    [Fact]
    public void Everything_is_drawn_of_everything()
    {
        var bodies = new DashboardRig(FlowLogFormat.V11, enriches: true).Bodies();
        Assert.All(bodies.Values, body => Assert.DoesNotContain("Not drawn", Header(body)));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("v5")]
    [InlineData("v11")]
    [InlineData("transit-gateway")]
    public void What_comes_in_goes_out_and_stays_is_told_by_addresses(string format)
    {
        var body = new DashboardRig(DashboardRig.FormatOf(format), whole: false).Bodies(DashboardTopic.TrafficDirection)[DashboardTopic.TrafficDirection];
        var panel = Of(body, "metric").Single(panel => (string?)panel["title"] == "Bytes into, out of and within the network");
        Assert.Equal(["InboundBytes", "OutboundBytes", "InternalBytes"], panel["metrics"]!.AsArray().Select(metric => (string)metric![1]!));
    }

    [Fact]
    public void Transit_gateways_show_what_they_dropped()
    {
        var body = new DashboardRig(FlowLogFormat.TransitGateway).Bodies()[DashboardTopic.EgressAndCost];
        var panel = Of(body, "metric").Single(panel => (string?)panel["title"] == "Packets that the transit gateway dropped");
        Assert.Equal(4, panel["metrics"]!.AsArray().Count);
        Assert.Contains("Bytes between zones", Of(body, "log").Select(log => (string)log["title"]!));
    }

    [Fact]
    public void Refuses_a_dashboard_of_which_nothing_can_be_drawn()
    {
        var rig = new DashboardRig(FlowLogFormat.TransitGateway, whole: false);
        var refused = Assert.Throws<ArgumentException>(() => rig.Draw(DashboardTopic.AcceptsAndRejects));
        Assert.Contains("The dashboard 'Accepts & Rejects' would be empty", refused.Message);
        Assert.Contains("records of transit gateways do not have action", refused.Message);
        Assert.Contains("Add at least one", Assert.Throws<ArgumentException>(() => new DashboardSet(rig.Stack, "None", [], rig.Props)).Message);
    }

    [Fact]
    public void Each_detection_has_its_graph_its_state_and_where_to_look()
    {
        var rig = new DashboardRig(FlowLogFormat.Default, whole: false, detections: Records.Detections.All, with: props =>
            props with { DocumentationUrl = "https://example.com/detections/" });
        var body = rig.Bodies(DashboardTopic.Detections)[DashboardTopic.Detections];
        var alarms = rig.Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm");
        Assert.Equal(alarms.Count, rig.Props.Alarms.Count);
        foreach (var alarm in rig.Props.Alarms)
        {
            var graph = Of(body, "metric").Single(panel => (string?)panel["title"] == alarm.Detection.Title);
            var arn = (string)graph["annotations"]!["alarms"]![0]!;
            Assert.Equal(alarm.Detection.Title, (string)alarms[arn[(arn.LastIndexOf(':') + 1)..]]["Properties"]!["AlarmName"]!);
            Assert.Equal(2, Of(body, "alarm").Count(panel => panel["alarms"]!.AsArray().Any(item => (string)item! == arn)));
            var text = Of(body, "text").Select(panel => (string)panel["markdown"]!)
                .Single(text => text.StartsWith($"### {alarm.Detection.Title}\n", StringComparison.Ordinal));
            Assert.Contains($"https://example.com/detections/{alarm.Detection.Id}.md", text);
            Assert.True(File.Exists(Repository.PathOf("docs", "detections", $"{alarm.Detection.Id}.md")));
        }
    }

    [Fact]
    public void A_set_links_its_dashboards_by_their_names()
    {
        var rig = new DashboardRig(FlowLogFormat.Default);
        var bodies = rig.Bodies();
        var template = rig.Stack.Template().ToJson();
        var names = template["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] == "AWS::CloudWatch::Dashboard")
            .Select(resource => DashboardRig.Deployed(template, resource.Value!["Properties"]!["DashboardName"])).ToList();
        Assert.Equal(7, names.Distinct().Count());
        Assert.Contains("Test-Dashboards-eu-west-1-Overview", names);
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9_-]{1,255}$", name));
        Assert.All(names.Where(name => !name.EndsWith("Overview", StringComparison.Ordinal)), name =>
            Assert.Contains($"#dashboards/dashboard/{name})", Header(bodies[DashboardTopic.Overview])));
    }

    [Fact]
    public void A_body_stays_far_from_its_limits()
    {
        var rig = new DashboardRig(FlowLogFormat.V11, detections: Records.Detections.All);
        Assert.All(rig.Bodies().Values, body => Assert.InRange(body.Length, 1_000, 100_000));
        Assert.All(rig.Bodies().Values, body => Assert.InRange(Widgets(body).Count(), 4, 100));
        Assert.InRange(rig.Stack.Template().ToText().Length, 1, 1_000_000);
    }

    static string Header(string body) => (string)Widgets(body).First()["properties"]!["markdown"]!;
}
