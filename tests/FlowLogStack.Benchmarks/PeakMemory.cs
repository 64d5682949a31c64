using System.Diagnostics;
using System.Globalization;

namespace FlowLogStack.Benchmarks;

/// <summary>The most memory a path ever holds, measured in a process that does nothing else.</summary>
static class PeakMemory
{
    const int Runs = 2;

    /// <summary>The peak resident set of a path, in MB of a million bytes.</summary>
    internal static double Of(BenchmarkPath path, string file, long lines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(PeakMemory).Assembly.Location);
        foreach (var argument in new[] { "--peak", path.Name, file, lines.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var peak = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? double.Parse(peak, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The process that measures the memory of {path.Name} ended with {child.ExitCode}.");
    }

    /// <summary>The child's side: runs the path a few times and prints the peak.</summary>
    internal static int Child(string name, string file, string lines)
    {
        var path = BenchmarkPath.Named(name);
        var input = new BenchmarkInput(file, long.Parse(lines, CultureInfo.InvariantCulture));
        for (var run = 0; run < Runs; run++)
            path.Run(input);
        Console.Write((Peak() / 1e6).ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    }

    static double Peak()
    {
        if (!OperatingSystem.IsLinux())
            return Process.GetCurrentProcess().PeakWorkingSet64;
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
