using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlowLogStack.Records.Tests;

/// <summary>What must hold of any records, and what a plain computation of them answers too.</summary>
public sealed class InsightsLaws
{
    static readonly string[] Conditions =
    [
        "action = 'REJECT'", "action != 'REJECT'", "bytes > 400", "bytes <= 400", "dstPort in [22, 443]", "srcAddr like /^10\\./", "srcAddr like '.1'",
        "isIpv4InSubnet(srcAddr, '10.0.0.0/9')", "bytes / packets > 60", "srcPort > dstPort", "srcAddr < dstAddr", "protocol = 6 and bytes > 100",
        "protocol = 6 or action = '-'", "strcontains(@message, 'NODATA')", "missing = 1", "missing = 1 or bytes > 400", "bytes % 7 = missing",
    ];

    static readonly Arbitrary<string[]> Records =
        (from seed in Gen.Choose(0, int.MaxValue)
         from count in Gen.Choose(0, 60)
         select Enumerable.Range(0, count).Select(index => Line(unchecked(seed + index))).ToArray()).ToArbitrary();

    [Fact]
    public void Selects_the_records_that_the_predicate_of_the_same_conditions_selects() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(ConditionCase.Random, test =>
        {
            if (test.Conditions.Length == 0)
                return;
            var query = InsightsQuery.For(test.Format);
            var run = LogsInsightsQuery.Parse(query.Of(query.Filter(test.Conditions))).Start(new LogsInsightsOptions { Format = test.Format, Limit = 1000 });
            var (reader, predicate) = (new FlowLogReader(test.Format), new RecordPredicate(test.Conditions));
            var expected = new List<string>();
            foreach (var line in test.Lines)
            {
                var bytes = Encoding.UTF8.GetBytes(line);
                Assert.True(reader.TryRead(bytes, out var record, out _));
                var holds = predicate.Holds(record);
                Assert.Equal(holds, run.Add(bytes));
                if (holds)
                    expected.Add(line);
            }

            var result = run.Complete();
            Assert.Equal(expected.Order(StringComparer.Ordinal), Enumerable.Range(0, result.Rows.Length).Select(row => result[row, "@message"].ToString())
                .Order(StringComparer.Ordinal));
        }));

    [Fact]
    public void A_condition_and_its_negation_share_the_records_between_them_where_nothing_is_missing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Records, lines =>
        {
            foreach (var condition in Conditions)
            {
                // The group took no part in any match, so its alias has no value.
                const string Missing = "parse @message /(?<missing>\\x00)/ | ";
                var yes = Rows(Missing + $"filter {condition}", lines);
                var no = Rows(Missing + $"filter not ({condition})", lines);
                var unknown = Rows(Missing + $"fields {condition} as truth, @message | filter not ispresent(truth) | display @message", lines);
                Assert.Equal(lines.Length, yes.Length + no.Length + unknown.Length);
                Assert.True(unknown.Length == 0 || condition.Contains("missing", StringComparison.Ordinal)
                    || condition.Contains('/', StringComparison.Ordinal));
                Assert.Equal(yes, Rows(Missing + $"filter not not ({condition})", lines));
                Assert.Equal(yes, Rows(Missing + $"fields {condition} as truth, @message | filter truth = 1 | display @timestamp, @message", lines));
            }
        }));

    [Fact]
    public void The_counts_and_sums_of_groups_add_up_to_those_of_all() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Records, lines =>
        {
            foreach (var by in new[] { "action", "srcAddr, dstPort", "bin(1m)", "bytes > 400", "datefloor(@timestamp, 1h), protocol" })
            {
                var groups = $"stats count(*) as n, sum(bytes) as b, max(bytes) as m by {by}";
                Assert.Equal(Rows("stats count(*), sum(bytes), max(bytes)", lines), Rows(groups + " | stats sum(n), sum(b), max(m)", lines));
            }
        }));

    [Fact]
    public void Answers_what_a_plain_computation_answers() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Records, lines =>
        {
            var records = lines.Select(line => line.Split(' ')).ToList();
            var sized = records.Where(record => record[9] != "-").ToList();
            var bySource = sized.Where(record => record[12] == "ACCEPT").GroupBy(record => (Source: record[3], Minute: Number(record[10]) / 60 * 60))
                .Select(group => (group.Key, Flows: group.Count(), Bytes: group.Sum(record => Number(record[9])), Ports: group.Select(record => record[6])
                    .Distinct().Count(), Least: group.Min(record => Number(record[8])), Most: group.Max(record => Number(record[9]))))
                .OrderByDescending(row => row.Bytes).ThenBy(row => row.Key.Minute).ThenBy(row => row.Key.Source, StringComparer.Ordinal).Take(10)
                .Select(row => string.Create(CultureInfo.InvariantCulture,
                $"{row.Key.Source}, {DateTimeOffset.FromUnixTimeSeconds(row.Key.Minute):yyyy-MM-dd HH:mm:ss.fff}, {row.Flows}, {row.Bytes}, {row.Ports}, "
                    + $"{row.Least}, {row.Most}"));
            Assert.Equal(bySource,
                Rows("filter action = 'ACCEPT' | stats count(*) as n, sum(bytes) as b, count_distinct(dstPort), min(packets), max(bytes) by srcAddr, bin(1m) "
                    + "as t | sort b desc, t, srcAddr | limit 10", lines));

            var sorted = sized.Select(record => Number(record[9])).Order().ToList();
            foreach (var percent in new[] { 1, 25, 50, 75, 99 })
            {
                var expected = sorted.Count == 0 ? "" : sorted[(int)Math.Max(0, Math.Ceiling(percent / 100.0 * sorted.Count) - 1)]
                    .ToString(CultureInfo.InvariantCulture);
                Assert.Equal(lines.Length == 0 ? [] : [expected], Rows($"stats pct(bytes, {percent})", lines));
            }

            var latest = records.Select((record, index) => (record, index)).OrderByDescending(item => Number(item.record[10])).ThenBy(item => item.index)
                .DistinctBy(item => item.record[3]).Take(5).Select(item => item.record[3] + ", " + item.record[10]);
            Assert.Equal(latest, Rows("fields srcAddr, startTime | dedup srcAddr | limit 5", lines));
        }));

    static string[] Rows(string query, string[] lines) =>
        [.. Asking.Answer(query, lines, Asking.Options with { Limit = 1000 }).Rows.Select(row => string.Join(", ", row.Select(value => value.ToString())))];

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    static string Line(int seed)
    {
        var random = new Random(seed);
        var start = 1_431_280_800 + random.Next(600);
        if (random.Next(8) == 0)
            return $"2 111122223333 eni-{random.Next(3)} - - - - - - - {start} {start + 60} - {(random.Next(2) == 0 ? "NODATA" : "SKIPDATA")}";
        int[] ports = [22, 53, 443, 3389];
        int[] protocols = [1, 6, 17];
        return string.Create(CultureInfo.InvariantCulture,
            $"2 111122223333 eni-{random.Next(3)} 10.{random.Next(2) * 200}.0.{random.Next(4)} 10.0.{random.Next(3)}.1 {random.Next(1024, 65536)} "
                + $"{ports[random.Next(4)]} {protocols[random.Next(3)]} {random.Next(1, 50)} {random.Next(40, 2000)} {start} {start + 60} "
                + $"{(random.Next(3) == 0 ? "REJECT" : "ACCEPT")} OK");
    }
}
