using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>A percentile or trimmed statistic of CloudWatch.</summary>
sealed partial record ExtendedStatistic
{
    ExtendedStatistic(string text, ExtendedStatisticKind kind, double from, double to, bool isPercent)
    {
        Text = text;
        Kind = kind;
        From = from;
        To = to;
        IsPercent = isPercent;
    }

    /// <summary>The statistic as it was written.</summary>
    public string Text { get; }

    /// <summary>Calculation on the values between the bounds.</summary>
    public ExtendedStatisticKind Kind { get; }

    /// <summary>The lower bound, which values exceed: a percentage, or a value.</summary>
    public double From { get; }

    /// <summary>The upper bound, which values may have: a percentage, or a value. Of a percentile its percentage.</summary>
    public double To { get; }

    /// <summary>Whether the bounds are percentages of the number of values, in their order.</summary>
    public bool IsPercent { get; }

    /// <summary>Reads a statistic such as <c>p99.9</c>, <c>tm90</c>, <c>TM(10%:90%)</c>, <c>PR(:300)</c> or <c>IQM</c>.</summary>
    /// <returns>False for any other text, such as <c>Sum</c>.</returns>
    public static bool TryParse(string text, out ExtendedStatistic? statistic)
    {
        ArgumentNullException.ThrowIfNull(text);
        statistic = Read(text);
        return statistic is not null;
    }

    /// <summary>The statistic as it was written.</summary>
    public override string ToString() => Text;

    static ExtendedStatistic? Read(string text)
    {
        if (text == "IQM")
            return new ExtendedStatistic(text, ExtendedStatisticKind.TrimmedMean, 25, 75, isPercent: true);
        if (Short().Match(text) is { Success: true } shorter && KindOf(shorter.Groups["kind"].Value) is { } kind
            && Number(shorter.Groups["to"].Value) is >= 0 and <= 100 and var percent)
            return new ExtendedStatistic(text, kind, 0, percent, isPercent: true);
        if (Bounds().Match(text) is not { Success: true } match || KindOf(match.Groups["kind"].Value) is not { } bounded)
            return null;
        var (from, to) = (match.Groups["from"], match.Groups["to"]);
        var isPercent = match.Groups["percent"].Success;
        // One bound may be missing, and two have one unit.
        if ((!from.Success && !to.Success) || (from.Success && to.Success && match.Groups["percent"].Captures.Count == 1)
            || (isPercent && bounded is ExtendedStatisticKind.PercentileRank))
            return null;
        var (lower, upper) = (from.Success ? Number(from.Value) : isPercent ? 0 : double.NegativeInfinity, to.Success ? Number(to.Value) : isPercent ? 100
            : double.PositiveInfinity);
        return lower < upper && (!isPercent || upper <= 100) ? new ExtendedStatistic(text, bounded, lower, upper, isPercent) : null;
    }

    static ExtendedStatisticKind? KindOf(string name) => name switch
    {
        "p" => ExtendedStatisticKind.Percentile,
        "tm" or "TM" => ExtendedStatisticKind.TrimmedMean,
        "wm" or "WM" => ExtendedStatisticKind.WinsorizedMean,
        "tc" or "TC" => ExtendedStatisticKind.TrimmedCount,
        "ts" or "TS" => ExtendedStatisticKind.TrimmedSum,
        "PR" => ExtendedStatisticKind.PercentileRank,
        _ => null,
    };

    static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<kind>p|tm|wm|tc|ts)(?<to>\d{1,3}(\.\d+)?)\z")]
    private static partial Regex Short();

    [GeneratedRegex(@"^(?<kind>TM|WM|TC|TS|PR)\(((?<from>\d+(\.\d+)?)(?<percent>%)?)?:((?<to>\d+(\.\d+)?)(?<percent>%)?)?\)\z")]
    private static partial Regex Bounds();
}
