using System.Text;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestMarkdownTests
{
    static readonly BacktestResult Day = SampleBacktest.Of();

    [Fact]
    public void Begins_with_the_verdict_and_has_a_row_for_each_alarm_that_entered_ALARM()
    {
        var summary = Written(Day with { Alarms = [.. Day.Alarms.Select(alarm =>
            alarm.LogicalId == "PortScan" ? alarm with { Severity = Severity.High } : alarm)] });

        Assert.StartsWith("## 4 of 14 alarms entered ALARM: 5 incidents in 24 h.\n", summary, StringComparison.Ordinal);
        Assert.Matches("(?m)^\\| high \\| Port scan \\| 1 \\| .* \\| 2026-01-05 03:10 \\| .* \\| ≥ 25 \\|  \\| <code>203.0.113.12</code> \\|$", summary);
        Assert.True(summary.IndexOf("| Port scan |", StringComparison.Ordinal) < summary.IndexOf("| SSH rejects |", StringComparison.Ordinal));
        Assert.Contains("<details><summary>Alarms that did not enter ALARM: 10</summary>", summary, StringComparison.Ordinal);
        Assert.Contains("Set the threshold to 85", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "**Failed:** the `ALARM` count is 5, and the limit is 5.")]
    [InlineData(6, "**Passed:** the `ALARM` count is 5, and the limit is 6.")]
    public void Compares_the_count_with_the_limit(int failOn, string verdict) =>
        Assert.Contains(verdict, Written(Day, failOn: failOn), StringComparison.Ordinal);

    [Fact]
    public void Has_the_totals_before_and_after_a_change()
    {
        var summary = Written(Day, BacktestComparison.Of(SampleBacktest.Before(), Day));

        Assert.Contains("### Compared with <code>main/FlowLogStack.template.json</code>\n", summary, StringComparison.Ordinal);
        Assert.Contains("| Alarms | 13 | 14 | +1 |\n", summary, StringComparison.Ordinal);
        Assert.Contains("| ALARM count | 4 | 5 | +1 |\n", summary, StringComparison.Ordinal);
        Assert.Contains("- SSH rejects: threshold from <code>100</code> to <code>10</code>\n", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_no_text_a_meaning_in_Markdown_or_HTML()
    {
        const string Hostile = "|a|\n# b <img src=x> `c` [d](e) @f **g** ~~h~~ &lt; </summary>";
        var summary = Written(Day with { Template = Hostile, Alarms = [.. Day.Alarms.Select(alarm => alarm with { Name = Hostile })],
            NotSimulated = [new("x", Hostile, Hostile)], Notes = [Hostile] });

        Assert.DoesNotContain("<img", summary, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?<!\\\\)[`*\\]]", summary.Replace("`ALARM`", "", StringComparison.Ordinal).Replace("```", "",
            StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal));
        Assert.DoesNotContain("@f", summary, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(summary, "<summary>"), Regex.Count(summary, "</summary>"));
        var columns = Regex.Matches(summary, "(?m)^\\|.*$").Select(row => Regex.Count(row.Value, "(?<!\\\\)\\|")).Distinct();
        Assert.Equal([10], columns);
    }

    [Fact]
    public void Stays_below_the_limit_of_GitHub_for_thousands_of_alarms()
    {
        var many = Enumerable.Range(0, 3000).Select(index => Day.Alarms[index % 14] with { LogicalId = $"Alarm{index}", Name = new string('x', 250) });

        Assert.InRange(Encoding.UTF8.GetByteCount(Written(Day with { Alarms = [.. many] })), 10_000, 1_000_000);
    }

    static string Written(BacktestResult result, BacktestComparison? comparison = null, int? failOn = null)
    {
        using var output = new MemoryStream();
        BacktestMarkdown.Write(result, comparison, failOn, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
