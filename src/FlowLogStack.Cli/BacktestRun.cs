using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs backtest</c> or <c>flowlogs preview</c> over its files.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="readObject">Reads an open object, given its name, and tells of lines that are no records.</param>
/// <param name="output">What is printed before standard input makes the command wait.</param>
sealed class BacktestRun(CommandStreams streams, Action<Stream, string, Action<long, string>> readObject, OutputBuffer output)
{
    const int MostRejectionsSaid = 10;
    const string StandardInput = "-";
    const string BucketPrefix = "s3://";

    static readonly string[] LogEndings = [".log", ".gz", ".txt"];

    long rejections;

    /// <summary>Reads a file, all of a directory or of a bucket's prefix, or standard input when it is null.</summary>
    /// <returns>The exit code this alone would give.</returns>
    internal int Read(string? file)
    {
        if (file?.StartsWith(BucketPrefix, StringComparison.Ordinal) == true)
            return ReadBucket(file);
        if (file is null || !Directory.Exists(file))
            return ReadFile(file);
        List<string> files;
        try
        {
            files = [.. Directory.EnumerateFiles(file, "*", SearchOption.AllDirectories).Where(IsLog).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"{file}: {e.Message}");
        }

        return files.Count == 0
            ? Fail($"{file}: the directory has no file that ends with {string.Join(", ", LogEndings)}: name the flow log files themselves.")
            : files.Max(ReadFile);
    }

    /// <summary>What to read: standard input when nothing is named.</summary>
    /// <exception cref="FormatException">Nothing is named, and a person would have to type the input.</exception>
    internal static string[] Named(string[] files, CommandStreams streams) =>
        files.Length > 0 ? files
        : streams.InputIsTerminal ? throw new FormatException("Nothing to read: name a FILE, a directory or an s3:// prefix, or pipe flow log lines in.")
        : [StandardInput];

    /// <summary>Reads all of them.</summary>
    internal int ReadAll(string[] files)
    {
        var exit = FlowLogs.Success;
        foreach (var file in files)
            exit = Math.Max(exit, Read(file == StandardInput ? null : file));
        SayRest();
        return exit;
    }

    /// <summary>Says how many lines were rejected beyond those that were shown.</summary>
    internal void SayRest()
    {
        if (rejections > MostRejectionsSaid)
            streams.Errors.WriteLine($"… and {rejections - MostRejectionsSaid} more lines that are no records.");
    }

    internal static bool IsLog(string name) => !Path.GetFileName(name).StartsWith('.') && LogEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    int ReadFile(string? file) => InputFile.Read(file, streams, output, Read, Fail);

    int ReadBucket(string address)
    {
        using var bucket = BucketInput.Open(address);
        var exit = FlowLogs.Success;
        try
        {
            foreach (var (name, open) in bucket.Objects(IsLog))
                exit = Math.Max(exit, ReadObject(name, open));
            return bucket.Found > 0 ? exit : Fail($"{address}: no object there ends with {string.Join(", ", LogEndings)}: check the prefix, which begins after the bucket's name.");
        }
        catch (BucketInputException e)
        {
            return Fail(e.Message);
        }
    }

    int ReadObject(string name, Func<Stream> open)
    {
        try
        {
            using var stream = open();
            return Read(stream, name);
        }
        catch (UnreadableObjectException e)
        {
            return Fail(e.Message);
        }
        catch (Exception e) when (e is IOException or BucketInputException)
        {
            return Fail($"{name}: {e.Message}");
        }
    }

    int Read(Stream stream, string name)
    {
        var before = rejections;
        readObject(stream, name, (line, why) =>
        {
            if (++rejections <= MostRejectionsSaid)
                streams.Errors.WriteLine($"{name}:{line}: {why}");
        });
        return rejections == before ? FlowLogs.Success : FlowLogs.SomeRejected;
    }

    int Fail(string message)
    {
        streams.Errors.WriteLine(message);
        return FlowLogs.Failure;
    }
}
