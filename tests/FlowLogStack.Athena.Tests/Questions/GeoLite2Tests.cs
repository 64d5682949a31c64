using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>GeoLite2's files, as they come, are a table of countries.</summary>
[Collection(nameof(Archives))]
public sealed class GeoLite2Tests(Archives archives)
{
    // As in the files: a header line, names with commas in quotes, continents without a country.
    const string Locations = """
        geoname_id,locale_code,continent_code,continent_name,country_iso_code,country_name,is_in_european_union
        1,en,OC,Oceania,AU,Australia,0
        2,en,NA,"North America",BQ,"Bonaire, Sint Eustatius, and Saba",0
        3,en,EU,Europe,DE,Germany,1
        4,en,EU,Europe,,,0
        5,en,AS,Asia,JP,Japan,0
        """;

    const string V4 = """
        network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy,is_satellite_provider,is_anycast
        1.0.0.0/24,1,1,,0,0,
        10.0.0.0/8,2,1,,0,0,
        12.160.0.0/13,3,3,,0,0,
        198.51.100.32/29,5,1,,0,0,
        198.51.100.41/32,,3,,1,0,
        198.51.100.44/30,4,4,,0,0,
        0.0.0.0/1,3,3,,0,0,
        """;

    const string V6 = """
        network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy,is_satellite_provider,is_anycast
        2001:db8::/32,5,5,,0,0,
        2001:200::/23,1,1,,0,0,
        2a02:ffc0::/29,3,3,,0,0,
        2600:1f18:4000:a01::1/128,2,2,,0,0,
        ::/3,1,1,,0,0,
        """;

    [ToolFact("node", "npm")]
    public void Blocks_become_their_first_and_last_addresses()
    {
        Open();
        var rows = archives.Database.Query("SELECT first_address, last_address, country FROM countries").Lines.Select(line => string.Join(',', line.Split('|', ',', '\t').Select(Plain))).ToHashSet();
        Assert.Equal(
            [
                "0.0.0.0,127.255.255.255,DE", "1.0.0.0,1.0.0.255,AU", "10.0.0.0,10.255.255.255,BQ", "12.160.0.0,12.167.255.255,DE", "198.51.100.32,198.51.100.39,JP", "198.51.100.41,198.51.100.41,DE",
                "2001:200::,2001:3ff:ffff:ffff:ffff:ffff:ffff:ffff,AU", "2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,JP", "2600:1f18:4000:a01::1,2600:1f18:4000:a01::1,BQ",
                "2a02:ffc0::,2a02:ffc7:ffff:ffff:ffff:ffff:ffff:ffff,DE", "::,1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,AU",
            ],
            rows.Order(StringComparer.Ordinal));
    }

    [ToolFact("node", "npm")]
    public void Every_block_ends_where_the_library_says()
    {
        var random = new Random(20261129);
        var blocks = Enumerable.Range(0, 3000).Select(_ => Block(random)).DistinctBy(block => block.Text).ToList();
        Open("network,geoname_id,registered_country_geoname_id\n" + string.Join('\n', blocks.Select((block, index) => $"{block.Text},{1 + (index % 2)},1")));
        var rows = archives.Database.Query("SELECT first_address, last_address FROM countries").Lines.Select(line => string.Join(',', line.Split('|', ',', '\t').Select(Plain))).Order(StringComparer.Ordinal);
        Assert.Equal(blocks.Select(block => $"{block.First},{block.Last}").Order(StringComparer.Ordinal), rows);
    }

    [ToolFact("node", "npm")]
    public void The_question_about_countries_is_answered_by_them_as_by_ranges()
    {
        var archive = archives.Vpc[0];
        archives.Database.Query($"USE \"{archive.Name}\"");
        // The ranges of the other tests, cut into blocks.
        var places = Answers.Countries.Select(line => line.Split(',')).ToList();
        Open(
            "network,geoname_id,registered_country_geoname_id\n" + string.Join('\n', places.SelectMany((range, index) => Blocks(range[0], range[1]).Select(block => $"{block},{index},"))),
            "geoname_id,locale_code,continent_code,continent_name,country_iso_code\n" + string.Join('\n', places.Select((range, index) => $"{index},en,XX,Somewhere,{range[2]}")));
        var query = AthenaQueries.All.Single(query => query.Id == "SourceCountries");
        var target = new AthenaTarget { Format = archive.Format, Projection = archive.Projection, Relation = Archives.Table, CountriesTable = "countries" };
        var expected = Answers.Of(query, [.. archives.VpcRecords.In(query.Window)]);
        Assert.True(expected.Rows.Count > 3);
        expected.MustEqual(archives.Database.Query(query.ToSql(target)), "by blocks");
    }

    [ToolFact("node", "npm")]
    public void The_statements_parse()
    {
        var statements = GeoLite2.ToDdl("network", "s3://archive/geo/");
        Assert.Empty(SqlGrammar.Objections("hive", [.. statements.Take(2)]));
        Assert.Empty(SqlGrammar.Objections("trino", [statements[2]]));
        Assert.Contains("LOCATION 's3://archive/geo/blocks/'", statements[0], StringComparison.Ordinal);
        Assert.Contains("\"network\".\"countries\"", statements[2], StringComparison.Ordinal);
    }

    void Open() => Open(V4 + "\n" + V6[(V6.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    // As the tables read them: every column text, the header left out, quotes taken off.
    void Open(string blocks, string locations = Locations)
    {
        Table("countries_blocks", GeoLite2.Blocks, blocks);
        Table("countries_locations", GeoLite2.Locations, locations);
        var view = GeoLite2.ToDdl("d", "s3://b/")[2];
        archives.Database.Query("CREATE OR REPLACE TEMP VIEW countries AS " + view[(view.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    void Table(string name, IReadOnlyList<GlueColumn> columns, string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text.ReplaceLineEndings("\n"));
            var width = text[..text.IndexOf('\n', StringComparison.Ordinal)].Split(',').Length;
            var names = columns.Take(width).Select(column => $"'{column.Name}': 'VARCHAR'");
            var rest = columns.Skip(width).Select(column => $", NULL AS {column.Name}");
            archives.Database.Query($"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * REPLACE ({string.Join(", ", columns.Take(width).Select(column => $"coalesce({column.Name}, '') AS {column.Name}"))}){string.Concat(rest)} FROM read_csv('{file}', header = true, quote = '\"', columns = {{{string.Join(", ", names)}}})");
        }
        finally
        {
            File.Delete(file);
        }
    }

    static string Plain(string text) => FlowAddress.TryParse(text, out var address) ? address.ToString() : text;

    static (string Text, FlowAddress First, FlowAddress Last) Block(Random random)
    {
        var isIPv4 = random.Next(2) == 0;
        var width = isIPv4 ? 32 : 128;
        var length = random.Next(width + 1);
        var number = (UInt128)(ulong)random.NextInt64() << 64 | (ulong)random.NextInt64();
        if (isIPv4)
            number = (uint)number;
        var free = width - length;
        var first = free == 128 ? 0 : number >> free << free;
        // Half of ::/96's addresses would be spelled as IPv4.
        if (!isIPv4)
            first |= length > 0 ? (UInt128)1 << 127 : 0;
        var last = first | (free == 128 ? UInt128.MaxValue : ((UInt128)1 << free) - 1);
        return ($"{Address(first, isIPv4)}/{length.ToString(CultureInfo.InvariantCulture)}", Address(first, isIPv4), Address(last, isIPv4));
    }

    static FlowAddress Address(UInt128 number, bool isIPv4) => isIPv4 ? FlowAddress.FromIPv4((uint)number) : new FlowAddress((ulong)(number >> 64), (ulong)number);

    // The fewest blocks of a range: the largest that begins where the last one ended and is not too long, again and again.
    static IEnumerable<string> Blocks(string from, string to)
    {
        FlowAddress.TryParse(from, out var first);
        FlowAddress.TryParse(to, out var last);
        var isIPv4 = first.IsIPv4;
        var width = isIPv4 ? 32 : 128;
        var (at, end) = (Number(first), Number(last));
        while (at <= end)
        {
            var free = at == 0 ? width : Math.Min(width, (int)UInt128.TrailingZeroCount(at));
            while (free > 0 && (free == 128 || at + (((UInt128)1 << free) - 1) > end))
                free--;
            yield return $"{Address(at, isIPv4)}/{width - free}";
            at += (UInt128)1 << free;
        }

        UInt128 Number(FlowAddress address) => isIPv4 ? (uint)address.Low : (UInt128)address.High << 64 | address.Low;
    }
}
