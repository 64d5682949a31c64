using System.Buffers;
using System.Text;
using static FlowLogStack.Simulation.Tests.Flows;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Backtests of lines, for tests.</summary>
static class TestBacktests
{
    internal static readonly string Rejects = Templates.Pattern("dstport=22", "action=REJECT");

    internal static BacktestResult Run(AlarmTemplate template, IEnumerable<string> lines, BacktestOptions? options = null)
    {
        var backtest = new Backtest(template, options);
        using var file = Text(lines);
        backtest.Read(file, "test.log");
        return backtest.Finish();
    }

    /// <summary>Returns one hour of traffic, with rejected SSH attempts in minutes 20 to 24.</summary>
    internal static List<string> AnHour() =>
    [
        Header,
        .. Enumerable.Range(0, 60).Select(minute => Line(minute)),
        .. Enumerable.Range(20, 5).SelectMany(minute => new[] { Line(minute, "203.0.113.7", port: 22, action: "REJECT"),
        Line(minute, "203.0.113.8", port: 22, action: "REJECT", second: 20) }),
    ];

    internal static string Json(BacktestResult result, BacktestComparison? comparison = null)
    {
        var output = new ArrayBufferWriter<byte>();
        BacktestJson.Write(result, comparison, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
