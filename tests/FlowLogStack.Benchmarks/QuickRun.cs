using System.Globalization;

namespace FlowLogStack.Benchmarks;

/// <summary>Times paths in turn, several rounds in one process, and keeps each path's best: those of reading, or, as told, those of engines.</summary>
static class QuickRun
{
    const long DefaultLines = 1_000_000;
    const int WarmUps = 1;
    const int Rounds = 4;

    internal static int Run(string[] arguments)
    {
        var lines = arguments is ["--lines", var count, ..] ? long.Parse(count, CultureInfo.InvariantCulture) : DefaultLines;
        var only = arguments is [.., "--only", var names] ? names.Split(',') : [];
        var asked = arguments is ["--engines", ..] ? BenchmarkPath.OfEngines : BenchmarkPath.OfReading;
        var chosen = only.Length == 0 ? asked : [.. only.Select(BenchmarkPath.Named)];
        BenchmarkPath[] paths = [.. BenchmarkPath.OfReading.Where(path => path is Baseline or Gunzip).Union(chosen)];
        var file = Path.Combine(Path.GetTempPath(), $"flowlogs-benchmark-{Environment.ProcessId}.log.gz");
        try
        {
            GeneratedLines.WriteObject(file, lines);
            var input = new BenchmarkInput(file, lines);
            for (var warmUp = 0; warmUp < WarmUps; warmUp++)
            {
                foreach (var path in paths)
                    Time(path, input);
            }

            var rounds = Enumerable.Range(0, Rounds).Select(_ => paths.Select(path => Time(path, input)).ToArray()).ToList();
            Console.WriteLine("name records_per_second peak_MB ratio_to_baseline ratio_to_gunzip");
            for (var i = 0; i < paths.Length; i++)
            {
                var (seconds, baseline, gunzip) = (Best(rounds, i), Best(rounds, 0), Best(rounds, 1));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{paths[i].Name} {lines / seconds:F0} {PeakMemory.Of(paths[i], file, lines):F1} {baseline / seconds:F2} {seconds / gunzip:F2}"));
            }

            var reader = paths.OfType<LinesToFields>().FirstOrDefault();
            if (reader is not null)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lines-to-fields allocated {reader.AllocatedPerRecord:F3} B/record; "
                    + $"ratio_to_baseline is speed, ratio_to_gunzip is time; the best of {Rounds} interleaved rounds"));
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    static double Time(BenchmarkPath path, BenchmarkInput input)
    {
        var (elapsed, records) = path.Run(input);
        return records == input.Lines
            ? elapsed.TotalSeconds
            : throw new InvalidOperationException($"{path.Name} read {records} records of {input.Lines}.");
    }

    // The work is the same every time, so whatever a run takes beyond the shortest is somebody else's.
    static double Best(IEnumerable<double[]> rounds, int path) => rounds.Min(round => round[path]);
}
