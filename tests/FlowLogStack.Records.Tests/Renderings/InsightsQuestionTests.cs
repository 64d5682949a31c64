using System.Globalization;

namespace FlowLogStack.Records.Tests;

public sealed class InsightsQuestionTests
{
    static readonly InsightsQuestionOptions Options = new() { NatGateway = FlowAddress.TryParse("10.0.0.3", out var address) ? address : null };

    static readonly FlowLogFormat[] Asked =
    [
        FlowLogFormat.Default, FlowLogFormat.V5, FlowLogFormat.V11, FlowLogFormat.TransitGateway,
        FlowLogFormat.Of(FlowLogFormat.V8.Fields.Reverse()),
        FlowLogFormat.Of(FlowField.Start, FlowField.Bytes, FlowField.SrcAddr, FlowField.DstAddr),
    ];

    public static TheoryData<string, string> Answers { get; } = new()
    {
        { "BytesByPair", "10.0.0.1, 203.0.113.5, 1000, 1000, 1000; 10.0.0.1, 10.0.0.3, 3000, 3000, 3000; 203.0.113.9, 10.0.0.1, 40, 40, 40; 203.0.113.9, "
            + "10.0.0.2, 80, 80, 80; 198.51.100.7, 10.0.0.2, 500, 500, 500; 10.0.0.2, 52.216.0.1, 400, 400, 400; 10.0.0.2, 10.0.0.3, 504, 504, 504; -, -, "
            + "(none), -, -; 10.0.0.1, 8.8.8.8, 60, 60, 60; 10.0.0.3, 93.184.216.34, 800, 800, 800; 93.184.216.34, 10.0.0.3, 9000, 9000, 9000" },
        { "UdpSources", "10.0.0.1, 1" },
        { "TopByteTransfers", "93.184.216.34, 10.0.0.3, 9000; 10.0.0.1, 10.0.0.3, 3000; 10.0.0.1, 203.0.113.5, 1000; 10.0.0.3, 93.184.216.34, 800; 10.0.0.2, "
            + "10.0.0.3, 504; 198.51.100.7, 10.0.0.2, 500; 10.0.0.2, 52.216.0.1, 400; 203.0.113.9, 10.0.0.2, 80; 10.0.0.1, 8.8.8.8, 60; 203.0.113.9, "
            + "10.0.0.1, 40" },
        { "TopRejectedSources", "203.0.113.9, 2" },
        { "TopPacketTransfers", "10.0.0.1, 10.0.0.3, 20; 10.0.0.1, 203.0.113.5, 10; 93.184.216.34, 10.0.0.3, 9; 10.0.0.3, 93.184.216.34, 8; 10.0.0.2, "
            + "10.0.0.3, 6; 198.51.100.7, 10.0.0.2, 5; 10.0.0.2, 52.216.0.1, 4; 203.0.113.9, 10.0.0.2, 2; 203.0.113.9, 10.0.0.1, 1; 10.0.0.1, 8.8.8.8, 1; "
            + "-, -, (none)" },
        { "TopByteTransfersOfInside", "10.0.0.3, 3504; 203.0.113.5, 1000; 93.184.216.34, 800; 52.216.0.1, 400; 8.8.8.8, 60" },
        { "SkippedRecords", "2015-05-10 19:00:00.000, 1" },
        { "LatestOfEachConnection", "2015-05-10 18:08:10.000, 93.184.216.34, 10.0.0.3, 443, 61000, 6, 9000; 2015-05-10 18:08:00.000, 10.0.0.3, 93.184.216.34, "
            + "61000, 443, 6, 800; 2015-05-10 18:07:00.000, 10.0.0.1, 8.8.8.8, 5000, 53, 17, 60; 2015-05-10 18:06:00.000, 10.0.0.2, 10.0.0.3, 0, 0, 1, 504; "
            + "2015-05-10 18:05:30.000, 10.0.0.2, 52.216.0.1, 53000, 53, 6, 400; 2015-05-10 18:05:00.000, 198.51.100.7, 10.0.0.2, 50002, 22, 6, 500; "
            + "2015-05-10 18:02:30.000, 203.0.113.9, 10.0.0.2, 50001, 3389, 6, 80; 2015-05-10 18:01:30.000, 203.0.113.9, 10.0.0.1, 50000, 22, 6, 40; "
            + "2015-05-10 18:00:30.000, 10.0.0.1, 10.0.0.3, 40001, 443, 6, 3000; 2015-05-10 18:00:00.000, 10.0.0.1, 203.0.113.5, 40000, 443, 6, 1000" },
        { "NatTopTalkers", "10.0.0.1, 10.0.0.3, 3000; 10.0.0.2, 10.0.0.3, 504" },
        { "NatTalkers", "10.0.0.1, 10.0.0.3, 3000; 10.0.0.2, 10.0.0.3, 504" },
        { "NatUploads", "10.0.0.3, 93.184.216.34, 800" },
        { "NatDownloads", "93.184.216.34, 10.0.0.3, 9000" },

        { "Totals", "12, 66, 15384" },
        { "BytesOverTime", "2015-05-10 18:00:00.000, 4120; 2015-05-10 18:05:00.000, 11264; 2015-05-10 19:00:00.000, (none)" },
        { "PeakOverTime", "2015-05-10 18:00:00.000, 2197.714285714286, 9800; 2015-05-10 19:00:00.000, (none), (none)" },
        { "TopSources", "93.184.216.34, 9000, 1; 10.0.0.1, 4060, 3; 10.0.0.2, 904, 2; 10.0.0.3, 800, 1; 198.51.100.7, 500, 1; 203.0.113.9, 120, 2; "
            + "-, (none), 2" },
        { "TopDestinations", "10.0.0.3, 12504, 3; 203.0.113.5, 1000, 1; 93.184.216.34, 800, 1; 10.0.0.2, 580, 2; 52.216.0.1, 400, 1; 8.8.8.8, 60, 1; "
            + "10.0.0.1, 40, 1; -, (none), 2" },
        { "BytesByInterface", "eni-n, 9800, 2; eni-a, 4100, 4; eni-b, 1484, 5; eni-c, (none), 1" },
        { "BytesByInstance", "-, 9800, 2; i-1, 4100, 4; i-2, 1484, 5; i-3, (none), 1" },
        { "BytesBySubnet", "subnet-2, 11284, 8; subnet-1, 4100, 4" },
        { "BytesByVpc", "vpc-1, 15384, 12" },
        { "BytesByAvailabilityZone", "use1-az2, 11284, 8; use1-az1, 4100, 4" },
        { "BytesByAttachment", "tgw-attach-2, 11284, 8; tgw-attach-1, 4100, 4" },
        { "BytesByProtocol", "6, 14820, 8; 1, 504, 1; 17, 60, 1; -, (none), 2" },
        { "BytesByAddressFamily", "IPv4, 15384, 10; -, (none), 2" },
        { "BytesByPort", "443, 6, 4, 13800; 22, 6, 2, 540; 0, 1, 1, 504; 53, 6, 1, 400; 3389, 6, 1, 80; 53, 17, 1, 60; (none), -, 2, (none)" },
        { "BytesPerPacket", "443, 337.5, 1000, 4; 22, 70, 100, 2; 53, 80, 100, 2; 3389, 40, 40, 1; 0, 84, 84, 1" },

        { "ByAction", "ACCEPT, 8, 15264; REJECT, 2, 120" },
        { "ActionOverTime", "2015-05-10 18:00:00.000, 2, 2; 2015-05-10 18:05:00.000, 6, 0" },
        { "RejectRatio", "eni-a, 1, 4, 25; eni-b, 1, 4, 25; eni-n, 0, 2, 0" },
        { "RejectsByPort", "22, 6, 1; 3389, 6, 1" },
        { "RejectsByInterface", "eni-a, 1; eni-b, 1" },
        { "RejectsByDestination", "10.0.0.1, 1; 10.0.0.2, 1" },
        { "RejectReasons", "-, 1; BPA, 1" },
        { "PortsTried", "203.0.113.9, 2, 2, 2" },
        { "RemoteAccess", "198.51.100.7, 10.0.0.2, 22, 1" },
        { "PingSources", "10.0.0.2, 6" },
        { "DnsOverTcp", "10.0.0.2, 52.216.0.1, 1, 400" },

        { "ByDirection", "ingress, 4, 9620; egress, 6, 5764" },
        { "ByNetworks", "inbound, 4, 9620; internal, 2, 3504; outbound, 4, 2260" },
        { "NetworksOverTime", "2015-05-10 18:00:00.000, inbound, 120; 2015-05-10 18:00:00.000, internal, 3000; 2015-05-10 18:00:00.000, outbound, 1000; "
            + "2015-05-10 18:05:00.000, inbound, 9500; 2015-05-10 18:05:00.000, internal, 504; 2015-05-10 18:05:00.000, outbound, 1260" },
        { "ByPath", "same VPC, 2, 3504; internet gateway, 3, 1860; peering between regions, 1, 400" },
        { "ServicesReached", "S3, 1, 400" },
        { "EgressTotal", "2015-05-10 18:00:00.000, 2260, 4" },
        { "EgressBySource", "10.0.0.1, 1060, 2; 10.0.0.3, 800, 1; 10.0.0.2, 400, 1" },
        { "EgressByDestination", "203.0.113.5, 1000; 93.184.216.34, 800; 52.216.0.1, 400; 8.8.8.8, 60" },
        { "EgressToInternet", "203.0.113.5, 1000; 93.184.216.34, 800; 8.8.8.8, 60" },
        { "EgressBetweenRegions", "52.216.0.1, 400" },

        { "LogStatus", "OK, 10; NODATA, 1; SKIPDATA, 1" },
        { "SkippedInterfaces", "eni-c, 1, 2015-05-10 19:01:00.000" },
        { "SilentInterfaces", "eni-b, 1" },
        { "PacketsLost", "tgw-attach-2, 3, 2, 0, 0; tgw-attach-1, 0, 0, 0, 0" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answers_alike_in_every_format_that_has_the_fields(string id, string expected)
    {
        var question = InsightsQueries.Get(id);
        var formats = Asked.Where(format => question.CanBeAskedOf(format, Options)).ToList();
        Assert.NotEmpty(formats);
        foreach (var format in formats)
            Assert.Equal(expected, Asking.Rows(question.Of(format, Options).Query, QuestionRecords.In(format), new LogsInsightsOptions { Format = format }));
    }

    public static TheoryData<string, string> Threats { get; } = new()
    {
        { "MiningPools", "10.0.0.1, 203.0.113.66, 3333, 3, 300" },
        { "TorRelays", "10.0.0.1, 2, 2, 180" },
        { "AdministrationPairs", "10.0.0.9, 10.0.0.2, 445, 1431284400, 1; 10.0.0.1, 10.0.0.2, 22, 1431280800, 2" },
        { "Amplifiers", "10.0.0.5, 123, 46800, 100, 1" },
    };

    [Theory]
    [MemberData(nameof(Threats))]
    public void Finds_threats_and_not_what_only_looks_like_them(string id, string expected)
    {
        string[] lines =
        [
            Line("10.0.0.1", "203.0.113.66", 40000, 3333, 6, 1, 100, 0),
            Line("10.0.0.1", "203.0.113.66", 40000, 3333, 6, 1, 100, 660),
            Line("10.0.0.1", "203.0.113.66", 40000, 3333, 6, 1, 100, 1500),
            Line("10.0.0.2", "203.0.113.66", 40000, 3333, 6, 1, 100, 0), // one period
            Line("10.0.0.2", "10.0.0.3", 40000, 3333, 6, 1, 100, 0),
            Line("10.0.0.1", "198.51.100.1", 40000, 9001, 6, 1, 90, 0),
            Line("10.0.0.1", "198.51.100.2", 40000, 9030, 6, 1, 90, 0),
            Line("198.51.100.2", "10.0.0.1", 40000, 9001, 6, 1, 90, 0),
            Line("10.0.0.1", "10.0.0.2", 40000, 22, 6, 1, 40, 0),
            Line("10.0.0.1", "10.0.0.2", 40001, 22, 6, 1, 40, 600),
            Line("10.0.0.9", "10.0.0.2", 40000, 445, 6, 1, 40, 3600),
            Line("203.0.113.9", "10.0.0.2", 40000, 22, 6, 1, 40, 3600),
            Line("10.0.0.5", "203.0.113.9", 123, 40000, 17, 100, 46800, 0),
            Line("10.0.0.5", "10.0.0.6", 123, 40000, 17, 100, 46800, 0),
            Line("10.0.0.6", "203.0.113.9", 40000, 123, 17, 1, 76, 0), // a client of NTP
        ];
        var question = InsightsQueries.Get(id);
        Assert.Contains("Untested on independent data.", question.Meaning, StringComparison.Ordinal);
        Assert.Equal(expected, Asking.Rows(question.Of(FlowLogFormat.Default, Options).Query, lines));
        Assert.Equal("", Asking.Rows(question.Of(FlowLogFormat.Default, Options).Query, QuestionRecords.In(FlowLogFormat.Default)));

        static string Line(string source, string destination, int sourcePort, int destinationPort, int protocol, long packets, long bytes, long second) =>
            $"2 1 eni-a {source} {destination} {sourcePort} {destinationPort} {protocol} {packets} {bytes} {1431280800 + second} {1431280860 + second} ACCEPT "
                + $"OK";
    }

    [Fact]
    public void Lists_the_region_that_was_used_last_for_the_first_time_first()
    {
        var format = FlowLogFormat.Of(FlowField.Start, FlowField.Region, FlowField.Bytes);
        Assert.Equal(
            "eu-north-1, 1431284400, 1, 5; us-east-1, 1431280800, 2, 70",
            Asking.Rows(InsightsQueries.Get("RegionsInUse").Of(format).Query,
                ["1431280800 us-east-1 30", "1431284400 eu-north-1 5", "1431284460 us-east-1 40", "1431284470 - -"],
                new LogsInsightsOptions { Format = format }));
    }

    [Fact]
    public void Finds_large_records()
    {
        var lines = QuestionRecords.In(FlowLogFormat.Default).ToList();
        lines.Add("2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 9 500000000 1431280800 1431280860 ACCEPT OK");
        lines.Add("2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 9 500000001 1431280801 1431280860 ACCEPT OK");
        Assert.Equal($"2015-05-10 18:00:01.000, 500000001, {lines[^1]}",
            Asking.Rows(InsightsQueries.Get("LargeRecords").Of(FlowLogFormat.Default).Query, lines));
    }

    [Fact]
    public void Beacons_call_one_port_in_most_periods_with_few_bytes()
    {
        IEnumerable<string> Calls(string destination, int periods, int bytes) =>
            Enumerable.Range(0, periods).Select(period =>
                $"2 1 eni-a 10.0.0.5 {destination} 40000 443 6 1 {bytes} {1431280800 + (600 * period)} {1431280860 + (600 * period)} ACCEPT OK");
        Assert.Equal(
            "10.0.0.5, 203.0.113.9, 443, 6, 100",
            Asking.Rows(InsightsQueries.Get("Beacons").Of(FlowLogFormat.Default, Options).Query,
                [.. Calls("203.0.113.9", 6, 100), .. Calls("203.0.113.10", 5, 100), .. Calls("203.0.113.11", 6, 30_000)]));
    }

    [Fact]
    public void Brute_force_has_many_clients_at_one_host()
    {
        string Answer(string host, int client) =>
            $"2 1 eni-a {host} 198.51.100.{client} 22 {40000 + client} 6 9 300 {1431280800 + client} 1431280860 ACCEPT OK";
        Assert.Equal(
            "10.0.0.1, 22, 2015-05-10 18:00:00.000, 3, 3; 10.0.0.2, 22, 2015-05-10 18:00:00.000, 1, 1",
            Asking.Rows(InsightsQueries.Get("BruteForce").Of(FlowLogFormat.Default, Options).Query,
                [Answer("10.0.0.2", 1), Answer("10.0.0.1", 1), Answer("10.0.0.1", 2), Answer("10.0.0.1", 3)]));
    }

    [Fact]
    public void Slow_port_scans_have_a_hundred_ports()
    {
        IEnumerable<string> Scan(string source, int ports) =>
            Enumerable.Range(1, ports).Select(port =>
                $"2 1 eni-a {source} 10.0.0.5 40000 {port} 6 1 40 {1431280800 + (60 * port)} {1431280860 + (60 * port)} REJECT OK");
        Assert.Equal("198.51.100.9, 100, 1, 100", Asking.Rows(InsightsQueries.Get("SlowPortScans").Of(FlowLogFormat.Default, Options).Query,
            [.. Scan("198.51.100.9", 100), .. Scan("198.51.100.10", 99)]));
    }

    [Fact]
    public void Every_question_has_an_answer_here_and_a_name_of_its_own()
    {
        Assert.Equal(InsightsQueries.All.Select(question => question.Id).Order(StringComparer.Ordinal), Answers.Select(answer => (string)((object[])answer)[0])
            .Concat(Threats.Select(answer => (string)((object[])answer)[0])).Concat(["LargeRecords", "RegionsInUse", "Beacons", "BruteForce", "SlowPortScans"])
            .Order(StringComparer.Ordinal));
        Assert.Distinct(InsightsQueries.All.Select(question => question.Title));
        Assert.All(InsightsQueries.All, question =>
        {
            Assert.Matches("^[A-Z][A-Za-z]+$", question.Id);
            Assert.EndsWith(".", question.Meaning, StringComparison.Ordinal);
            Assert.InRange($"Network/{question.Topic}/{question.Title}".Length, 1, 255);
            Assert.Equal(question.Id, question.ToString());
        });
    }

    [Fact]
    public void Every_question_names_just_the_fields_it_needs()
    {
        foreach (var question in InsightsQueries.All)
        {
            // A format of these fields alone is enough, and without any one of them the question cannot be asked.
            var format = FlowLogFormat.Of(question.RequiredFields);
            Assert.NotNull(LogsInsightsQuery.Parse(question.Of(format, Options).Query).Start(new LogsInsightsOptions { Format = format }));
            foreach (var field in question.RequiredFields)
            {
                var rest = FlowLogFormat.Of(question.RequiredFields.Remove(field)
                    .Add(question.RequiredFields.Contains(FlowField.Region) ? FlowField.AzId : FlowField.Region));
                Assert.False(question.CanBeAskedOf(rest, Options));
                Assert.Contains($"'{field}'", Assert.Throws<FlowLogFormatException>(() => question.Of(rest, Options)).Message);
            }
        }
    }

    [Fact]
    public void Offers_a_format_what_its_fields_can_answer()
    {
        foreach (var format in Asked)
        {
            foreach (var query in InsightsQueries.For(format, Options))
                Assert.InRange(query.Query.Length, 1, LogsInsightsQuery.MaximumLength);
        }

        Assert.Contains(InsightsQueries.TopRejectedSources(FlowLogFormat.Default), InsightsQueries.For(FlowLogFormat.Default));
        Assert.DoesNotContain(InsightsQueries.For(FlowLogFormat.Default), query => query.Name == InsightsQueries.Get("ByDirection").Title);
        Assert.DoesNotContain(InsightsQueries.For(FlowLogFormat.TransitGateway), query => query.Query.Contains("action", StringComparison.Ordinal));
        Assert.Contains(InsightsQueries.For(FlowLogFormat.TransitGateway), query => query.Name == InsightsQueries.Get("PacketsLost").Title);
        Assert.Empty(InsightsQueries.For(FlowLogFormat.Of(FlowField.Version)));
    }

    [Fact]
    public void Asks_about_a_nat_gateway_only_when_one_is_named()
    {
        Assert.Equal(4, InsightsQueries.For(FlowLogFormat.Default, Options).Count - InsightsQueries.For(FlowLogFormat.Default).Count);
        Assert.Contains("Set NatGateway", Assert.Throws<ArgumentException>(() => InsightsQueries.Get("NatUploads").Of(FlowLogFormat.Default)).Message);
        Assert.Contains("Did you mean 'NatUploads'?", Assert.Throws<ArgumentException>(() => InsightsQueries.Get("NatUpload")).Message);
        Assert.Contains("The list of internal networks is empty",
            Assert.Throws<ArgumentException>(() => InsightsQueries.Get("ByNetworks")
                .Of(FlowLogFormat.Default, new InsightsQuestionOptions { InternalNetworks = [] })).Message);
    }

    [Fact]
    public void Takes_the_networks_that_are_inside_from_the_options()
    {
        Assert.True(AddressRange.TryParse("203.0.113.0/24", out var partner));
        var query = InsightsQueries.Get("ByNetworks").Of(FlowLogFormat.Default, new InsightsQuestionOptions { InternalNetworks = [partner] });
        Assert.Equal("external, 7, 14264; inbound, 1, 1000; outbound, 2, 120", Asking.Rows(query.Query, QuestionRecords.In(FlowLogFormat.Default)));
    }

    [Fact]
    public void Keeps_only_the_latest_record_of_a_connection()
    {
        string[] lines = [.. Enumerable.Range(0, 3).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 9 {i} {1431280800 + (i * 60)} 1431280860 ACCEPT OK"))];
        Assert.Equal("2015-05-10 18:02:00.000, 10.0.0.1, 10.0.0.2, 1, 2, 6, 2",
            Asking.Rows(InsightsQueries.Get("LatestOfEachConnection").Of(FlowLogFormat.Default).Query, lines));
    }
}
