using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Athena.Tests;

/// <summary>Backtests on a table, compared with backtests on its files.</summary>
[Collection(nameof(Archives))]
public sealed class ArchiveBacktestTests(Archives archives)
{
    static readonly DateTimeOffset Start = TrafficPlan.DefaultStart.AddHours(9);
    static readonly BacktestOptions AllDay = new() { From = TrafficPlan.DefaultStart, To = TrafficPlan.DefaultStart.AddDays(1) };
    static readonly string[] Metrics = ["UniqueContributors", "MaxContributorValue", "SampleCount", "Sum", "Minimum", "Maximum", "Average"];

    [ToolFact("node", "npm")]
    public void Every_detection_of_the_catalogue_has_the_same_datapoints_and_alarms_as_on_files()
    {
        var shuffled = FlowLogFormat.V11.Fields.ToArray();
        new Random(9).Shuffle(shuffled);
        foreach (var (name, format, layout) in new[]
        {
            ("v10", FlowLogFormat.V10, new S3Layout()),
            ("v11", FlowLogFormat.Of(shuffled), new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true }),
        })
        {
            var archived = ArchivedTraffic.Of(archives, $"catalogue_{name}", format, ArchivedTraffic.Records(Attacks(format, 40)), layout);
            var files = archived.OfFiles(DemoRun.WholeCatalogue, AllDay);
            Assert.Equal(DemoRun.WholeCatalogue.Alarms.Count, files.Alarms.Count(alarm => alarm.Kind is not AlarmKind.Composite) + files.NotSimulated.Count);
            Assert.True(files.Alarms.Count(alarm => alarm.TimesInAlarm > 0) >= 10, $"{files.Alarms.Count(alarm => alarm.TimesInAlarm > 0)} alarms go off.");
            Same(files, archived, DemoRun.WholeCatalogue, AllDay);
        }
    }

    [ToolFact("node", "npm")]
    public void Metrics_of_every_kind_have_the_same_datapoints_as_on_files()
    {
        string[] resources =
        [
            AlarmJson.Filter("Rejects", "[..., action=REJECT, status]", more: ", \"DefaultValue\": 0"), .. Statistics("Rejects"),
            AlarmJson.Filter("Bytes", "[v, a, i, s, d, sp, dp, p, n, bytes, ...]", "$bytes"), .. Statistics("Bytes"),
            AlarmJson.Filter("Late", "[v, a, i, s, d, sp, dp=4*, ...]", "$11", ", \"DefaultValue\": 3"), .. Statistics("Late"),
            AlarmJson.Filter("Account", "[v, account=123456789012 || account=1111*, ...]", "$account"), .. Statistics("Account"),
            AlarmJson.Filter("Seven", "REJECT -\" 22 \"", "7"), .. Statistics("Seven"),
            AlarmJson.Filter("Addresses", "[v, a, i, src, ...]", "$src"), .. Statistics("Addresses"),
            AlarmJson.Filter("Ports", "[v, a, i, s, d, sp, port, ...]", "1",
                ", \"Dimensions\": [{ \"Key\": \"Port\", \"Value\": \"$port\" }, { \"Key\": \"Action\", \"Value\": \"$13\" }]"),
            AlarmJson.Alarm("Ssh", "Ports",
                more: ", \"Dimensions\": [{ \"Name\": \"Port\", \"Value\": \"22\" }, { \"Name\": \"Action\", \"Value\": \"REJECT\" }]"),
            AlarmJson.Alarm("Nothing", "Ports",
                more: ", \"Dimensions\": [{ \"Name\": \"Action\", \"Value\": \"-\" }, { \"Name\": \"Port\", \"Value\": \"-\" }]"),
            AlarmJson.Alarm("Events", "IncomingLogEvents", space: "AWS/Logs", more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]"),
            AlarmJson.Alarm("EventBytes", "IncomingBytes", space: "AWS/Logs", more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]"),
            AlarmJson.Rule("Interfaces", ["interface", "protocol"]), .. OfRule("Interfaces"),
            AlarmJson.Rule("Pairs", ["srcaddr", "dstaddr", "interface"],
                """[{ "Match": "action", "In": ["REJECT"] }, { "Match": "protocol", "EqualTo": 6 }, { "Match": "dstport", "EqualTo": 22 }]"""),
            .. OfRule("Pairs"),
            AlarmJson.Rule("Volume", ["interface"], """[{ "Match": "srcaddr", "StartsWith": ["10.", "2600:"] }, { "Match": "dstport", "LessThan": 1024 }]""",
                "bytes"), .. OfRule("Volume"),
            AlarmJson.Rule("Odd",
                ["dstport"], """
                    [{ "Match": "action", "NotIn": ["ACCEPT"] }, { "Match": "beyond", "IsPresent": false }, { "Match": "protocol", "NotEqualTo": 17 },
                      { "Match": "dstport", "GreaterThan": 64000 }]
                    """), .. OfRule("Odd"),
            AlarmJson.Rule("Never", ["beyond"]), .. OfRule("Never"),
        ];
        var records = ArchivedTraffic.Records(Attacks(FlowLogFormat.V5, 8));
        var archived = ArchivedTraffic.Of(archives, "metrics", FlowLogFormat.V5, records, new S3Layout { PerHourPartition = true });
        foreach (var traffic in new[] { "ALL", "REJECT" })
        {
            var template = AlarmJson.Template(FlowLogFormat.V5, resources, traffic);
            foreach (var options in new[] { AllDay, AllDay with { From = Start.AddMinutes(4), To = Start.AddMinutes(11), Delay = TimeSpan.FromSeconds(90) },
                AllDay with { From = Start.AddSeconds(250), Timestamp = EventTime.End, Delay = TimeSpan.Zero } })
            {
                var files = archived.OfFiles(template, options);
                Assert.True(files.Alarms.Count(alarm => alarm.Datapoints.Count > 0) > 30,
                    $"{files.Alarms.Count(alarm => alarm.Datapoints.Count > 0)} alarms have data.");
                Same(files, archived, template, options);
            }
        }

        static IEnumerable<string> Statistics(string metric) =>
            new[] { "Sum", "Average", "Minimum", "Maximum", "SampleCount" }.Select(statistic => AlarmJson.Alarm(metric + statistic, metric, statistic));
        static IEnumerable<string> OfRule(string rule) => Metrics.Select(metric => AlarmJson.RuleAlarm(rule, metric));
    }

    [ToolFact("node", "npm")]
    public void A_table_with_other_fields_in_another_order_has_the_same_datapoints_as_its_files()
    {
        var events = FlowLogFormat.Of(FlowField.Action, FlowField.SrcAddr, FlowField.TcpFlags, FlowField.DstPort, FlowField.Bytes);
        var template = AlarmJson.Template(events, [AlarmJson.Filter("Syn", "[action=REJECT, ..., port<1024, bytes]", "$bytes"),
            AlarmJson.Alarm("SynAlarm", "Syn"),
            AlarmJson.Alarm("EventBytes", "IncomingBytes", space: "AWS/Logs",
                more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]")]);
        // The table has no tcp-flags; a filter without a condition on that field doesn't need it.
        var archived = ArchivedTraffic.Of(archives, "other", FlowLogFormat.Default, ArchivedTraffic.Records(Attacks(FlowLogFormat.Default, 8)), new S3Layout());
        Same(archived.OfFiles(template, AllDay), archived, template, AllDay);
    }

    [ToolFact("node", "npm")]
    public void Records_of_transit_gateways_have_the_same_datapoints_as_their_files()
    {
        var format = FlowLogFormat.TransitGateway;
        string With(FlowField field, string condition) =>
            $"[{string.Join(", ", format.Fields.Select(known => known.Equals(field) ? $"{known.Column}{condition}" : known.Column))}]";
        var template = AlarmJson.Template(
            format,
            [
                AlarmJson.Filter("Lost", With(FlowField.PacketsLostNoRoute, ">0"), "$packets_lost_no_route", ", \"DefaultValue\": 0"),
                AlarmJson.Alarm("LostAlarm", "Lost"),
                AlarmJson.Filter("Ports", With(FlowField.DstPort, "=4* || dstport=\"-\""), "$bytes"), AlarmJson.Alarm("PortsAlarm", "Ports", "Maximum"),
                AlarmJson.Filter("Sixth", With(FlowField.SrcAddr, "=\"*:*\"")), AlarmJson.Alarm("SixthAlarm", "Sixth"),
                AlarmJson.Alarm("EventBytes", "IncomingBytes", space: "AWS/Logs",
                    more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]"),
            ]);
        var plan = Attacks(format, 8) with { Scenarios = [new() { Kind = ScenarioKind.TransitGateway }, new() { Kind = ScenarioKind.PortScanHorizontal },
            new() { Kind = ScenarioKind.SkipData }], IPv6Percent = 40 };
        var archived = ArchivedTraffic.Of(archives, "gateway", format, ArchivedTraffic.Records(plan), new S3Layout { HiveCompatiblePartitions = true });
        var files = archived.OfFiles(template, AllDay);
        Assert.Empty(files.NotSimulated);
        Assert.All(files.Alarms, alarm => Assert.NotEmpty(alarm.Datapoints));
        Same(files, archived, template, AllDay);
    }

    [ToolFact("node", "npm")]
    public void What_cannot_be_asked_is_refused_by_name_and_the_rest_is_simulated()
    {
        var template = AlarmJson.Template(FlowLogFormat.V5, [AlarmJson.Filter("Json", "{ $.action = \"REJECT\" }"), AlarmJson.Alarm("JsonAlarm", "Json"),
            AlarmJson.Filter("Flags",
                $"[{string.Join(", ", FlowLogFormat.V5.Fields.Select(field => field.Column == "tcp_flags" ? "tcp_flags=2" : field.Column))}]"),
            AlarmJson.Alarm("FlagsAlarm", "Flags"),
            AlarmJson.Filter("Term", "REJECT"), AlarmJson.Alarm("TermAlarm", "Term"),
            AlarmJson.Filter("Rest", "[w1=5, w2]", "$w2"), AlarmJson.Alarm("RestAlarm", "Rest"),
            AlarmJson.Rule("Flagged", ["srcaddr", "flags"]), AlarmJson.RuleAlarm("Flagged", "Sum"),
            AlarmJson.Filter("Rejects",
                $"[{string.Join(", ", FlowLogFormat.V5.Fields.Select(field => field.Column == "action" ? "action=REJECT" : field.Column))}]"),
                AlarmJson.Alarm("RejectsAlarm", "Rejects")]);
        var archive = new ArchiveBacktest(new AthenaTarget { Format = FlowLogFormat.Default,
            Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null), Relation = "flow_logs" }, AllDay);
        var test = archive.Add(template);
        Assert.DoesNotContain("tcp_flags", archive.Statement);
        archive.Take(["29460000", "29460006", .. Enumerable.Repeat("1", 20)]);
        var result = test.Finish();
        Assert.Equal("RejectsAlarm", Assert.Single(result.Alarms).LogicalId);
        Assert.Equal(
            [
                "JsonAlarm: Json cannot be evaluated in Athena: it is a JSON pattern, but a table of records has no JSON: its pattern is { $.action = "
                    + "\"REJECT\" }",
                "FlagsAlarm: Flags cannot be evaluated in Athena: it requires 'tcp-flags', which the table lacks",
                "TermAlarm: Term cannot be evaluated in Athena: it requires 'vpc-id', which the table lacks: its pattern is REJECT",
                "RestAlarm: Rest cannot be evaluated in Athena: it requires 'vpc-id', which the table lacks: its pattern is [w1=5, w2]",
                "FlaggedSum: Flagged cannot be evaluated in Athena: it requires 'tcp-flags', which the table lacks",
            ],
            result.NotSimulated.Select(alarm => $"{alarm.LogicalId}: {alarm.Reason.Split(": its pattern is [version")[0]}"));
    }

    [ToolFact("node", "npm")]
    public void Lines_that_are_no_records_count_where_their_columns_have_a_time()
    {
        const string Record = "2 123456789012 eni-1 10.0.0.1 10.0.0.2 40000 22 6 1 40 {0} {1} REJECT OK";
        var midnight = TrafficPlan.DefaultStart.ToUnixTimeSeconds();
        string At(int minute, string line = Record) =>
            string.Format(CultureInfo.InvariantCulture, line, midnight + (minute * 60), midnight + (minute * 60) + 30);
        var archived = ArchivedTraffic.OfLines(
            archives, "lines", FlowLogFormat.Default,
            At(0),
            "no record",
            At(1, Record.Replace("10.0.0.1", "10.0.0.999", StringComparison.Ordinal)),
            At(2, Record + " more"),
            At(3, Record.Replace(" 22 ", " 022 ", StringComparison.Ordinal)),
            At(4));
        var template = AlarmJson.Template(FlowLogFormat.Default,
            [AlarmJson.Filter("Ssh", "[v, a, i, s, d, sp, port=22, p, n, bytes, start, end, action=REJECT, status]"),
                AlarmJson.Alarm("SshAlarm", "Ssh", more: ", \"Period\": 60"),
                AlarmJson.Alarm("Events", "IncomingLogEvents", space: "AWS/Logs",
                    more: ", \"Period\": 60, \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]")]);
        // In files, all four have the time of the record before them; the pattern needs fourteen fields, and its last one takes the rest of fifteen.
        Assert.Equal("0: 4, 4: 1; 0: 5, 4: 1", Counts(archived.OfFiles(template, AllDay)));
        // In the table, three of them have their own time, an extra field is dropped, and 'no record' has no time.
        Assert.Equal("0: 1, 1: 1, 2: 1, 3: 1, 4: 1; 0: 1, 1: 1, 2: 1, 3: 1, 4: 1", Counts(archived.OfTable("text", template, AllDay)));

        static string Counts(BacktestResult result) => $"{string.Join(", ", Points(result, "SshAlarm"))}; {string.Join(", ", Points(result, "Events"))}";
        static IEnumerable<string> Points(BacktestResult result, string alarm) =>
            result.Alarms.Single(outcome => outcome.LogicalId == alarm)
                .Datapoints.Select(point => string.Create(CultureInfo.InvariantCulture,
                        $"{(point.At - TrafficPlan.DefaultStart).TotalMinutes}: {point.Value}"));
    }

    [ToolFact("node", "npm")]
    public void Contributors_beyond_a_thousand_a_minute_are_estimated_as_well_as_on_files()
    {
        var records = Enumerable.Range(0, 6000).Select(number => new SampleRecord("111122223333", "eu-west-1", new Dictionary<FlowField, string>
        {
            [FlowField.Version] = "2", [FlowField.SrcAddr] = string.Create(CultureInfo.InvariantCulture, $"10.{number % 5}.{number / 250}.{number % 250}"),
            [FlowField.Action] = "REJECT",
            [FlowField.Start] = (Start.ToUnixTimeSeconds() + (number % 60)).ToString(CultureInfo.InvariantCulture),
            [FlowField.End] = (Start.ToUnixTimeSeconds() + 60).ToString(CultureInfo.InvariantCulture),
        })).ToList();
        var archived = ArchivedTraffic.Of(archives, "many", FlowLogFormat.Default, records, new S3Layout());
        var template = AlarmJson.Template(FlowLogFormat.Default,
            [AlarmJson.Rule("Sources", ["srcaddr"]), AlarmJson.RuleAlarm("Sources", "UniqueContributors", 5, 60),
                AlarmJson.RuleAlarm("Sources", "SampleCount", 5, 60)]);
        foreach (var result in new[] { archived.OfFiles(template, AllDay), archived.OfTable("parquet", template, AllDay) })
        {
            Assert.InRange(Assert.Single(result.Alarms[0].Datapoints).Value, 5400, 6600);
            Assert.Equal(6000, Assert.Single(result.Alarms[1].Datapoints).Value);
        }
    }

    [ToolFact("node", "npm")]
    public void Two_templates_share_one_statement_and_one_count_of_what_both_ask()
    {
        var archived = ArchivedTraffic.Of(archives, "two", FlowLogFormat.Default, ArchivedTraffic.Records(Attacks(FlowLogFormat.Default, 4)), new S3Layout());
        AlarmTemplate Of(int threshold) => AlarmJson.Template(FlowLogFormat.Default,
            [AlarmJson.Filter("Ssh", "[..., port=22, p, n, bytes, start, end, action=REJECT, status]"),
                AlarmJson.Alarm("SshAlarm", "Ssh", threshold: threshold)]);
        var one = new ArchiveBacktest(archived.Target, AllDay);
        one.Add(Of(1));
        var both = new ArchiveBacktest(archived.Target, AllDay);
        var (before, after) = (both.Add(Of(1)), both.Add(Of(1000)));
        Assert.Equal(one.Statement, both.Statement);
        archived.Run("text", both);
        Assert.Equal(ArchivedTraffic.TextOf(archived.OfFiles(Of(1), AllDay)), ArchivedTraffic.TextOf(before.Finish()));
        Assert.Equal(ArchivedTraffic.TextOf(archived.OfFiles(Of(1000), AllDay)), ArchivedTraffic.TextOf(after.Finish()));
    }

    [Fact]
    public void A_statement_that_athena_would_not_take_is_refused()
    {
        AthenaTarget Of(PartitionValues accounts) => new() { Format = FlowLogFormat.V11,
            Projection = new PartitionProjection(new S3Layout(), "b", accounts, PartitionValues.Of("r"), null), Relation = "flow_logs" };
        var everywhere = new ArchiveBacktest(Of(PartitionValues.GivenByQuery), AllDay);
        Assert.Contains("log_account", Assert.Throws<ArgumentException>(() => everywhere.Statement).Message);
        var wordy = new ArchiveBacktest(Of(PartitionValues.Of("1")), AllDay);
        wordy.Add(AlarmJson.Template(FlowLogFormat.V11, [AlarmJson.Filter("Words", string.Join(' ', Enumerable.Range(100, 200))),
            AlarmJson.Alarm("WordsAlarm", "Words")]));
        Assert.Contains("Athena allows 262144", Assert.Throws<ArgumentException>(() => wordy.Statement).Message);
        Assert.Contains("Set From", Assert.Throws<ArgumentException>(() => new ArchiveBacktest(Of(PartitionValues.Of("1")), new BacktestOptions())).Message);
    }

    static void Same(BacktestResult files, ArchivedTraffic archived, AlarmTemplate template, BacktestOptions options)
    {
        var ofFiles = ArchivedTraffic.TextOf(files);
        foreach (var kind in new[] { "text", "parquet" })
            Assert.Equal(ofFiles, ArchivedTraffic.TextOf(archived.OfTable(kind, template, options)));
    }

    static TrafficPlan Attacks(FlowLogFormat format, int minutes) => new()
    {
        Format = format,
        Start = Start,
        Duration = TimeSpan.FromMinutes(minutes),
        Rate = TrafficRate.PerSecond(4),
        Scenarios = [.. ScenarioKind.All.Where(kind => kind.AppliesTo.HasFlag(RecordKinds.Vpc) && kind != ScenarioKind.SilentGap)
            .Select(kind => new TrafficScenario { Kind = kind, Start = TimeSpan.FromMinutes(1), Duration = TimeSpan.FromMinutes(minutes - 2) })],
    };
}
