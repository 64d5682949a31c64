using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that the datapoints of metric filters equal those computed from records.</summary>
sealed class MetricComparison(Deployed deployed, MetricReplay replay)
{
    const int MostShown = 3;
    const int DefaultInterval = 600;
    const double Rounding = 1e-9;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan KeptByTheMinute = TimeSpan.FromDays(15);

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        List<Check> skipped = [.. replay.Unmeasured.Select(metric =>
            new Check(CheckKind.Metric, metric.Key.ToString(), CheckOutcome.Skipped, $"not compared: {metric.Value}"))];
        if (replay.Metrics.Count == 0)
            return skipped.Count > 0 ? skipped : [new Check(CheckKind.Metric, deployed.Deployment.StackName, CheckOutcome.Skipped,
                "the template has no metric filter")];
        if (Window() is not { } window)
            return [new Check(CheckKind.Metric, Counted.Of(replay.Metrics.Count, "metric"), CheckOutcome.Failed,
                "no minutes are left to compare without the edges of the time and recent minutes",
                "Use files of at least one whole hour in the past with --metrics, --from and --to")];
        if (window.From < deployed.Now - KeptByTheMinute)
            return [new Check(CheckKind.Metric, Counted.Of(replay.Metrics.Count, "metric"), CheckOutcome.Failed,
                $"CloudWatch keeps one-minute datapoints for {KeptByTheMinute.TotalDays} days, but the time begins at {BacktestJson.TextOf(window.From)}",
                "Use files of a later hour")];
        try
        {
            var live = await new MetricReader(deployed.Services.CloudWatch).SumsAsync(replay.Metrics, window.From, window.To, cancellation)
                .ConfigureAwait(false);
            return [.. replay.Metrics.Select(metric => Compare(metric, live[metric], window.From, window.To)), .. skipped];
        }
        catch (ServiceCallException e)
        {
            return [e.ToCheck(CheckKind.Metric, Counted.Of(replay.Metrics.Count, "metric")), .. skipped];
        }
    }

    /// <summary>Returns the range of minutes to compare; null if it is empty.</summary>
    /// <remarks>A record may begin an aggregation interval before its delivery, in a file before or after the given files.</remarks>
    (DateTimeOffset From, DateTimeOffset To)? Window()
    {
        if (replay.Extent is not { } extent)
            return null;
        var edge = TimeSpan.FromSeconds(deployed.OfType("AWS::EC2::FlowLog")
            .Select(flowLog => ResourceValues.Number(flowLog.Properties["MaxAggregationInterval"]) ?? DefaultInterval).DefaultIfEmpty(DefaultInterval).Max());
        var from = Up(deployed.Options.From ?? extent.From) + edge;
        var to = Down(deployed.Options.To ?? extent.To) - edge;
        var arrived = Down(deployed.Now - deployed.Options.Delay - edge);
        to = to < arrived ? to : arrived;
        return from < to ? (from, to) : null;
    }

    Check Compare(MetricIdentity metric, IReadOnlyDictionary<DateTimeOffset, double> live, DateTimeOffset from, DateTimeOffset to)
    {
        var differences = new List<(DateTimeOffset At, double Live, double Replayed)>();
        double sum = 0;
        for (var at = from; at < to; at += Minute)
        {
            // Without a default value a filter publishes no datapoint where it would otherwise publish 0; the sum is the same.
            var (measured, expected) = (live.GetValueOrDefault(at), replay.SumOf(metric, at) ?? 0);
            sum += expected;
            if (Math.Abs(measured - expected) > Math.Max(deployed.Options.Tolerance, Rounding) * Math.Max(Math.Abs(measured), Math.Abs(expected)))
                differences.Add((at, measured, expected));
        }

        var minutes = (int)(to - from).TotalMinutes;
        var check = new Check(CheckKind.Metric, metric.ToString(), CheckOutcome.Passed,
            $"{Counted.Of(minutes, "minute")} from {BacktestJson.TextOf(from)} agree, with a sum of {Number(sum)}; the edges of the time are not compared");
        if (differences.Count == 0)
            return check;
        var shown = string.Join(", ", differences.Take(MostShown)
            .Select(point => $"{BacktestJson.TextOf(point.At)} {Number(point.Live)} instead of {Number(point.Replayed)}"));
        return check with
        {
            Outcome = CheckOutcome.Failed,
            Detail = $"{differences.Count} of {Counted.Of(minutes, "minute")} differ, by {Number(differences.Sum(point => point.Live - point.Replayed))} in "
                + $"total: {shown}{(differences.Count > MostShown ? ", …" : "")}",
            Cure = "Check that the files contain exactly the records of the time, that the metric filter matches the template, and that no other source "
                + "publishes the metric. For a tolerance, use --tolerance",
        };
    }

    static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    static DateTimeOffset Down(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);

    static DateTimeOffset Up(DateTimeOffset at) => Down(at + Minute - TimeSpan.FromTicks(1));
}
