using System.Diagnostics;

namespace FlowLogStack.Benchmarks;

/// <summary>One way through the data, to be timed.</summary>
/// <remarks>A new path is a class of its own and a line in <see cref="All"/>.</remarks>
abstract class BenchmarkPath
{
    /// <summary>Every path, in the order they are printed; the first two are what the others are compared with.</summary>
    internal static BenchmarkPath[] All { get; } =
    [
        new Baseline(),
        new Gunzip(),
        new LinesToFields(),
        new GzToFields(),
        new GzToNdjson(),
        new EventToVpcJson(),
        new MatchOnePattern(),
        new GenerateTraffic(),
        new FilterAndStats(),
        new TopTalkers(),
        new ParsedStats(),
        new MatchCatalogue(),
        new BacktestCatalogue(),
        new PreviewDashboard(),
    ];

    internal abstract string Name { get; }

    /// <summary>Reads the whole input once.</summary>
    /// <returns>The time it took, and the records it read, so that a path that skips work is found out.</returns>
    internal abstract (TimeSpan Elapsed, long Records) Run(BenchmarkInput input);

    protected static (TimeSpan Elapsed, long Records) Time(Func<long> read)
    {
        var stopwatch = Stopwatch.StartNew();
        var records = read();
        return (stopwatch.Elapsed, records);
    }
}
