using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Reader of metric sums per minute.</summary>
sealed class MetricReader(IAmazonCloudWatch cloudWatch)
{
    const string Action = "cloudwatch:GetMetricData";
    const int MostQueries = 500;
    const int Minute = 60;

    /// <summary>Returns the sums of each metric by the start of the minute; the result lacks minutes without a datapoint.</summary>
    internal async Task<IReadOnlyDictionary<MetricIdentity, IReadOnlyDictionary<DateTimeOffset, double>>> SumsAsync(IEnumerable<MetricIdentity> metrics,
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var sums = new Dictionary<MetricIdentity, IReadOnlyDictionary<DateTimeOffset, double>>();
        foreach (var chunk in metrics.Distinct().Chunk(MostQueries))
        {
            var results = await ReadAsync(chunk, from, to, cancellation).ConfigureAwait(false);
            // A denied metric does not fail the call.
            if (results.Find(result => result.StatusCode == StatusCode.Forbidden || result.StatusCode == StatusCode.InternalError) is { } refused)
                throw ServiceCallException.Of(Action, $"CloudWatch returned {refused.StatusCode}", refused.StatusCode == StatusCode.Forbidden);
            for (var i = 0; i < chunk.Length; i++)
                sums[chunk[i]] = Points(results.Where(result => result.Id == IdOf(i)));
        }

        return sums;
    }

    Task<List<MetricDataResult>> ReadAsync(MetricIdentity[] metrics, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var queries = metrics.Select((metric, index) => new MetricDataQuery { Id = IdOf(index),
            MetricStat = new MetricStat { Metric = MetricOf(metric), Period = Minute, Stat = "Sum" } }).ToList();
        return ServiceCall.AllAsync<MetricDataResult>(Action, async next =>
        {
            var page = await cloudWatch.GetMetricDataAsync(
                new GetMetricDataRequest { MetricDataQueries = queries, StartTime = from.UtcDateTime, EndTime = to.UtcDateTime,
                    ScanBy = ScanBy.TimestampAscending, NextToken = next },
                cancellation).ConfigureAwait(false);
            return (page.MetricDataResults, page.NextToken);
        });
    }

    static string IdOf(int index) => $"m{index}";

    static Metric MetricOf(MetricIdentity metric) => new()
    {
        Namespace = metric.Namespace,
        MetricName = metric.Name,
        Dimensions = metric.Dimensions.Count == 0 ? null
            : [.. metric.Dimensions.Select(dimension => new Dimension { Name = dimension.Key, Value = dimension.Value })],
    };

    static Dictionary<DateTimeOffset, double> Points(IEnumerable<MetricDataResult> results)
    {
        var points = new Dictionary<DateTimeOffset, double>();
        foreach (var result in results)
        {
            foreach (var (at, value) in (result.Timestamps ?? []).Zip(result.Values ?? []))
                points[new DateTimeOffset(at.ToUniversalTime())] = value;
        }

        return points;
    }
}
