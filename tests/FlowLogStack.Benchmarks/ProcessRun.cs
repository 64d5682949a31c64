using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FlowLogStack.Benchmarks;

/// <summary>A .NET program as a process of its own, measured several times.</summary>
/// <param name="Name">What the process does.</param>
/// <param name="File">The file that it reads.</param>
/// <param name="Arguments">The assembly and its arguments.</param>
/// <param name="ComparedWith">The process that it is compared with. Default: null (none).</param>
sealed record ProcessRun(string Name, string File, string[] Arguments, ProcessRun? ComparedWith = null)
{
    const int PollMilliseconds = 20;
    const int OfChildren = -1;

    readonly List<(double Wall, double Cpu, double Peak)> measured = [];

    /// <summary>Size of the file in bytes.</summary>
    internal long Bytes => new FileInfo(File).Length;

    /// <summary>Median of the time in seconds.</summary>
    internal double Wall => Median(measured.Select(run => run.Wall));

    /// <summary>Median of the user and system CPU time in seconds; 0 where it is not known, on other systems than Linux.</summary>
    internal double Cpu => Median(measured.Select(run => run.Cpu));

    /// <summary>Largest resident set in bytes; 0 on other systems than Linux.</summary>
    internal double Peak => measured.Max(run => run.Peak);

    /// <summary>Runs the process once.</summary>
    internal void Measure()
    {
        var (started, before) = (Stopwatch.GetTimestamp(), CpuOfChildren());
        var peak = 0.0;
        using var child = Start();
        var output = child.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        while (!child.WaitForExit(PollMilliseconds))
            peak = Math.Max(peak, PeakOf(child));
        output.Wait();
        child.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        EnsureSuccess(child);
        measured.Add((wall, CpuOfChildren() - before, peak));
    }

    /// <summary>Runs the process and copies its output.</summary>
    internal void CopyTo(Stream target)
    {
        using var child = Start();
        child.StandardOutput.BaseStream.CopyTo(target);
        child.WaitForExit();
        EnsureSuccess(child);
    }

    Process Start() => Process.Start(new ProcessStartInfo("dotnet", ["exec", .. Arguments]) { RedirectStandardOutput = true })!;

    void EnsureSuccess(Process child)
    {
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', Arguments)}' ended with {child.ExitCode}.");
    }

    static double PeakOf(Process child)
    {
        try
        {
            return !OperatingSystem.IsLinux() ? 0 : 1024 * System.IO.File.ReadLines($"/proc/{child.Id}/status")
                .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)).FirstOrDefault();
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }

    // Of children that have ended.
    static double CpuOfChildren()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return 0;
        var usage = new long[18];
        return GetResourceUsage(OfChildren, usage) == 0 ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6) : 0;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    static extern int GetResourceUsage(int who, long[] usage);
}
