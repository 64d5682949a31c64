using System.Diagnostics;
using System.Text;

namespace FlowLogStack.Processor.Tests;

public sealed class InterfaceDirectoryTests
{
    [Fact]
    public async Task Asks_for_each_interface_once_in_calls_of_two_hundred_and_reads_every_page()
    {
        using var rig = Rig();
        rig.Aws.PageSize = 60;
        var ids = Enumerable.Range(0, 450).Select(index => $"eni-{index:x17}").ToList();
        rig.Aws.Interfaces.AddRange(ids.Select(id => new LoopbackInterface(id, "subnet-0a", "vpc-01", ["sg-0"], ["10.20.1.5"])));

        await rig.SendAsync(Given.Subscription(ids.Concat(ids).Select(id => Given.Line(eni: id))));
        var calls = rig.Aws.Descriptions.Count;
        await rig.SendAsync(Given.Subscription(ids.Select(id => Given.Line(eni: id))));

        // 200 + 200 + 50 interfaces, in pages of sixty.
        Assert.Equal(4 + 4 + 1, calls);
        Assert.Equal(calls, rig.Aws.Descriptions.Count);
        Assert.All(rig.Delivered, line => Assert.Contains("sg-0", line, StringComparison.Ordinal));
        Assert.Equal(1350, rig.Delivered.Count());
    }

    [Fact]
    public async Task Remembers_what_ec2_does_not_know()
    {
        using var rig = Rig();

        await rig.SendAsync(Given.Subscription(Given.Line()));
        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Single(rig.Aws.Descriptions);
        Assert.Equal(1, rig.LastMetrics.GetProperty("EnrichMisses").GetInt32());
    }

    [Fact]
    [Trait("Takes", "seconds")]
    public async Task Asks_again_when_what_it_knows_is_old()
    {
        using var rig = Rig(("INTERFACE_CACHE_SECONDS", "1"));
        await rig.SendAsync(Given.Subscription(Given.Line()));
        rig.Aws.Interfaces.Add(new LoopbackInterface(Given.Interface, "subnet-0a", "vpc-01", ["sg-0"], ["10.20.1.5"]));

        await Task.Delay(1100);
        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Contains("sg-0", rig.Delivered.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_ec2_alone_while_it_throttles()
    {
        using var rig = Rig();
        var calls = 0;
        rig.Aws.Trouble = _ =>
        {
            calls++;
            return LoopbackReply.Of(503, "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow</Message></Error></Errors></Response>");
        };

        await rig.SendAsync(Given.Subscription(Given.Line(eni: "eni-1")));
        await rig.SendAsync(Given.Subscription(Given.Line(eni: "eni-2")));

        Assert.Equal(1, calls);
        Assert.All(rig.Delivered, line => Assert.Contains("\"enrichment-error\":\"RequestLimitExceeded\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asks_only_for_neighbours_that_could_share_the_subnet()
    {
        using var rig = Rig();
        rig.Aws.Interfaces.Add(new LoopbackInterface(Given.Interface, "subnet-0a", "vpc-01", ["sg-0"], ["10.20.1.5", "2001:db8:20:1::5"]));

        await rig.SendAsync(Given.Subscription(Given.Line(1, "198.51.100.20"), Given.Line(2, "10.21.1.1"), Given.Line(3, "10.20.9.9"),
            Given.Line(4, "2001:db9::1", "2001:db8:20:1::5")));

        Assert.Equal(
            ["Filter.1.Name=network-interface-id&Filter.1.Value.1="
                + Given.Interface, "Filter.1.Name=subnet-id&Filter.1.Value.1=subnet-0a&Filter.2.Name=addresses.private-ip-address&Filter.2.Value.1=10.20.9.9"],
            rig.Aws.Descriptions);
    }

    [Fact]
    public async Task Fields_gain_what_the_record_lacks_and_no_key_twice()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "FIELDS"), ("INCLUDE_SECURITY_GROUP_INFO", "true"),
            ("FLOW_LOG_FORMAT", "${interface-id} ${subnet-id} ${srcaddr} ${dstaddr}"));
        rig.Aws.Interfaces.Add(new LoopbackInterface("eni-1", "subnet-0a", "vpc-01", ["sg-0"], ["10.20.1.5"]));

        await rig.SendAsync(Given.Subscription("eni-1 subnet-0a 10.20.1.5 192.0.2.1"));

        Assert.Equal("""{"interface-id":"eni-1","subnet-id":"subnet-0a","srcaddr":"10.20.1.5","dstaddr":"192.0.2.1","security-group-ids":["sg-0"]"""
            + ""","direction":"outbound","vpc-id":"vpc-01","aws-region":"eu-west-1"}""", Assert.Single(rig.Delivered));
    }

    [Theory]
    [InlineData("VPC-RAW", "VPC-JSON", 1)]
    [InlineData("VPC-RAW", "FIELDS", 1)]
    [InlineData("VPC-RAW", "Others", 0)]
    [InlineData("Others", "Others", 0)]
    [InlineData("FIELDS", "Others", 1)]
    public async Task Asks_only_when_some_output_has_room_for_the_answer(string endpoint, string bucket, int calls)
    {
        using var rig = Rig(("LOG_FORMAT", endpoint), ("DESTINATION_BUCKET", "lake"), ("DESTINATION_FORMAT", bucket));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Equal(calls, rig.Aws.Descriptions.Count);
    }

    [Theory]
    [Trait("Takes", "seconds")]
    [InlineData("hangs")]
    [InlineData("pages without end")]
    [InlineData("pages without end, slowly")]
    public async Task Ec2_that_never_ends_costs_seconds_and_the_records_are_delivered_with_the_error(string trouble)
    {
        using var rig = Rig();
        rig.Aws.Trouble = _ =>
        {
            if (trouble == "pages without end, slowly")
                Thread.Sleep(100);
            return trouble == "hangs"
                ? new LoopbackReply { Hangs = true }
                : LoopbackReply.Of(200,
                """<DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><networkInterfaceSet/>"""
                    + """<nextToken>again</nextToken></DescribeNetworkInterfacesResponse>""");
        };
        var started = Stopwatch.GetTimestamp();

        await rig.SendAsync(Given.Subscription(Enumerable.Range(0, 2_000).Select(index => Given.Line(eni: $"eni-{index:x17}"))));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(9));
        Assert.Equal(2_000, rig.Delivered.Count());
        Assert.All(rig.Delivered, line => Assert.Contains("\"enrichment-error\":\"T", line, StringComparison.Ordinal));
        Assert.True(rig.LastMetrics.GetProperty("EnrichErrors").GetInt32() > 0);
        Assert.Equal(0, rig.LastMetrics.GetProperty("ParkedRecords").GetInt32());
    }

    [Fact]
    [Trait("Takes", "seconds")]
    public async Task Enrichment_never_takes_more_than_a_fifth_of_a_short_invocation()
    {
        using var rig = Rig();
        rig.Aws.Trouble = _ => new LoopbackReply { Hangs = true };
        var started = Stopwatch.GetTimestamp();

        await rig.SendAsync(Given.Subscription(Given.Line()), TimeSpan.FromSeconds(5));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3.5));
        Assert.Contains("\"enrichment-error\":\"TimedOut\"", Assert.Single(rig.Delivered), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_the_same_key_owned_or_borrowed()
    {
        var set = new HashSet<byte[]>(Utf8Comparer.Instance) { Encoding.UTF8.GetBytes("eni-1") };

        Assert.True(set.GetAlternateLookup<ReadOnlySpan<byte>>().Contains("eni-1"u8));
        Assert.False(set.GetAlternateLookup<ReadOnlySpan<byte>>().Contains("eni-2"u8));
    }

    static ProcessorRig Rig(params (string Name, string Value)[] environment) =>
        new([("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"), .. environment]);
}
