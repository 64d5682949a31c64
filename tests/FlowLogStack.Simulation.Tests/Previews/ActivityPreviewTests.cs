using System.Text;
using static FlowLogStack.Simulation.Tests.Flows;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Widgets on the log groups of activity logs, drawn from files of CloudTrail and S3 server access logs.</summary>
public sealed class ActivityPreviewTests
{
    const string Changes = "SOURCE 'trail' | filter readOnly = 0 | stats count(*) as calls by eventName | sort eventName";
    const string Requests = "SOURCE 'requests' | stats count(*) as n, sum(coalesce(bytes_sent_size, bytessent)) as bytes by bucket_name | sort bucket_name";
    const string Ports = "SOURCE 'flows' | stats count(*) as n by dstPort | sort dstPort";

    static string Call(int minute, string name, bool reads) =>
        $$$"""{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"alice"},"eventTime":"{{{At(minute):yyyy-MM-dd'T'HH:mm:ss'Z'}}}","""
        + $$"""
            "eventSource":"ec2.amazonaws.com","eventName":"{{name}}","readOnly":{{(reads ? "true" : "false")}},"eventType":"AwsApiCall","eventID":"1"}
            """;

    static string Request(int minute, string bucket, int bytes) => FormattableString.Invariant(
        $"{new string('a', 64)} {bucket} [{At(minute):dd/MMM/yyyy:HH:mm:ss} +0000] 192.0.2.3 arn:aws:iam::111122223333:user/bob 3E57427F3EXAMPLE ")
        + FormattableString.Invariant($"REST.GET.OBJECT photo.jpg \"GET /photo.jpg HTTP/1.1\" 200 - {bytes} 3462 7 6 \"-\" \"S3Console/0.4\" - abc= SigV4 ")
        + "ECDHE-RSA-AES128-GCM-SHA256 AuthHeader data.s3.us-west-1.amazonaws.com TLSv1.2 - -";

    static PreviewResult Preview(BacktestOptions? options, bool flows, bool calls, bool requests, params string[] queries)
    {
        var preview = new Preview(Boards.Of([.. queries.Select(query => Boards.Log(query))]), options);
        void Read(string text, string name) =>
            preview.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name, (line, why) => Assert.Fail($"{name}:{line} {why}"));
        if (flows)
            Read($"{Header}\n{Line(0, port: 22)}\n{Line(1, port: 443)}", "flows.log");
        if (calls)
            Read($"{{\"Records\":[{Call(2, "RunInstances", false)},{Call(3, "DescribeVpcs", true)},{Call(4, "RunInstances", false)}]}}", "trail.json");
        if (requests)
            Read($"{Request(5, "site", 10)}\n{Request(6, "data", 20)}\n{Request(7, "data", 30)}\n", "access.log");
        return preview.Finish();
    }

    static string Rows(WidgetPreview widget) => widget.Content is WidgetContent.Query query
        ? string.Join("; ", query.Result.Rows.Select(row => string.Join(" ", row))) : ((WidgetContent.Unavailable)widget.Content).Reason;

    static string[] Drawn(PreviewResult result) => [.. Assert.Single(result.Dashboards).Widgets.Select(Rows)];

    [Fact]
    public void Each_widget_reads_its_own_log_of_three()
    {
        var result = Preview(null, true, true, true, Changes, Requests, Ports);
        Assert.Equal(["RunInstances 2", "data 2 50; site 1 10", "22 1; 443 1"], Drawn(result));
        Assert.Equal(8, result.Records);
        Assert.Equal((At(0), At(8)), (result.From!.Value, result.To!.Value));
    }

    [Fact]
    public void Without_its_log_a_widget_has_the_reason()
    {
        const string Nothing = "The query has no result for these records.";
        Assert.Equal(["RunInstances 2", Nothing, Nothing], Drawn(Preview(null, false, true, false, Changes, Requests, Ports)));
        Assert.Equal([Nothing, "data 2 50; site 1 10", Nothing], Drawn(Preview(null, false, false, true, Changes, Requests, Ports)));
        Assert.Equal([Nothing, Nothing, "22 1; 443 1"], Drawn(Preview(null, true, false, false, Changes, Requests, Ports)));
    }

    [Fact]
    public void The_time_range_limits_calls_and_requests()
    {
        var options = new BacktestOptions { From = At(4), To = At(7) };
        Assert.Equal(["RunInstances 1", "data 1 20; site 1 10"], Drawn(Preview(options, false, true, true, Changes, Requests)));
    }

    [Fact]
    public void Two_widgets_with_one_query_have_one_result() =>
        Assert.Equal(["RunInstances 2", "RunInstances 2"], Drawn(Preview(null, false, true, false, Changes, Changes)));

    [Fact]
    public void The_alarm_of_calls_is_drawn_beside_those_of_flow_logs()
    {
        var template = Templates.Of(Templates.FlowLog(), Templates.Filter("Vpcs", """{ $.eventName = "DescribeVpcs" }""", group: "trail"),
            Templates.Alarm("Calls", "Vpcs", 1), Boards.Dashboard("Board", Boards.Metric(""" "metrics": [["test", "Vpcs"]], "period": 60 """)));
        var preview = new Preview(template);
        preview.Read(new MemoryStream(Encoding.UTF8.GetBytes($"{{\"Records\":[{Call(0, "DescribeVpcs", true)}]}}")), "trail.json");
        var graph = Assert.IsType<WidgetContent.Graph>(Assert.Single(Assert.Single(preview.Finish().Dashboards).Widgets).Content);
        Assert.Equal(1, graph.Lines[0].Values.Max());
    }
}
