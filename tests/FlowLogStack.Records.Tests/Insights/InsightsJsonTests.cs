using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>Events of JSON, as EventBridge delivers the calls that CloudTrail records.</summary>
public sealed class InsightsJsonTests
{
    // Opened to the world by somebody, made by a pipeline, closed by a role in a session; and a line that is no JSON.
    static readonly string[] Calls =
    [
        """{"version":"0","id":"0f1e","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","account":"123456789010","time":"2026-01-05T09:00:"""
            + """00Z","region":"eu-west-1","resources":[],"detail":{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789010:"""
            + """user/alice","accountId":"123456789010"},"eventTime":"2026-01-05T09:00:00Z","eventSource":"ec2.amazonaws."""
            + """com","eventName":"AuthorizeSecurityGroupIngress","sourceIPAddress":"192.0.2.7","requestParameters":{"groupId":"sg-0a1","ipPermissions":"""
            + """{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}"""
            + ""","responseElements":{"requestId":"r-1","_return":true},"readOnly":false}}""",
        """{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","detail":{"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::"""
            + """123456789010:assumed-role/pipeline/run-7"},"eventName":"CreateSecurityGroup","sourceIPAddress":"cloudformation.amazonaws."""
            + """com","requestParameters":{"groupName":"web \"blue\"","vpcId":"vpc-1"},"responseElements":{"requestId":"r-2","_return":true"""
            + ""","groupId":"sg-0b2"},"readOnly":false}}""",
        """{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.ec2","detail":{"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::"""
            + """123456789010:assumed-role/oncall/bob"},"eventName":"RevokeSecurityGroupIngress","sourceIPAddress":"192.0.2.8","requestParameters":"""
            + """{"groupId":"sg-0a1","ipPermissions":{"items":[{"fromPort":443},{"fromPort":22}]}},"responseElements":null,"readOnly":false}}""",
        "this is no JSON { at all",
    ];

    static readonly LogsInsightsOptions Options = new() { Events = LogEventKind.Json };

    static LogsInsightsResult Answer(string query, params string[] events)
    {
        var run = LogsInsightsQuery.Parse(query).Start(Options);
        for (var i = 0; i < events.Length; i++)
            run.Add(Encoding.UTF8.GetBytes(events[i]), DateTimeOffset.FromUnixTimeSeconds(1_767_603_600 + (60 * i)), "changes");
        return run.Complete();
    }

    static string Rows(string query, params string[] events) =>
        string.Join("; ", Answer(query, events.Length > 0 ? events : Calls)
            .Rows.Select(row => string.Join(", ", row.Select(value => value.IsNone ? "(none)" : value.ToString()))));

    [Fact]
    public void Tells_who_changed_what()
    {
        var result = Answer("""
            fields coalesce(detail.requestParameters.groupId, detail.responseElements.groupId) as securityGroup
            | display @timestamp, detail.eventName, securityGroup, detail.userIdentity.arn, detail.sourceIPAddress
            | sort @timestamp desc
            """, Calls[..3]);
        Assert.Equal("@timestamp, detail.eventName, securityGroup, detail.userIdentity.arn, detail.sourceIPAddress", string.Join(", ", result.Columns));
        Assert.Equal(
            [
                "2026-01-05 09:02:00.000, RevokeSecurityGroupIngress, sg-0a1, arn:aws:sts::123456789010:assumed-role/oncall/bob, 192.0.2.8",
                "2026-01-05 09:01:00.000, CreateSecurityGroup, sg-0b2, arn:aws:sts::123456789010:assumed-role/pipeline/run-7, cloudformation.amazonaws.com",
                "2026-01-05 09:00:00.000, AuthorizeSecurityGroupIngress, sg-0a1, arn:aws:iam::123456789010:user/alice, 192.0.2.7",
            ],
            result.Rows.Select(row => string.Join(", ", row)));
    }

    [Theory]
    [InlineData("fields detail.eventName as call | sort call | limit 1", "(none)")]
    [InlineData("filter detail.userIdentity.type = 'IAMUser' | fields detail.eventName", "AuthorizeSecurityGroupIngress")]
    [InlineData("where detail.requestParameters.ipPermissions.items.0.fromPort = 22 | fields detail.eventName", "AuthorizeSecurityGroupIngress")]
    [InlineData("filter detail.requestParameters.ipPermissions.items.1.fromPort < 23 | fields detail.eventName", "RevokeSecurityGroupIngress")]
    [InlineData("fields detail.requestParameters.ipPermissions.items.0.ipRanges.items.0.cidrIp as cidr | filter ispresent(cidr)", "0.0.0.0/0")]
    [InlineData("stats count(*) as calls by `detail-type`", "AWS API Call via CloudTrail, 3; (none), 1")]
    [InlineData("filter `detail-type` like /CloudTrail/ | stats count(*) as calls, count_distinct(detail.userIdentity.arn) as people by "
        + "detail.userIdentity.type | sort calls", "IAMUser, 1, 1; AssumedRole, 2, 2")]
    [InlineData("filter detail.requestParameters.groupName like 'blue' | fields detail.requestParameters.groupName", "web \"blue\"")]
    [InlineData("filter detail.readOnly = 0 | stats count(*)", "3")]
    [InlineData("filter detail.responseElements._return = 1 | stats count(*)", "2")]
    [InlineData("filter ispresent(detail.responseElements.requestId) | stats count(*)", "2")]
    [InlineData("filter ispresent(detail.responseElements) or ispresent(detail) or ispresent(resources) or ispresent(resources.0) | stats count(*)", "")]
    [InlineData("filter not ispresent(detail.eventName) | fields @message, @logStream", "this is no JSON { at all, changes")]
    [InlineData("stats sum(detail.requestParameters.ipPermissions.items.0.fromPort) as ports by bin(1h) as hour", "2026-01-05 09:00:00.000, 465")]
    [InlineData("parse detail.userIdentity.arn '*:*/*' as a, b, who | filter ispresent(who) | fields who | sort who", "alice; oncall/bob; pipeline/run-7")]
    public void Discovers_the_values_of_json_by_the_way_to_them(string query, string expected) => Assert.Equal(expected, Rows(query));

    [Fact]
    public void Takes_names_in_backticks_whole_and_in_parts()
    {
        const string line = """{"a-b":{"c d":{"e":1,"f.g":"dotted"}},"list":[{"x-y":"first"},"second"],"a.b":"key","a":{"b":"path"}}""";
        Assert.Equal("1, 1, dotted, dotted, first, second, key",
            Rows("fields `a-b.c d.e`, `a-b`.`c d`.e as e, `a-b.c d`.f.g as g, `a-b`.`c d`.`f.g` as h, list.0.`x-y`, list.1, a.b", line));
    }

    [Fact]
    public void Numbers_of_json_are_numbers_and_its_text_stays_as_it_is_spelled()
    {
        var row = Answer("fields n, t, big, real, e, escaped", """{"n":22,"t":"022","big":9007199254740993,"real":0.50,"e":"é","escaped":"\u00e9\n\""}""")
            .Rows.Single();
        Assert.Equal([InsightsValueKind.Number, InsightsValueKind.Text, InsightsValueKind.Number], row.Take(3).Select(value => value.Kind));
        Assert.Equal(["22", "022", "9007199254740993", "0.50", "é", "é\n\""], row.Select(value => value.ToString()));
        Assert.Equal("1", Rows("filter real = 0.5 and t = 22 and n = 22 | stats count(*)", """{"n":22,"t":"022","real":0.50}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}}")]
    [InlineData("{\"a\":1} tail")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"b\":tru}")]
    [InlineData("{\"b\":\"\\ud800\",\"a\":1}")]
    public void What_is_no_json_object_has_no_fields(string line) => Assert.Equal("(none), (none)", Rows("fields a, b", line));

    [Fact]
    public void An_event_has_two_hundred_fields_and_no_more()
    {
        var line = "{" + string.Join(",", Enumerable.Range(0, 300).Select(i => $"\"f{i}\":{i}")) + "}";
        Assert.Equal("0, 199, (none)", Rows("fields f0, f199, f200", line));
    }

    [Fact]
    public void Of_two_members_with_one_name_the_first_counts() => Assert.Equal("1", Rows("fields a", """{"a":1,"a":2}"""));

    [Fact]
    public void Events_of_json_have_no_fields_of_records_and_records_none_of_json()
    {
        Assert.Equal("(none), (none)", Rows("fields srcAddr, @timestamp as t | display srcAddr, log_status", Asking.Flows[0]));
        var run = LogsInsightsQuery.Parse("fields @timestamp, @logStream").Start(Options);
        Assert.True(run.Add(Encoding.UTF8.GetBytes(Asking.Flows[0])));
        Assert.All(run.Complete().Rows.Single(), value => Assert.True(value.IsNone));
        Assert.Contains("the field '@timestmp' does not exist. Did you mean '@timestamp'?",
            Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("fields @timestmp").Start(Options)).Message);
        Assert.Contains("'detail' does not exist after 'stats'",
            Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("stats count(*) as calls | filter detail = 1").Start(Options)).Message);
        Assert.Contains("the field 'detail.eventName' does not exist",
            Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("fields detail.eventName").Start()).Message);
    }
}
