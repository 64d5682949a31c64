using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>
/// Generates a plan's records as the objects that a flow log delivers to S3: gzip files with a header line, one for each account, Region and five
/// minutes, with AWS's object keys.
/// </summary>
/// <remarks>
/// A file contains the records whose <c>end</c> is in its five minutes. Beyond 75 MB, another file follows, as in AWS. The lines are equal on every
/// machine; the compression may differ.
/// </remarks>
static class TrafficArchive
{
    const long SlotSeconds = 300;
    const long LargestFile = 75_000_000;

    /// <summary>Writes the files.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="directory">Directory in place of the bucket. It is created if it doesn't exist.</param>
    /// <param name="layout">S3 key layout; plain text only.</param>
    /// <param name="truth">Receives the ground truth of each line. Default: null (none).</param>
    /// <param name="written">Callback with the uncompressed length of each line in bytes. Default: null (none).</param>
    /// <exception cref="FormatException">The plan isn't valid, or not with this layout.</exception>
    /// <exception cref="IOException">A file can't be written, or the directory already contains flow logs.</exception>
    public static TrafficSummary Write(TrafficPlan plan, string directory, S3Layout layout, GroundTruth? truth = null, Action<long>? written = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Validated();
        EnsureFree(directory, layout);
        return WriteInto(plan, directory, layout, truth, written);
    }

    /// <summary>Requires a layout of plain text, and a directory without flow logs.</summary>
    /// <exception cref="FormatException">The layout is for Parquet objects, or its prefix isn't valid.</exception>
    /// <exception cref="IOException">The directory contains flow logs.</exception>
    public static void EnsureFree(string directory, S3Layout layout)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.FileFormat is not FileFormat.PlainText)
            throw new FormatException("Parquet objects cannot be generated. Use the file format plain-text.");
        if (layout.Prefix.Split('/', '\\').FirstOrDefault(part => part is "." or ".." || part.Any(char.IsControl)) is { } odd)
            throw new FormatException($"The prefix '{layout.Prefix}' has the part '{odd}', which would lead out of '{directory}'. Use names of folders, as in "
                + "'network/flow-logs'.");
        try
        {
            layout.Validated();
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }

        var root = Path.Combine(directory, layout.RootPrefix);
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
            throw new IOException($"'{root}' already contains flow logs. Remove them, or use another directory.");
    }

    static TrafficSummary WriteInto(TrafficPlan plan, string directory, S3Layout layout, GroundTruth? truth, Action<long>? written)
    {
        var summary = new TrafficSummary(plan);
        var header = Encoding.ASCII.GetBytes(plan.Format.ToHeaderLine());
        var open = new SortedDictionary<(long Slot, int Site), OpenFile>();
        using var files = new CompressedFiles();
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            // Records are sorted by start, so no later one ends before this one starts.
            while (open.Count > 0 && open.First() is var oldest && oldest.Key.Slot + SlotSeconds <= record.Start)
            {
                oldest.Value.Close();
                open.Remove(oldest.Key);
            }

            var key = (record.End - (record.End % SlotSeconds), record.Site);
            if (!open.TryGetValue(key, out var file) || file.IsFull)
            {
                file?.Close();
                open[key] = file = Create(record, key.Item1, (file?.Part ?? -1) + 1);
            }

            file.Add(record);
            summary.Add(record);
            written?.Invoke(record.Line.Length);
        }

        foreach (var file in open.Values)
            file.Close();
        files.Finish();
        return summary;

        OpenFile Create(in GeneratedRecord record, long slot, int part)
        {
            var key = KeyOf(layout, record, slot, plan.Seed, part);
            summary.AddFile();
            var file = new OpenFile(files.Create(Path.Combine(directory, key)), truth?.Open(key, headerLines: 1), part);
            file.Write(header);
            return file;
        }
    }

    /// <summary>Returns the key of an object, by the start of its five minutes.</summary>
    static string KeyOf(S3Layout layout, in GeneratedRecord record, long slot, ulong seed, int part)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(slot);
        var hash = (uint)new RandomSource(seed, (ulong)slot, (ulong)record.Site, (ulong)part).Next();
        return string.Create(CultureInfo.InvariantCulture,
            $"{layout.RegionPrefix(record.AccountId, record.Region)}{layout.TimeFolder(time)}{record.AccountId}_vpcflowlogs_{record.Region}_"
                + $"{record.FlowLogId}_{time.UtcDateTime:yyyyMMdd'T'HHmm'Z'}_{hash:x8}.log.gz");
    }

    sealed class OpenFile(CompressedFiles.Compressed file, GroundTruth.FileTruth? truth, int part)
    {
        internal int Part { get; } = part;

        internal bool IsFull => file.Length >= LargestFile;

        internal void Write(ReadOnlySpan<byte> line) => file.WriteLine(line);

        internal void Add(in GeneratedRecord record)
        {
            file.WriteLine(record.Line.Span);
            truth?.Add(record);
        }

        internal void Close()
        {
            file.Close();
            truth?.Close();
        }
    }
}
