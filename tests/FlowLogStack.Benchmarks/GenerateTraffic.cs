using FlowLogStack.Simulation;

namespace FlowLogStack.Benchmarks;

/// <summary>As many records as the input has, generated and written to a stream that keeps nothing.</summary>
sealed class GenerateTraffic : BenchmarkPath
{
    static readonly TimeSpan Duration = TimeSpan.FromHours(6);

    internal override string Name => "generate-traffic";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input) => Time(() =>
    {
        // NODATA records come on top of the rate, so there are enough for certain.
        var plan = new TrafficPlan { Duration = Duration, Rate = new TrafficRate(input.Lines, (long)Duration.TotalSeconds) };
        var records = 0L;
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            Stream.Null.Write(record.Line.Span);
            if (++records == input.Lines)
                break;
        }

        return records;
    });
}
