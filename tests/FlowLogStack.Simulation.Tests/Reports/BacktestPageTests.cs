using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestPageTests
{
    const string Hostile = "</script><img src=x onerror=alert(1)>'\"&{{title}}";

    static readonly BacktestResult Day = SampleBacktest.Of();
    static readonly string Page = Render(Day);

    [Fact]
    public void Says_what_was_found_in_a_sentence()
    {
        Assert.Contains(">4 of 14 alarms entered ALARM: 5 incidents in 24 h.</h1>", Page, StringComparison.Ordinal);
        Assert.Contains("First: <strong>Port scan</strong> at <time datetime=\"2026-01-05T03:10:00Z\">2026-01-05 03:10 UTC</time>", Page,
            StringComparison.Ordinal);
        Assert.Contains("2026-01-05 00:00 – 24:00", Page, StringComparison.Ordinal);
        Assert.Contains("<dd>1,284,906</dd>", Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "All 3 alarms stayed in OK for 24 h.")]
    [InlineData(1, "1 of 3 alarms entered ALARM: 1 incident in 24 h.")]
    [InlineData(2, "2 of 3 alarms entered ALARM: 2 incidents in 24 h.")]
    public void Counts_no_composite_alarm_in_the_sentence(int fired, string sentence)
    {
        var quiet = Day.Alarms.Where(alarm => alarm.TimesInAlarm == 0).Take(3 - fired);
        var loud = Day.Alarms.Where(alarm => alarm.TimesInAlarm == 1).Take(fired);
        var composite = Day.Alarms.Single(alarm => alarm.Kind is AlarmKind.Composite);

        Assert.Contains($">{sentence}</h1>", Render(Day with { Alarms = [.. quiet, .. loud, composite] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24 * 60 + 5, "24 h")]
    [InlineData(65, "1 h 5 min")]
    [InlineData((31 * 1440) + 5, "31 days")]
    public void Says_how_long_in_round_hours_once_there_are_many(int minutes, string length) =>
        Assert.Contains($"entered ALARM: 1 incident in {length}.</h1>", Render(Day with { To = Day.From!.Value.AddMinutes(minutes), Alarms = [Day.Alarms[1]] }),
            StringComparison.Ordinal);

    [Fact]
    public void Renders_a_result_without_records_or_alarms()
    {
        Assert.Contains("The input contains no record for 1 alarm.",
            Render(new BacktestResult { Alarms = [Day.Alarms[0] with { Datapoints = [], Transitions = [], PeriodsInAlarm = [] }] }), StringComparison.Ordinal);
        Assert.Contains("No alarm could be tried on these logs.", Render(new BacktestResult()), StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_lane_and_a_section_for_each_alarm_and_ids_that_are_unique()
    {
        foreach (var alarm in Day.Alarms)
        {
            Assert.Contains($"<a href=\"#alarm-{alarm.LogicalId}\">", Page, StringComparison.Ordinal);
            Assert.Contains($"id=\"alarm-{alarm.LogicalId}\"", Page, StringComparison.Ordinal);
        }

        var ids = Regex.Matches(Page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        foreach (Match link in Regex.Matches(Page, "href=\"#([^\"]+)\""))
            Assert.Contains(link.Groups[1].Value, ids);
    }

    [Fact]
    public void Puts_what_fired_first_then_what_had_no_data_then_what_was_nearest_to_firing()
    {
        var names = Regex.Matches(Page, "<li class=\"lane rank-(\\w+)\" data-rank=\"\\w+\" data-name=\"([^\"]+)\"")
            .Select(match => match.Groups[2].Value).ToList();

        Assert.Equal(
            ["SSH rejects", "Egress volume anomaly", "Logs silent", "Port scan", "Severity high", "Database ports accepted from outside",
                "Unexpected protocol", "Mail sent directly to the internet"],
            names.Take(8));
        Assert.Equal("Records lost by the flow log itself", names[^1]);
    }

    [Fact]
    public void Reads_an_alarm_out_as_a_sentence()
    {
        Assert.Contains("Enters ALARM when 1 of 10 one-minute periods is ≥ 10; periods without data are harmless (missing data is not breaching).", Page,
            StringComparison.Ordinal);
        Assert.Contains("Enters ALARM when 2 of 3 five-minute periods are above the band;", Page, StringComparison.Ordinal);
        Assert.Contains("Enters ALARM when 3 five-minute periods in a row are &lt; 1; a period without data counts as one (missing data is breaching).", Page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_every_text_of_a_result()
    {
        var planted = new List<string>();
        string Text(string field)
        {
            planted.Add(field);
            return Hostile + field;
        }

        var alarm = Day.Alarms[0] with
        {
            LogicalId = Hostile,
            Name = Text("name"),
            Description = Text("description"),
            Metric = Text("metric"),
            Statistic = Text("statistic"),
            Patterns = [Text("pattern")],
            SampleRecords = [Text("sample")],
            Notes = [Text("note of the alarm")],
            Talkers = new TopTalkers([new(Text("source"), 1)], [new(Text("destination"), 1)], [new(Text("service"), 1)], IsExact: true),
        };
        var result = Day with { Template = Text("template"), Alarms = [alarm], NotSimulated = [new(Hostile, Text("not simulated"), Text("reason"))],
            Notes = [Text("note")] };
        var other = result with { Template = Text("other template"), Alarms = [alarm with { LogicalId = Hostile + 2, Name = Text("removed") }] };

        var page = Render(result, BacktestComparison.Of(other, result));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(Page, "</script>"), Regex.Count(page, "</script>"));
        foreach (var field in planted)
            Assert.Contains($"&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&#x27;&quot;&amp;{{{{title}}}}{field}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_same_bytes_for_the_same_result() => Assert.Equal(Page, Render(SampleBacktest.Of()));

    [Fact]
    public void Needs_nothing_from_anywhere()
    {
        Assert.DoesNotMatch("(src|href)=\"(?!#)", Page);
        Assert.DoesNotMatch("url\\((?!#)|@import|https?://", Page);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\"", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_the_script_the_values_of_the_result_exactly()
    {
        using var data = Data(Page);
        foreach (var alarm in Day.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite))
        {
            var chart = data.RootElement.GetProperty("charts").GetProperty($"alarm-{alarm.LogicalId}-chart");
            Assert.Equal(alarm.Datapoints.Select(point => (point.At, point.Value)), Points(chart));
            Assert.Equal(alarm.Transitions.SelectMany(change => new[] { change.At.ToUnixTimeSeconds(), (long)change.State }), chart.GetProperty("states")
                .EnumerateArray().Select(value => value.GetInt64()));
        }
    }

    [Fact]
    public void Keeps_each_peak_when_a_month_has_more_datapoints_than_a_screen_has_room_for()
    {
        var month = SampleBacktest.Of(31);
        var page = Render(month);
        Assert.True(page.Length < 2_000_000, $"{page.Length} characters");

        using var data = Data(page);
        foreach (var alarm in month.Alarms.Where(alarm => alarm.Datapoints.Count > 0))
        {
            var chart = data.RootElement.GetProperty("charts").GetProperty($"alarm-{alarm.LogicalId}-chart");
            var drawn = Points(chart).Select(point => point.Value).ToList();
            Assert.InRange(drawn.Count, 1, Series.MaximumSteps);
            Assert.Equal(alarm.Peak, Threshold.Of(alarm).IsBelow ? drawn.Min() : drawn.Max());
            Assert.Equal(alarm.Datapoints.Count, chart.GetProperty("datapoints").EnumerateArray().Sum(count => count.GetInt32()));
            Assert.Equal(alarm.Datapoints.Max(point => point.Value), chart.GetProperty("highest").EnumerateArray().Max(value => value.GetDouble()));
            Assert.Equal(alarm.Datapoints.Min(point => point.Value), chart.GetProperty("lowest").EnumerateArray().Min(value => value.GetDouble()));
        }
    }

    [Fact]
    public void Says_when_a_step_of_a_chart_is_several_datapoints()
    {
        Assert.DoesNotContain("One step is", Page, StringComparison.Ordinal);
        Assert.Contains("One step is 30 min: of its 30 datapoints the highest.", Render(SampleBacktest.Of(31)), StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_small_for_a_day_of_twenty_five_alarms()
    {
        var alarms = Enumerable.Range(0, 25).Select(index => Day.Alarms[index % 14] with { LogicalId = $"Alarm{index}" });

        Assert.InRange(Encoding.UTF8.GetByteCount(Render(Day with { Alarms = [.. alarms] })), 100_000, 2_000_000);
    }

    [Fact]
    public void Says_what_a_change_adds_and_silences()
    {
        var page = Render(Day, BacktestComparison.Of(SampleBacktest.Before(), Day));

        Assert.Contains("2 periods in ALARM are added, and 1 is removed.", page, StringComparison.Ordinal);
        Assert.Contains("threshold: <del>100</del> → <ins>10</ins>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"comparison\"", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_the_totals_of_both_templates_and_their_difference()
    {
        var page = WebUtility.HtmlDecode(Render(Day, BacktestComparison.Of(SampleBacktest.Before(), Day)));

        Assert.Contains("<th scope=\"row\">Alarms</th><td class=\"number\">13</td><td class=\"number\">14</td><td class=\"number\">+1</td>",
            page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Alarms that entered ALARM</th><td class=\"number\">3</td><td class=\"number\">4</td><td class=\"number\">+1</td>",
            page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">ALARM count</th><td class=\"number\">4</td><td class=\"number\">5</td><td class=\"number\">+1</td>",
            page, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_incidents_instead_of_the_changes_of_an_alarm_that_flaps()
    {
        var at = Day.From!.Value;
        var flapping = Day.Alarms.Single(alarm => alarm.LogicalId == "PortScan") with
        {
            PeriodsInAlarm = [.. Enumerable.Range(0, 9)
                .Select(index => new AlarmPeriod(at.AddMinutes(10 * index), at.AddMinutes((10 * index) + 5), IsOngoing: false)),
                new AlarmPeriod(at.AddHours(9), at.AddHours(10), IsOngoing: false)],
        };

        var page = Render(Day with { Alarms = [flapping] });

        Assert.Contains(">The alarm entered ALARM: 2 incidents in 24 h.</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>2 <span>entered ALARM 10 times</span></dd>", page, StringComparison.Ordinal);
        Assert.Equal(["9", "1"],
            Regex.Matches(page, "<tr id=\"alarm-PortScan-incident-\\d\".*?<td class=\"number\">(\\d+)</td></tr>").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Sorts_by_severity_before_the_time_in_ALARM_and_has_it_as_a_badge()
    {
        var severe = Day.Alarms.Select(alarm =>
            alarm with { Severity = alarm.LogicalId switch { "PortScan" => Severity.High, "SshRejects" => Severity.Low, "EgressVolume" => Severity.Medium, _ =>
            null } });
        var page = Render(Day with { Alarms = [.. severe] });

        var fired = Regex.Matches(page, "<li class=\"lane rank-fired\".*?data-name=\"([^\"]+)\".*?</a>").ToList();
        Assert.Equal(["Port scan", "Egress volume anomaly", "SSH rejects", "Logs silent", "Severity high"], fired.Select(match => match.Groups[1].Value));
        Assert.Equal([1, 1, 1, 0, 0], fired.Select(match => Regex.Count(match.Value, "<span class=\"badge badge-(high|medium|low)\">\\1</span>")));
    }

    [Fact]
    public void Opens_the_worst_three_alarms_and_folds_the_others()
    {
        Assert.Equal(["SSH rejects", "Egress volume anomaly", "Logs silent"],
            Regex.Matches(Page, "<details class=\"alarm [^>]*data-name=\"([^\"]+)\" open>").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Shortens_a_pattern_to_its_conditions_and_has_the_whole_of_it_on_demand()
    {
        Assert.Contains("<code>destinationport=&quot;22&quot;, protocol=&quot;6&quot;, action=&quot;REJECT&quot;</code></summary><p><code>[version, account,",
            Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a, b=1, ...]", "b=1")]
    [InlineData("[a, b]", "every record")]
    [InlineData("[]", "every record")]
    [InlineData("[a=\"x, y\", b, c=%d,e%]", "a=\"x, y\", c=%d,e%")]
    [InlineData("[a=\"x\\\", y>1\", b, c=2]", "a=\"x\\\", y>1\", c=2")]
    [InlineData("[a!=10.* && a!=172.16.* && a!=192.168.* && a!=100.64.*, b>=5]", "a!=10.* and 3 more, b>=5")]
    [InlineData("{ $.a = 1 }", "{ $.a = 1 }")]
    [InlineData("REJECT", "REJECT")]
    public void Reads_the_conditions_of_a_pattern(string pattern, string conditions) => Assert.Equal(conditions, PatternText.Conditions(pattern));

    [Fact]
    public void Has_no_value_axis_below_zero_for_a_band_that_reaches_there()
    {
        var egress = Day.Alarms.Single(alarm => alarm.LogicalId == "EgressVolume");
        var page = Render(Day with { Alarms = [egress with { Band = [.. egress.Band.Select(point => point with { Lower = -4 * point.Upper })] }] });

        Assert.DoesNotMatch("<div class=\"chart-y\"[^>]*>(<span[^>]*>[^<]*</span>)*<span[^>]*>-", page);
        Assert.Matches("<div class=\"chart-y\"[^>]*><span style=\"top:100%\">0</span>", page);
    }

    [Fact]
    public void Marks_counts_with_whole_numbers()
    {
        var once = Day.Alarms.Single(alarm => alarm.LogicalId == "SshRejects")
            with { Datapoints = [new(Day.From!.Value, 1)], Threshold = 1, SuggestedThreshold = null };

        Assert.DoesNotMatch("<div class=\"chart-y\"[^>]*>(<span[^>]*>[^<]*</span>)*<span[^>]*>0\\.",
            Render(Day with { Alarms = [once], Traffic = TrafficSeries.None }));
    }

    [Fact]
    public void Recommends_a_threshold_and_an_allow_list_as_settings_to_paste()
    {
        var alarm = Day.Alarms.Single(alarm => alarm.LogicalId == "SshRejects")
            with { LogicalId = "FlowLogsSshRejectsAlarmE6EBFE49", Name = "Network: SSH rejects" };
        var page = WebUtility.HtmlDecode(Render(Day with { Alarms = [alarm] }));

        Assert.Contains("Set the threshold to 85 (≥ 85 instead of ≥ 10)", page, StringComparison.Ordinal);
        var settings = Regex.Matches(page, "<pre class=\"copied\"><code>(.*?)</code>", RegexOptions.Singleline)
            .Select(match => JsonDocument.Parse(match.Groups[1].Value).RootElement.GetProperty("alarms").GetProperty("detections").GetProperty("SshRejects"))
            .ToList();
        Assert.Equal("203.0.113.12/32", settings[0].GetProperty("allow").GetProperty("sources")[0].GetString());
        Assert.Equal(85, settings[1].GetProperty("threshold").GetDouble());
    }

    [Fact]
    public void Names_the_resource_of_an_alarm_that_is_no_built_in_detection()
    {
        Assert.Contains("Set Threshold: 85 in the resource SshRejects.",
            Render(Day with { Alarms = [Day.Alarms[0] with { Name = "Ours" }] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_expected_alarms_from_unexpected_ones_where_the_attacks_are_known()
    {
        var at = Day.From!.Value;
        KnownAttack[] attacks =
        [
            new("port-scan", "One source tries many ports.", at.AddHours(3), at.AddHours(4)),
            new("slow-scan", "", at.AddHours(18), at.AddHours(19.5)),
            new("missed", "", at.AddHours(8), at.AddHours(9)),
        ];
        using var written = new StringWriter();
        BacktestPage.Render(Day, written, new BacktestPageOptions { Attacks = attacks });
        var page = written.ToString();

        Assert.Contains("2 of 3 attacks had an alarm; 2 alarms were in ALARM without an attack.</h1>", page, StringComparison.Ordinal);
        string Of(string name) => Regex.Match(page, $"<summary><h3>{name}</h3>.*?</summary>").Value;
        Assert.Contains(">✓ expected<", Of("SSH rejects"), StringComparison.Ordinal);
        Assert.Contains(">✓ expected<", Of("Port scan"), StringComparison.Ordinal);
        Assert.Contains(">✗ unexpected<", Of("Egress volume anomaly"), StringComparison.Ordinal);
        Assert.Contains("<span class=\"missed\">no alarm</span>", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "id=\"attack-bands\""));
        Assert.DoesNotContain("#attack-bands", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_what_was_not_simulated_and_why()
    {
        foreach (var alarm in Day.NotSimulated)
            Assert.Contains($"<td>{alarm.Name}</td><td>{alarm.Reason}</td>", Page, StringComparison.Ordinal);
    }

    internal static string Render(BacktestResult result, BacktestComparison? comparison = null)
    {
        using var page = new StringWriter();
        BacktestPage.Render(result, page, comparison);
        return page.ToString();
    }

    static JsonDocument Data(string page)
    {
        const string Opening = "<script type=\"application/json\" id=\"data\">";
        var from = page.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        return JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
    }

    static IEnumerable<(DateTimeOffset At, double Value)> Points(JsonElement chart)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(chart.GetProperty("start").GetInt64());
        var step = chart.GetProperty("step").GetInt64();
        var runs = chart.GetProperty("runs").EnumerateArray().Select(value => value.GetInt32()).ToList();
        var values = chart.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToList();
        var next = 0;
        for (var run = 0; run < runs.Count; run += 2)
        {
            for (var index = runs[run]; index < runs[run] + runs[run + 1]; index++)
                yield return (start.AddSeconds(index * step), values[next++]);
        }
    }
}
