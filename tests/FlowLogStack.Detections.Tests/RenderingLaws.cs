using System.Text;
using FlowLogStack.Parquet;
using FlowLogStack.Sql;

namespace FlowLogStack.Detections.Tests;

/// <summary>The law of detections: filter patterns, Logs Insights, SQL and the predicate in process select the same records.</summary>
public sealed class RenderingLaws
{
    const int Generated = 3000;

    public static TheoryData<string> Formats => [.. Watched.Formats.Keys];

    // The same records for all tests.
    static readonly Dictionary<FlowLogFormat, (List<string> Lines, List<byte[]> Events)> Made = [];

    static List<string> Lines(FlowLogFormat format) => Of(format).Lines;

    static List<byte[]> Events(FlowLogFormat format) => Of(format).Events;

    static (List<string> Lines, List<byte[]> Events) Of(FlowLogFormat format)
    {
        if (!Made.TryGetValue(format, out var made))
        {
            List<string> lines = [.. Watched.Written(format), .. Watched.Generated(format, Generated, seed: 20261121)];
            Made.Add(format, made = (lines, [.. lines.Select(Encoding.UTF8.GetBytes)]));
        }

        return made;
    }

    static int[] Selected(FlowLogFormat format, Detection detection)
    {
        var reader = new FlowLogReader(format);
        var predicate = detection.ToPredicate(format);
        var events = Events(format);
        return [.. Enumerable.Range(0, events.Count).Where(index =>
        {
            if (!reader.TryRead(events[index], out var record, out var rejection))
                Assert.Fail(rejection.ToString());
            return predicate.Holds(record);
        })];
    }

    static IEnumerable<(string Name, Detection Detection)> In(FlowLogFormat format) =>
        Watched.Detections.Where(watched => watched.Detection.IsAvailableIn(format) && watched.Detection.Measure.Kind is not MeasureKind.Arrivals);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Filter_patterns_select_what_the_predicate_selects_and_count_it_once(string name)
    {
        var format = Watched.Formats[name];
        var lines = Lines(format);
        var events = Events(format);
        foreach (var (what, detection) in In(format))
        {
            LogPattern[] patterns;
            try
            {
                patterns = [.. detection.ToFilterPatterns(format).Select(LogPattern.Parse)];
            }
            catch (FlowLogFormatException e) when (e.Message.Contains("allows", StringComparison.Ordinal) && !detection.Allowed.IsEmpty)
            {
                continue; // Too long for a pattern, which synth says; there is nothing to agree with.
            }

            var expected = Selected(format, detection).ToHashSet();
            for (var index = 0; index < lines.Count; index++)
            {
                // The message renders the patterns again, which takes longer than to match the line.
                if (patterns.Count(pattern => pattern.IsMatch(events[index])) != (expected.Contains(index) ? 1 : 0))
                    Assert.Fail($"{what}\n{string.Join('\n', detection.ToFilterPatterns(format))}\n{lines[index]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Logs_Insights_selects_what_the_predicate_selects(string name)
    {
        var format = Watched.Formats[name];
        var lines = Lines(format);
        var events = Events(format);
        foreach (var (what, detection) in In(format))
        {
            var expected = Selected(format, detection).ToHashSet();
            var query = LogsInsightsQuery.Parse(detection.ToInsightsRecords(format));
            var run = query.Start(new LogsInsightsOptions { Format = format });
            for (var index = 0; index < lines.Count; index++)
            {
                if (run.Add(events[index]) != expected.Contains(index))
                    Assert.Fail($"{what}\n{query.Text}\n{lines[index]}");
            }

            Assert.Equal(expected.Select(index => lines[index]).Order(StringComparer.Ordinal), run.Complete().Rows.Select(row => row[1].ToString())
                .Order(StringComparer.Ordinal));
            Assert.Equal(expected.Count, TotalFlows(detection.ToInsightsQuery(format), format, events));
        }
    }

    static long TotalFlows(string query, FlowLogFormat format, List<byte[]> events)
    {
        var run = LogsInsightsQuery.Parse(query.Replace("limit 50", "limit 10000", StringComparison.Ordinal))
            .Start(new LogsInsightsOptions { Format = format });
        foreach (var line in events)
            run.Add(line);
        var result = run.Complete();
        return Enumerable.Range(0, result.Rows.Length).Sum(row =>
            long.Parse(result[row, "flows"].ToString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Sql_selects_what_the_predicate_selects()
    {
        using var database = DuckDb.Start();
        foreach (var (name, format) in Watched.Formats)
        {
            var lines = Lines(format);
            database.CreateFlowLogTable("flow_logs", format, lines);
            foreach (var (what, detection) in In(format))
            {
                var sql = $"SELECT rowid FROM flow_logs WHERE {detection.ToSql(format)} ORDER BY rowid";
                var answer = database.Query(sql).Rows.Select(row => row[0].GetInt32()).ToArray();
                var expected = Selected(format, detection);
                var different = expected.Except(answer).Concat(answer.Except(expected)).Take(5).Select(index => lines[index]);
                Assert.True(expected.SequenceEqual(answer), $"{what}, {name}\n{sql}\n{string.Join('\n', different)}");
            }
        }
    }

    [Fact]
    public void Sql_on_text_and_Parquet_files_selects_what_the_predicate_selects()
    {
        var folder = Directory.CreateTempSubdirectory("detections-");
        try
        {
            foreach (var (name, format) in Watched.Formats)
            {
                var lines = Lines(format);
                var (text, parquet) = (Path.Combine(folder.FullName, $"{name}.log"), Path.Combine(folder.FullName, $"{name}.parquet"));
                File.WriteAllLines(text, lines.Take(lines.Count / 2).Prepend(format.ToHeaderLine()));
                WriteParquet(parquet, format, lines.Skip(lines.Count / 2));
                using var database = new FlowLogDatabase();
                database.Add(Stream.Null, text);
                database.Add(Stream.Null, parquet);
                database.CreateTables("flow_logs");
                var engine = DuckDb.Over(database.Engine);
                foreach (var (what, detection) in In(format))
                {
                    var answer = engine.Query($"SELECT count(*) AS n, COALESCE(sum(start), 0) AS s FROM flow_logs WHERE {detection.ToSql(format)}").Lines;
                    var selected = Selected(format, detection);
                    var starts = selected.Sum(index => long.TryParse(lines[index].Split(' ')[format.IndexOf(FlowField.Start)], out var start) ? start : 0);
                    Assert.True(answer is [var row] && row == $"{selected.Length}|{starts}", $"{what}, {name}: {answer[0]} and not {selected.Length}|{starts}");
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void WriteParquet(string path, FlowLogFormat format, IEnumerable<string> lines)
    {
        using var file = File.Create(path);
        using var writer = new ParquetRecordWriter(file, format);
        var reader = new FlowLogReader(format);
        foreach (var line in lines)
        {
            Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out var record, out _));
            writer.Add(record);
        }

        writer.Finish();
    }

    [Fact]
    public void Every_detection_selects_some_records_and_leaves_some()
    {
        foreach (var (what, detection) in Watched.Detections.Where(watched => watched.Detection.Measure.Kind is not MeasureKind.Arrivals))
        {
            var available = Watched.Formats.Values.Where(detection.IsAvailableIn).ToList();
            Assert.NotEmpty(available);
            Assert.All(available, format => Assert.True(Selected(format, detection).Length is > 0 and < Generated, $"{what} {format}"));
        }
    }

    [Fact]
    public void The_series_of_a_largest_key_is_the_same_in_sql_in_Logs_Insights_and_in_process()
    {
        var format = Watched.Formats["v5"];
        var lines = Lines(format);
        using var database = DuckDb.Start();
        database.CreateFlowLogTable("flow_logs", format, lines);
        var detections = Records.Detections.For(Watched.Network)
            .Where(detection => detection.IsAvailableIn(format) && (detection.Measure.Source is not null || detection.Measure.Kind is MeasureKind.Largest))
            .ToList();
        Assert.Equal(["IcmpBySender", "HorizontalScan", "VerticalScan", "UnansweredOutbound"], detections.Select(detection => detection.Id));
        foreach (var detection in detections)
        {
            var expected = Selected(format, detection).Select(index => lines[index].Split(' '))
                .GroupBy(fields => Value(fields, FlowField.Start) / (long)detection.Period.TotalSeconds)
                .OrderBy(period => period.Key)
                .Select(period => period.GroupBy(fields => fields[format.IndexOf(FlowField.SrcAddr)]).Max(source => Measured(source)))
                .ToList();
            Assert.NotEmpty(expected);
            var sql = database.Query((detection with { Threshold = 1 }).ToAthenaSeries(format, "FROM flow_logs\nWHERE TRUE"))
                .Rows.Select(row => row[1].GetInt64());
            Assert.Equal(expected, sql);
            var run = LogsInsightsQuery.Parse(detection.ToInsightsSeries(format) + "\n| sort period").Start(new LogsInsightsOptions { Format = format });
            foreach (var line in Events(format))
                run.Add(line);
            var result = run.Complete();
            Assert.Equal(expected, Enumerable.Range(0, result.Rows.Length)
                .Select(row => long.Parse(result[row, "value"].ToString()!, System.Globalization.CultureInfo.InvariantCulture)));

            long Measured(IEnumerable<string[]> records) => detection.Measure switch
            {
                { Source: not null } => records.Select(fields => fields[format.IndexOf(detection.Measure.Key[1])]).Distinct().Count(),
                { SummedByKey: { } summed } => records.Sum(fields => Value(fields, summed)),
                _ => records.Count(),
            };
        }

        long Value(string[] fields, FlowField field) => long.Parse(fields[format.IndexOf(field)], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_series_in_sql_counts_what_the_predicate_counts_minute_by_minute()
    {
        var format = Watched.Formats["v5"];
        var lines = Lines(format);
        using var database = DuckDb.Start();
        database.CreateFlowLogTable("flow_logs", format, lines);
        foreach (var detection in Records.Detections.For(Watched.Network)
            .Where(detection => detection.IsAvailableIn(format) && detection.Measure.Kind is MeasureKind.Flows && detection.Trigger is AlarmTrigger.AtLeast))
        {
            var rows = database.Query((detection with { Threshold = 1 }).ToAthenaSeries(format, "FROM flow_logs\nWHERE TRUE")).Rows;
            Assert.Equal(Selected(format, detection).Length, rows.Sum(row => row[1].GetInt64()));
        }
    }
}
