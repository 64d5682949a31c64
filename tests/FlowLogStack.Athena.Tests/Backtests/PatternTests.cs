using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Athena.Tests;

/// <summary>Filter patterns as SQL, compared with the pattern engine on lines.</summary>
[Collection(nameof(Archives))]
public sealed class PatternTests(Archives archives)
{
    const int Patterns = 150;
    const int ShortPatterns = 50;

    static readonly string[] Relations = ["dashes", "nulls"];
    static readonly SampleRecord[] Odd =
    [
        Of((FlowField.VpcId, "it's_100%"), (FlowField.SubnetId, "a!b"), (FlowField.InstanceTag, "x\\y")),
        Of((FlowField.VpcId, "0443"), (FlowField.SubnetId, "443.0"), (FlowField.InstanceId, "+6"), (FlowField.AccountId, "012345678901")),
        Of((FlowField.VpcId, "1e3"), (FlowField.SubnetId, ".5"), (FlowField.InstanceId, "9223372036854775808"), (FlowField.Bytes, "9223372036854775807"),
            (FlowField.SrcPort, "0")),
    ];

    [ToolFact("node", "npm")]
    public void Select_the_same_records_in_sql_as_on_lines()
    {
        List<SampleRecord> records = [.. archives.VpcRecords.Take(500), .. Odd];
        var shuffled = FlowLogFormat.V11.Fields.ToArray();
        new Random(5).Shuffle(shuffled);
        Check(FlowLogFormat.Default, FlowLogFormat.Default, records, 1);
        Check(FlowLogFormat.V5, FlowLogFormat.V5, records, 2);
        Check(FlowLogFormat.V11, FlowLogFormat.Of(shuffled), records, 3);
        Check(FlowLogFormat.Of(FlowField.Action, FlowField.DstPort, FlowField.VpcId, FlowField.Bytes, FlowField.LogStatus), FlowLogFormat.V5, records, 4);
        Check(FlowLogFormat.TransitGateway, FlowLogFormat.TransitGateway, [.. archives.GatewayRecords.Take(500)], 5);
    }

    [ToolFact("node", "npm")]
    public void Say_each_construct_of_the_grammar()
    {
        var format = FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstPort, FlowField.Action);
        string[] lines = ["10.0.0.1 22 REJECT", "10.0.0.2 443 ACCEPT", "- - -", "2001:db8::1 2022 REJECT"];
        archives.Database.CreateFlowLogTable("constructs", format, lines);
        foreach (var (pattern, selected) in new (string, string)[]
        {
            ("", "1 2 3 4"), ("[]", "1 2 3 4"), ("[a, b, c]", "1 2 3 4"), ("[a, b]", "1 2 3 4"), ("[a]", "1 2 3 4"), ("[a, b=\"22 REJECT\"]", "1"),
            ("[a, b=22*]", "1"), ("[a, b=\"* REJECT\"]", "1 4"), ("[a, b!=22*]", "2 3 4"), ("[a, b>5]", ""), ("[a, b!=22]", "1 2 3 4"),
            ("[a=%^2001:db8::1 2%]", "4"), ("[a, b=\"- -\"]", "3"), ("[a, b, c, d]", ""), ("[..., c=REJECT]", "1 4"), ("[a=10.*, ...]", "1 2"),
            ("[, b=22,]", "1"),
            ("[a, b=\"22\", c]", "1"), ("[a, b=22.0, c]", "1"), ("[a, b=2*, c]", "1 4"), ("[a, b!=22, c]", "2 3 4"), ("[a, b>22, c]", "2 4"),
            ("[a, b<=443 && b!=22, c]", "2"), ("[a, b=22 || b=443, c]", "1 2"),
            ("[a, b=\"-\", c]", "3"), ("[a, b!=\"-\", c]", "1 2 4"), ("[a, b, c=\"-\"]", "3"), ("[a, b, c!=\"-\"]", "1 2 4"), ("[a, b, c!=REJECT]", "2 3"),
            ("[a, b=*, c]", "1 2 3 4"), ("[a, b!=*, c]", ""), ("[a, b=abc, c]", ""), ("[a, b!=abc, c]", "1 2 3 4"),
            ("[a=%::1$%, b, c]", "4"), ("[a!=%^10%, b, c]", "3 4"), ("[a, b=%^2+$%, c]", "1"), ("[a, b=%^-$|3%, c]", "2 3"), ("REJECT", "1 4"),
            ("REJECT -2022", "1"), ("?ACCEPT ?2022", "2 4"), ("\"22 REJ\"", "1 4"), ("\"0.1 22\"", "1"), ("\"- -\"", "3"), ("-\"-\"", "1 2 4"),
            ("%[34]{2}%", "2"),
        })
        {
            Assert.Equal((pattern, selected), (pattern, Selected(pattern, lines)));
            var sql = SqlPatterns.ToSql(LogPattern.Parse(pattern), format);
            var rows = archives.Database.Query($"SELECT CASE srcaddr WHEN '10.0.0.1' THEN 1 WHEN '10.0.0.2' THEN 2 WHEN '-' THEN 3 ELSE 4 END AS n FROM "
                + $"constructs WHERE {sql} ORDER BY 1").Lines;
            Assert.Equal((pattern, selected), (pattern, string.Join(' ', rows)));
        }
    }

    static string Selected(string pattern, string[] lines) =>
        string.Join(' ', lines.Index().Where(line => LogPattern.Parse(pattern).IsMatch(Encoding.UTF8.GetBytes(line.Item))).Select(line => line.Index + 1));

    [ToolFact("node", "npm")]
    public void Of_every_detection_in_every_format_select_the_same_records_in_sql_as_on_lines()
    {
        foreach (var format in FlowLogFormat.Presets.Values.Distinct())
        {
            List<LogPattern> patterns = [.. Detections.All.Where(detection => detection.IsAvailableIn(format))
                .SelectMany(detection => detection.ToFilterPatterns(format)).Select(LogPattern.Parse)];
            var expected = Compare(patterns, format, format,
                [.. (format.AppliesTo is RecordKinds.TransitGateway ? archives.GatewayRecords : archives.VpcRecords).Take(2000)]);
            Assert.Contains(expected, list => list.Length > 0);
        }
    }

    void Check(FlowLogFormat events, FlowLogFormat table, List<SampleRecord> records, int seed)
    {
        var random = new RandomPatterns(events, records, seed);
        var all = Enumerable.Range(0, Patterns).Select(_ => random.Next()).ToList();
        all.AddRange(Enumerable.Range(0, ShortPatterns).Select(_ => random.NextShort()));
        var expected = Compare([.. all.Select(LogPattern.Parse)], events, table, records);
        // Enough patterns must distinguish records for a meaningful comparison.
        Assert.True(expected.Count(list => list.Length > 0 && list.Split(' ').Length < records.Count) > Patterns / 4,
            $"{expected.Count(list => list.Length > 0)} select something.");
    }

    List<string> Compare(List<LogPattern> patterns, FlowLogFormat events, FlowLogFormat table, List<SampleRecord> records)
    {
        var lines = records.Select(record => Encoding.UTF8.GetBytes(record.Line(events))).ToList();
        List<string> statements = [.. Relations.SelectMany(relation => patterns.Chunk(50).Select(chunk =>
            $"SELECT {string.Join(", ", chunk.Select(pattern => $"array_agg(n) FILTER (WHERE {SqlPatterns.ToSql(pattern, table, events)})"))} FROM (SELECT * "
                + $"FROM \"{relation}\" ORDER BY n)"))];
        Assert.Empty(SqlGrammar.Objections("trino", statements));
        Load(table, records);
        var answers = statements.SelectMany(statement => Assert.Single(archives.Database.Query(statement).Rows)).Select(Numbers).ToList();
        var expected = patterns.Select(pattern => string.Join(' ', lines.Index().Where(line => pattern.IsMatch(line.Item)).Select(line => line.Index)))
            .ToList();
        foreach (var (index, answer) in answers.Index())
            Assert.Equal((patterns[index % patterns.Count].Text, expected[index % patterns.Count]), (patterns[index % patterns.Count].Text, answer));
        return expected;
    }

    // As text, with dashes, and as Parquet, which may have NULL instead.
    void Load(FlowLogFormat table, List<SampleRecord> records)
    {
        var file = Path.Combine(archives.NewBucket("patterns"), "lines.log");
        File.WriteAllLines(file, records.Select((record, index) => string.Create(CultureInfo.InvariantCulture, $"{index} {record.Line(table)}")).Prepend("n"));
        archives.Database.Query($"CREATE OR REPLACE TABLE dashes AS {FlowLogFiles.TextRows([new("n", "int"), .. table.ToGlueColumns()], [file])}");
        var columns = table.ToGlueColumns()
            .Select(column => column.Type == "string" ? $"NULLIF(\"{column.Name}\", '-') AS \"{column.Name}\"" : $"\"{column.Name}\"");
        archives.Database.Query($"CREATE OR REPLACE TABLE nulls AS SELECT n, {string.Join(", ", columns)} FROM dashes");
    }

    static string Numbers(JsonElement list) =>
        list.ValueKind is JsonValueKind.Null ? "" : string.Join(' ', list.EnumerateArray().Select(number => number.GetInt32()));

    static SampleRecord Of(params (FlowField Field, string Value)[] values) =>
        new("111122223333", "eu-west-1", values.Append((FlowField.Start, "1795262400")).Append((FlowField.End, "1795262460"))
            .ToDictionary(value => value.Item1, value => value.Item2));
}
