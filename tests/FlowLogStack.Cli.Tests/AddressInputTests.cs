using FlowLogStack.Networks;

namespace FlowLogStack.Cli.Tests;

/// <summary>Countries, networks and AWS services of addresses, from files named with <c>--geo</c>.</summary>
public sealed class AddressInputTests : IDisposable
{
    const string Ranges = """
        { "syncToken": "1", "prefixes": [
          { "ip_prefix": "52.92.0.0/15", "region": "us-west-2", "service": "AMAZON" },
              { "ip_prefix": "52.92.0.0/17", "region": "us-west-2", "service": "S3" } ],
          "ipv6_prefixes": [ { "ipv6_prefix": "2600:1f00::/24", "region": "us-east-1", "service": "EC2" } ] }
        """;

    readonly Samples samples = new();
    readonly string countries;
    readonly string networks;
    readonly string ranges;
    readonly string log;

    public AddressInputTests()
    {
        countries = samples.Bytes("country.mmdb", MmdbFile.Of("GeoLite2-Country", ("203.0.113.0/24", Country("DE")), ("52.92.0.0/15", Country("US")),
            ("2600:1f00::/24", Country("US"))));
        networks = samples.Bytes("asn.mmdb", MmdbFile.Of("GeoLite2-ASN", ("203.0.113.0/25", Network(64500, "EXAMPLE NET")),
            ("52.92.0.0/15", Network(16509, "AMAZON-02"))));
        ranges = samples.Text("ip-ranges.json", Ranges);
        log = samples.Text("day.log", Samples.Header, Line("203.0.113.9", "10.0.0.5", "REJECT"), Line("10.0.0.5", "52.92.3.4", "ACCEPT"),
            Line("2600:1f01::1", "10.0.0.5", "ACCEPT"), Line("192.0.2.1", "10.0.0.5", "ACCEPT"), Samples.NoData, "not a record");
    }

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Records_get_the_facts_of_both_addresses_behind_their_fields()
    {
        var run = Command.Run(["parse", log, "--geo", countries, "--geo", networks, "--geo", ranges, "--output", "csv"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("day.log:7: ", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("log_status,src_country,dst_country,src_asn,dst_asn,src_network,dst_network,src_service,dst_service,src_region,dst_region",
            run.Lines[0].Replace('-', '_'), StringComparison.Ordinal);
        Assert.EndsWith("REJECT,OK,DE,,64500,,EXAMPLE_NET,,,,,", run.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("ACCEPT,OK,,US,,16509,,AMAZON-02,,S3,,us-west-2", run.Lines[2], StringComparison.Ordinal);
        Assert.EndsWith("ACCEPT,OK,US,,,,,,EC2,,us-east-1,", run.Lines[3], StringComparison.Ordinal);
        Assert.EndsWith("ACCEPT,OK,,,,,,,,,,", run.Lines[4], StringComparison.Ordinal);
        Assert.Equal(6, run.Lines.Length);
    }

    [Fact]
    public void Conditions_and_counts_have_the_new_fields()
    {
        Assert.Single(Command.Run(["parse", log, "--geo", countries, "--where", "src-country=DE"]).Lines);
        var counts = Command.Run(["parse", log, "--geo", networks, "--count-by", "dst-network", "--output", "csv"]);
        Assert.Contains("AMAZON-02,1", counts.Output, StringComparison.Ordinal);
        var lines = Command.Run(["generate", "--duration", "1m"]).Lines;
        var parquet = samples.Bytes("day.parquet", ParquetInputTests.Parquet(lines));
        string[] count = ["--geo", countries, "--count-by", "src-country", "--output", "csv"];
        Assert.Equal(Command.Run(["parse", samples.Text("same.log", lines), .. count]).Output, Command.Run(["parse", parquet, .. count]).Output);
    }

    [Fact]
    public void SQL_and_Logs_Insights_group_by_country()
    {
        var sql = Command.Run(["query", "--sql", "SELECT src_country AS c, count(*) AS n FROM flow_logs WHERE src_country <> '-' GROUP BY 1 ORDER BY 1", log,
            "--geo", countries, "--output", "csv"]);
        Assert.Equal("c,n\nDE,1\nUS,1\n", sql.Output);
        const string Query = "parse @message '* * * * * * * * * * * * * * * *' as a, b, c, d, e, f, g, h, i, j, k, l, action, status, src_country, dst_country "
            + "| filter src_country != '-' | stats count(*) as n by src_country | sort src_country asc";
        Assert.Equal("src_country,n\nDE,1\nUS,1\n", Command.Run(["insights", log, "--geo", countries, "--query", Query, "--output", "csv"]).Output);
    }

    [Fact]
    public void The_query_of_countries_runs_on_a_database_as_on_the_CSV_file_of_the_same_blocks()
    {
        var csv = samples.Text("countries.csv", "52.92.0.0,52.93.255.255,US", "203.0.113.0,203.0.113.255,DE",
            "2600:1f00::,2600:1fff:ffff:ffff:ffff:ffff:ffff:ffff,US");
        string[] query = ["query", "source-countries", log, "--output", "csv", "--geo"];
        var run = Command.Run([.. query, countries]);
        Assert.Equal([",DE,1", ",US,1"], run.Lines.Select(line => line.IndexOf(',', StringComparison.Ordinal) is var at && at >= 0 ? line[at..] : line)
            .Where(line => line.StartsWith(",DE,", StringComparison.Ordinal) || line.StartsWith(",US,", StringComparison.Ordinal)).Select(line =>
                line[..5]).Order(StringComparer.Ordinal));
        Assert.Equal(run.Output, Command.Run([.. query, csv]).Output);
    }

    [Fact]
    public void The_top_sources_of_a_backtest_have_notes()
    {
        var template = Path.Combine(AppContext.BaseDirectory, "lab.template.json");
        var lines = Enumerable.Range(0, 300).Select(index => $"2 123456789010 eni-1 203.0.113.9 10.0.0.5 {40000 + index} 22 6 1 40 {1767607200 + index} "
            + $"{1767607201 + index} REJECT OK");
        var file = samples.Gzip("attack.log.gz", [Samples.Header, .. lines]);
        var run = Command.Run(["backtest", "--template", template, file, "--geo", countries, "--geo", networks, "--json", "-"]);
        Assert.Contains("\"note\":\"DE, AS64500 EXAMPLE NET\"", run.Output, StringComparison.Ordinal);
        var page = Path.Combine(Path.GetDirectoryName(file)!, "page.html");
        Command.Run(["backtest", "--template", template, file, "--geo", countries, "--html", page]);
        Assert.Contains("<code>203.0.113.9</code> <span>DE</span>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_MaxMind_and_DB_IP_have_the_same_facts()
    {
        string[] files =
        [
            samples.Text("blocks.csv", "network,geoname_id,registered_country_geoname_id,represented_country_geoname_id", "203.0.113.0/24,2921044,2921044,",
                "198.51.100.0/24,,6252001,", "192.0.2.0/25,6255148,6252001,", "192.0.2.128/25,6255148,,"),
            samples.Text("locations.csv", "geoname_id,locale_code,continent_code,continent_name,country_iso_code,country_name",
                "2921044,en,EU,Europe,DE,Germany", "6252001,en,NA,\"North America\",US,\"United States\"",
                "6255148,en,EU,Europe,,"),
            samples.Text("asn.csv", "network,autonomous_system_number,autonomous_system_organization", "203.0.113.0/24,64500,\"Example, Inc.\""),
            samples.Text("dbip-asn.csv", "198.51.100.0,198.51.100.255,64501,Other"),
        ];
        using var addresses = AddressDatabase.Open(files);
        Assert.Equal("DE, AS64500 Example, Inc.", addresses.Describe("203.0.113.200"));
        Assert.Equal("US, AS64501 Other", addresses.Describe("198.51.100.0"));
        Assert.Null(addresses.Describe("198.51.101.0"));
        // Of a place that is only a continent, the country of registration counts, as in a database.
        Assert.Equal("US", addresses.Describe("192.0.2.1"));
        Assert.Null(addresses.Describe("192.0.2.129"));
        Assert.Equal(3, addresses.Countries().Count());
    }

    [Fact]
    public void Countries_of_both_IP_versions_can_be_in_two_files()
    {
        string[] files = [samples.Text("v4.csv", "203.0.113.0,203.0.113.255,DE"), samples.Text("v6.csv", "2600:1f00::,2600:1f00::ffff,US"),
            samples.Text("other.csv", "203.0.113.0,203.0.113.127,FR")];
        using var addresses = AddressDatabase.Open(files);
        Assert.Equal(["DE 203.0.113.0", "US 2600:1f00::"], addresses.Countries().Select(block => $"{block.Country} {block.First}"));
    }

    [Theory]
    [InlineData("GeoLite2-Country", "src-country dst-country")]
    [InlineData("DBIP-City-Lite", "src-country dst-country")]
    [InlineData("GeoLite2-ASN", "src-asn dst-asn src-network dst-network")]
    [InlineData("DBIP-ASN-Lite (compat=GeoLite2-ASN)", "src-asn dst-asn src-network dst-network")]
    [InlineData("GeoIP2-Enterprise", "src-country dst-country src-asn dst-asn src-network dst-network")]
    [InlineData("ipinfo generic_lite.mmdb", "src-country dst-country src-asn dst-asn src-network dst-network")]
    public void A_database_adds_only_the_fields_that_its_kind_has(string kind, string fields)
    {
        using var addresses = AddressDatabase.Open(samples.Bytes("kind.mmdb", MmdbFile.Of(kind, ("203.0.113.0/24", Country("DE")))));
        Assert.Equal(fields, string.Join(' ', addresses.Fields.Select(field => field.Name)));
    }

    [Fact]
    public void The_most_specific_block_determines_the_AWS_service()
    {
        using var addresses = AddressDatabase.Open(ranges);
        Assert.Equal(["S3", "AMAZON", null], new[] { "52.92.127.255", "52.92.128.0", "52.94.0.0" }.Select(addresses.Describe));
        Assert.Equal(["src-service", "dst-service", "src-region", "dst-region"], addresses.Fields.Select(field => field.Name));
    }

    [Fact]
    public void The_Region_of_an_address_is_that_of_its_most_specific_block_with_one()
    {
        var nested = samples.Text("nested.json", """
            { "prefixes": [
              { "ip_prefix": "192.0.2.0/24", "region": "eu-west-1", "service": "AMAZON" },
              { "ip_prefix": "192.0.2.0/25", "region": "eu-west-2", "service": "EC2" },
              { "ip_prefix": "192.0.2.128/25", "service": "S3" } ] }
            """);
        using var addresses = AddressDatabase.Open(nested);
        List<string?> regions = [.. new[] { "192.0.2.1", "192.0.2.200", "198.51.100.1" }.Select(text =>
            addresses.Find(Records.FlowAddress.TryParse(text, out var address) ? address : default).Region)];
        Assert.Equal(["eu-west-2", null, null], regions);
    }

    [Fact]
    public void Traffic_to_a_Region_that_was_never_used_is_first_by_first_traffic()
    {
        var map = samples.Text("regions.json", """
            { "prefixes": [
              { "ip_prefix": "192.0.2.0/25", "region": "eu-west-1", "service": "AMAZON" },
              { "ip_prefix": "192.0.2.128/25", "region": "ap-southeast-3", "service": "AMAZON" } ] }
            """);
        var generated = Command.Run(["generate", "--duration", "30m"]).Lines;
        var later = Enumerable.Range(0, 5).Select(i =>
            $"2 123456789012 eni-1 10.0.0.5 192.0.2.200 {40000 + i} 443 6 9 4000 {1767900000 + i} {1767900009 + i} ACCEPT OK");
        var file = samples.Text("days.log", [.. generated.Where(line => !line.Contains(" 192.0.2.1", StringComparison.Ordinal)
            && !line.Contains(" 192.0.2.2", StringComparison.Ordinal)), .. later]);
        var run = Command.Run(["query", "--sql", "SELECT dst_region, min(start) AS first_seen, count(*) AS flows FROM flow_logs WHERE dst_region <> '-' "
            + "AND action = 'ACCEPT' GROUP BY 1 ORDER BY 2 DESC", file, "--geo", map, "--output", "csv"]);
        Assert.StartsWith("ap-southeast-3,1767900000,5", run.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("eu-west-1,", run.Lines[2], StringComparison.Ordinal);
        Assert.Equal(3, run.Lines.Length);
    }

    [Fact]
    public void Addresses_of_documentation_blocks_have_invented_countries_and_no_other_address_has_one()
    {
        using var addresses = AddressDatabase.OfDocumentationBlocks();
        Assert.Equal(["XA", "XB", "XE", "XF", "XG", "XH", "XI", null, null, null],
            new[] { "192.0.2.7", "198.18.0.1", "198.19.255.254", "198.51.100.7", "203.0.113.7", "2001:db8::7", "2001:db8:ffff::1", "8.8.8.8", "10.0.0.5",
                "2600::1" }.Select(addresses.Describe));
        // XA to XZ are for users of ISO 3166, and no country has them.
        Assert.All(addresses.Countries(), block => Assert.Matches("^X[A-Z]$", block.Country));
    }

    [Theory]
    [InlineData("empty.csv", "", "is empty")]
    [InlineData("bad.csv", "1.2.3.4;1.2.3.5;DE\n", "bad.csv:1: the line is not a block of addresses")]
    [InlineData("reverse.csv", "1.2.3.4,1.2.3.3,DE\n", "reverse.csv:1: ")]
    [InlineData("ranges.json", "{\"prefixes\":[{\"ip_prefix\":\"10\",\"service\":\"S3\"}]}", "'10' is not a CIDR block")]
    [InlineData("cut.json", "{\"prefixes\":[", "Download")]
    [InlineData("damaged.mmdb", "text", "is damaged or not in MaxMind's format")]
    [InlineData("blocks.csv", "network,geoname_id\n203.0.113.0/24,1\n", "Add the file of locations")]
    [InlineData("locations.csv", "geoname_id,country_iso_code\n1,DE\n", "locations.csv: the file has no block of addresses. Add the file of blocks")]
    [InlineData("header.csv", "network,autonomous_system_number,autonomous_system_organization\n", "header.csv: the file has no block of addresses.")]
    public void A_file_that_cannot_be_used_is_an_error_with_the_fix(string name, string text, string part)
    {
        var run = Command.Run(["parse", log, "--geo", samples.Bytes(name, System.Text.Encoding.UTF8.GetBytes(text))]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(part, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_and_an_archive_in_Athena_are_errors()
    {
        Assert.Equal(2, Command.Run(["parse", log, "--geo", "absent.mmdb"]).ExitCode);
        Assert.Contains("--geo '' is not the name of a file", Command.Run(["parse", log, "--geo", ""]).Errors, StringComparison.Ordinal);
        Assert.Contains("requires files", Command.Run(["query", "source-countries", "--geo", countries, "--workgroup", "w", "--database", "d"]).Errors,
            StringComparison.Ordinal);
    }

    static string Line(string source, string destination, string action) =>
        $"2 123456789010 eni-1 {source} {destination} 40000 443 6 1 100 1767607200 1767607260 {action} OK";

    static Dictionary<string, object> Country(string code) => new() { ["country"] = new Dictionary<string, object> { ["iso_code"] = code } };

    static Dictionary<string, object> Network(uint number, string name) =>
        new() { ["autonomous_system_number"] = number, ["autonomous_system_organization"] = name };
}
