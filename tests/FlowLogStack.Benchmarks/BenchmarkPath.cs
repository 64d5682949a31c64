using System.Diagnostics;

namespace FlowLogStack.Benchmarks;

/// <summary>One way through the data, to be timed.</summary>
/// <remarks>A new path is a class of its own and a line in <see cref="OfReading"/> or <see cref="OfEngines"/>.</remarks>
abstract class BenchmarkPath
{
    /// <summary>The ways through the reader, in the order they are printed; the first two are what all others are compared with.</summary>
    internal static BenchmarkPath[] OfReading { get; } =
    [
        new Baseline(),
        new Gunzip(),
        new LinesToFields(),
        new GzToFields(),
        new GzToNdjson(),
        new EventToVpcJson(),
        new MatchOnePattern(),
    ];

    // Made when asked for: what they hold would count as memory of the reader's paths.
    static readonly Lazy<BenchmarkPath[]> Engines = new(() =>
    [
        new MatchCatalogue(),
        new BacktestCatalogue(),
        new ReviewCatalogue(),
        new FilterAndStats(),
        new TopTalkers(),
        new ParsedStats(),
        new PreviewDashboard(),
        new GenerateTraffic(),
    ]);

    /// <summary>What is built on the reader.</summary>
    internal static BenchmarkPath[] OfEngines => Engines.Value;

    /// <summary>The path of a name.</summary>
    internal static BenchmarkPath Named(string name) => OfReading.FirstOrDefault(path => path.Name == name) ?? OfEngines.Single(path => path.Name == name);

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
