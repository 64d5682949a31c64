namespace FlowLogStack.Processor.Tests;

/// <summary>What Sumo Logic's forwarder users rely on, byte for byte, and the differences that are meant.</summary>
public sealed class SumoCompatibilityTests
{
    static readonly LoopbackInterface Web = new(Given.Interface, "subnet-0a", "vpc-01", ["sg-0web", "sg-0base"],
        ["10.20.1.5", "10.20.1.77", "2001:db8:20:1::5", "2001:db8:20:1:9::/80"]);
    static readonly LoopbackInterface Peer = new("eni-0ee11bb22cc33dd44", "subnet-0a", "vpc-01", ["sg-0app"], ["10.20.1.6", "2001:db8:20:1::6"]);
    static readonly LoopbackInterface Elsewhere = new("eni-0ff11bb22cc33dd44", "subnet-0b", "vpc-01", ["sg-0app"], ["10.20.2.7"]);

    [Fact]
    public async Task Raw_is_the_lines_joined_by_line_feeds_without_a_last_one()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-RAW"), ("INCLUDE_LOG_INFO", "true"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));

        await rig.SendAsync(Given.Subscription(Given.Line(1), Given.Line(2) + "\n", "", Given.Line(3)));

        Assert.Equal($"{Given.Line(1)}\n{Given.Line(2)}\n{Given.Line(3)}", Assert.Single(rig.Endpoint.Requests).Text);
    }

    [Fact]
    public async Task Json_is_the_line_as_the_message_of_a_compact_object()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"));

        await rig.SendAsync(Given.Subscription(Given.Line(1), Given.NoData));

        Assert.Equal($$"""{"message":"{{Given.Line(1)}}"}""" + "\n" + $$"""{"message":"{{Given.NoData}}"}""", Assert.Single(rig.Endpoint.Requests).Text);
    }

    [Fact]
    public async Task Other_formats_put_the_time_first_and_are_the_default()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", ""), ("INCLUDE_LOG_INFO", "true"));

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Equal($$"""{"timestamp":1760000000000,"message":"{{Given.Line(1)}}","logStream":"{{Given.Interface}}-all","logGroup":"/vpc/flows"}""",
            Assert.Single(rig.Endpoint.Requests).Text);
    }

    [Fact]
    public async Task Keys_stand_in_the_order_of_the_forwarder()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_LOG_INFO", "true"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));
        rig.Aws.Interfaces.Add(Web);

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Equal(
            $$"""{"message":"{{Given.Line(1)}}","logStream":"{{Given.Interface}}-all","logGroup":"/vpc/flows","security-group-ids":["sg-0web","sg-0base"]"""
                + $$""","direction":"inbound","subnet-id":"subnet-0a","vpc-id":"vpc-01","aws-region":"eu-west-1"}""",
            Assert.Single(rig.Endpoint.Requests).Text);
    }

    [Fact]
    public async Task A_record_of_an_interface_that_ec2_does_not_know_has_none_of_the_five_keys()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Equal($$"""{"message":"{{Given.Line(1)}}"}""", Assert.Single(rig.Endpoint.Requests).Text);
        Assert.Equal(1, rig.LastMetrics.GetProperty("EnrichMisses").GetInt32());
    }

    [Fact]
    public async Task Only_what_json_demands_is_escaped()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"));

        await rig.SendAsync(Given.Subscription("<&'+> \"q\" \\ \t\u0001 é 漢"));

        Assert.Equal("""{"message":"<&'+> \"q\" \\ \t\u0001 é 漢"}""", Assert.Single(rig.Endpoint.Requests).Text);
    }

    [Fact]
    public async Task Sends_the_metadata_headers_of_the_log_stream_and_group()
    {
        using var rig = new ProcessorRig();

        await rig.SendAsync(Given.Subscription(Given.Line()));

        var request = Assert.Single(rig.Endpoint.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/receiver/v1/http/TOKEN==", request.Target);
        Assert.Equal(Given.Interface + "-all", request.Headers["X-Sumo-Name"]);
        Assert.Equal("/vpc/flows", request.Headers["X-Sumo-Host"]);
        Assert.Equal("cwl-aws-lambda", request.Headers["X-Sumo-Client"]);
        Assert.Equal("gzip", request.Headers["Content-Encoding"]);
        Assert.DoesNotContain("Content-Type", request.Headers.Keys);
    }

    [Fact]
    public async Task Names_beyond_ascii_travel_as_utf8()
    {
        using var rig = new ProcessorRig();

        await rig.SendAsync(Given.Subscribed(Given.Document([Given.Line()], stream: "é 漢", group: "/vpc/fl\r\nows")));

        var headers = Assert.Single(rig.Endpoint.Requests).Headers;
        Assert.Equal(("é 漢", "/vpc/fl ows"), (headers["X-Sumo-Name"], headers["X-Sumo-Host"]));
    }

    [Fact]
    public async Task Overrides_replace_the_metadata_headers()
    {
        using var rig = new ProcessorRig(
            ("SOURCE_CATEGORY_OVERRIDE", "net:vpc"), ("SOURCE_HOST_OVERRIDE", "h"), ("SOURCE_NAME_OVERRIDE", "n"),
                ("SOURCE_FIELDS_OVERRIDE", "env=prod,team=net"), ("SUMO_CLIENT_HEADER", "c"));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        var headers = Assert.Single(rig.Endpoint.Requests).Headers;
        Assert.Equal(("net:vpc", "h", "n", "env=prod,team=net", "c"),
            (headers["X-Sumo-Category"], headers["X-Sumo-Host"], headers["X-Sumo-Name"], headers["X-Sumo-Fields"], headers["X-Sumo-Client"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    public async Task Empty_headers_and_the_word_none_are_left_out(string value)
    {
        using var rig = new ProcessorRig(("SOURCE_CATEGORY_OVERRIDE", value), ("SOURCE_FIELDS_OVERRIDE", value), ("SOURCE_NAME_OVERRIDE", value));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        var headers = Assert.Single(rig.Endpoint.Requests).Headers;
        Assert.DoesNotContain("X-Sumo-Category", headers.Keys);
        Assert.DoesNotContain("X-Sumo-Fields", headers.Keys);
        Assert.Equal(Given.Interface + "-all", headers["X-Sumo-Name"]);
    }

    [Fact]
    public async Task Keeps_the_port_and_the_query_of_the_endpoint()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", $"{server.Url}a?b=c"));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Equal("/a?b=c", Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task Sends_plain_bodies_when_compression_is_off()
    {
        using var rig = new ProcessorRig(("COMPRESS_DATA", "false"));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        var request = Assert.Single(rig.Endpoint.Requests);
        Assert.DoesNotContain("Content-Encoding", request.Headers.Keys);
        Assert.Equal(Given.Line(), request.Text);
    }

    [Fact]
    public async Task Five_thousand_lines_are_one_post()
    {
        using var rig = new ProcessorRig();

        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, 5000).Select(port => Given.Line(port))));

        Assert.Equal(Enumerable.Range(1, 5000).Select(port => Given.Line(port)), Assert.Single(rig.Endpoint.Requests).Text.Split('\n'));
    }

    [Fact]
    public async Task Larger_bodies_are_split_between_lines()
    {
        using var rig = new ProcessorRig(("ENDPOINT_BATCH_BYTES", "1000"), ("ENDPOINT_CONCURRENCY", "1"));

        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, 50).Select(port => Given.Line(port))));

        Assert.True(rig.Endpoint.Requests.Count > 1);
        Assert.All(rig.Endpoint.Requests, request => Assert.True(request.Unzipped().Length <= 1000));
        Assert.Equal(Enumerable.Range(1, 50).Select(port => Given.Line(port)), rig.Delivered);
    }

    [Theory]
    [InlineData("10.20.")]
    [InlineData("10.20")]
    [InlineData("10.20.0.0/16")]
    [InlineData("10.20.0.0")]
    [InlineData("192.0.2.0/24, 10.20.0.0/16")]
    public async Task Drops_records_between_internal_networks_only(string networks)
    {
        using var rig = new ProcessorRig(("VPC_CIDR_PREFIX", networks));
        string[] kept = [Given.Line(1), Given.Line(2, "10.20.1.5", "198.51.100.20"), Given.Line(3, "10.201.1.5", "10.20.1.5"), Given.NoData];

        await rig.SendAsync(Given.Subscription([.. kept, Given.Line(4, "10.20.1.5", "10.20.2.6")]));

        Assert.Equal(kept, rig.Delivered);
        Assert.Equal(1, rig.LastMetrics.GetProperty("DroppedRecords").GetInt32());
    }

    [Fact]
    public async Task Finds_the_addresses_where_the_format_has_them()
    {
        using var rig = new ProcessorRig(("VPC_CIDR_PREFIX", "10.20."), ("FLOW_LOG_FORMAT", "${dstaddr} ${bytes} ${srcaddr}"));

        await rig.SendAsync(Given.Subscription("10.20.1.5 9 10.20.1.6", "10.20.1.5 9 192.0.2.1"));

        Assert.Equal(["10.20.1.5 9 192.0.2.1"], rig.Delivered);
    }

    [Fact]
    public async Task A_malformed_line_passes_through_and_is_counted()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"), ("VPC_CIDR_PREFIX", "10.20."));

        await rig.SendAsync(Given.Subscription(Given.Line(1), "too short", Given.Line(2)));

        Assert.Equal([$$"""{"message":"{{Given.Line(1)}}"}""", """{"message":"too short"}""", $$"""{"message":"{{Given.Line(2)}}"}"""], rig.Delivered);
        Assert.Equal(1, rig.LastMetrics.GetProperty("RejectedLines").GetInt32());
    }

    [Theory]
    [InlineData("198.51.100.20", "10.20.1.5", "inbound")]
    [InlineData("10.20.1.5", "198.51.100.20", "outbound")]
    [InlineData("10.20.1.6", "10.20.1.5", "internal")]
    [InlineData("10.20.1.5", "10.20.1.6", "internal")]
    [InlineData("10.20.1.5", "10.20.2.7", "outbound")]
    [InlineData("198.51.100.20", "10.20.1.77", "inbound")]
    [InlineData("2001:db8:99::1", "2001:db8:20:1::5", "inbound")]
    [InlineData("2001:db8:20:1::5", "2001:db8:99::1", "outbound")]
    [InlineData("2001:db8:20:1::6", "2001:db8:20:1::5", "internal")]
    [InlineData("2001:db8:99::1", "2001:db8:20:1:9::77", "inbound")]
    public async Task Tells_the_direction_by_every_address_of_the_interface(string source, string destination, string direction)
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));
        rig.Aws.Interfaces.AddRange([Web, Peer, Elsewhere]);

        await rig.SendAsync(Given.Subscription(Given.Line(1, source, destination)));

        Assert.Contains($"\"direction\":\"{direction}\"", Assert.Single(rig.Delivered), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_without_traffic_has_no_direction()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));
        rig.Aws.Interfaces.Add(Web);

        await rig.SendAsync(Given.Subscription(Given.NoData));

        Assert.Equal($$"""{"message":"{{Given.NoData}}","security-group-ids":["sg-0web","sg-0base"]"""
            + $$""","subnet-id":"subnet-0a","vpc-id":"vpc-01","aws-region":"eu-west-1"}""", Assert.Single(rig.Delivered));
    }

    [Fact]
    public async Task A_failure_to_ask_ec2_marks_the_records_and_is_counted()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));
        rig.Aws.Trouble = _ =>
            LoopbackReply.Of(403, "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>");

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Equal($$"""{"message":"{{Given.Line(1)}}","enrichment-error":"UnauthorizedOperation"}""", Assert.Single(rig.Delivered));
        Assert.Equal(1, rig.LastMetrics.GetProperty("EnrichErrors").GetInt32());
    }

    [Fact]
    public async Task An_unknown_vpc_format_is_json_without_enrichment()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "VPC-FANCY"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));
        rig.Aws.Interfaces.Add(Web);

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Equal($$"""{"message":"{{Given.Line(1)}}"}""", Assert.Single(rig.Delivered));
        Assert.Empty(rig.Aws.Requests);
    }

    [Theory]
    [InlineData("eni-0AA", 1)]
    [InlineData("other,ENI-0aa", 1)]
    [InlineData("other", 0)]
    [InlineData("", 1)]
    public async Task Only_log_streams_that_begin_as_told_are_sent(string prefixes, int posts)
    {
        using var rig = new ProcessorRig(("LOG_STREAM_PREFIX", prefixes));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Equal(posts, rig.Endpoint.Requests.Count);
    }

    [Fact]
    public async Task A_control_message_and_an_event_of_nothing_but_filtered_lines_end_well_without_a_post()
    {
        using var rig = new ProcessorRig(("VPC_CIDR_PREFIX", "10.20."));

        await rig.SendAsync(Given.Subscribed(Given.Document(["CWL CONTROL MESSAGE: Checking health of destination"], "CONTROL_MESSAGE")));
        await rig.SendAsync(Given.Subscription(Given.Line(1, "10.20.1.5", "10.20.1.6")));

        Assert.Empty(rig.Endpoint.Requests);
    }
}
