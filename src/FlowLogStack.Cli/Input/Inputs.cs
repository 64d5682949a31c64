using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The inputs of a verb: files, directories, patterns, objects of buckets and standard input, read one after another.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="output">Buffer that is flushed before the command waits for standard input.</param>
/// <param name="notices">Receives the inputs that can't be read, and the reasons.</param>
/// <param name="use">What the verb uses of the inputs. Default: null, all fields of records.</param>
sealed class Inputs(CommandStreams streams, OutputBuffer output, Notices notices, InputUse? use = null)
{
    /// <summary>Help text of the argument of a verb that reads inputs.</summary>
    internal const string Description = "Files, directories (their .log, .gz, .zst, .txt, .ndjson, .jsonl and .parquet files), patterns such as "
        + "'logs/**/*.gz', s3://BUCKET/PREFIX, and '-' for standard input. Gzip, zstd and Parquet are recognized by content. Default: standard input.";

    const string StandardInput = "-";
    const string BucketScheme = "s3://";

    // CloudWatch Logs writes this object into a bucket before it exports.
    const string ExportTest = "aws-logs-write-test";

    // Addresses of objects in other tools.
    static readonly string[] OtherForms = ["s3:", "s3a:", "s3n:", "https:", "http:", "arn:aws"];

    // Google writes log entries into files with the last ending.
    readonly string[] endings = [".log", ".gz", ".zst", ".txt", ".ndjson", ".jsonl", ".parquet", .. use?.Google is null ? Array.Empty<string>() : [".json"]];

    /// <summary>Number of bytes read so far, as they are stored.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>Number of objects that were found, and number of those that <see cref="InputUse.IsWanted"/> left out.</summary>
    internal (long Found, long LeftOut) Objects { get; private set; }

    /// <summary>Creates the argument of a verb that reads inputs.</summary>
    internal static Argument<string[]> Argument() => new("FILE") { Description = Description, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Writes that the inputs lack records, and returns the exit code.</summary>
    internal static int FailWithoutRecords(CommandStreams streams)
    {
        streams.Errors.WriteLine("flowlogs: the input contains no flow log record. Check the inputs and --format.");
        return ExitCode.Failure;
    }

    /// <summary>Returns the inputs on the command line, or standard input if there aren't any.</summary>
    /// <exception cref="FormatException">There aren't any inputs, and standard input is a terminal.</exception>
    internal static string[] Named(string[] inputs, CommandStreams streams) =>
        inputs.Length > 0 ? inputs
        : streams.InputIsTerminal ? throw new FormatException("Nothing to read. Add a FILE, a directory or an s3:// prefix, or pipe flow log lines in.")
        : [StandardInput];

    /// <summary>Reads all inputs.</summary>
    /// <param name="inputs">The inputs, as on the command line.</param>
    /// <param name="read">Reads an open input with its name for messages; returns an exit code.</param>
    /// <returns>The highest exit code.</returns>
    internal int ReadAll(string[] inputs, Func<Stream, string, int> read)
    {
        var exit = ExitCode.Success;
        // The total size isn't known before directories, patterns and buckets are listed.
        streams.Progress.Begin(inputs.All(File.Exists) ? inputs.Sum(input => new FileInfo(input).Length) : 0);
        foreach (var input in inputs)
            exit = Math.Max(exit, Read(input, read));
        streams.Progress.Clear();
        if (use?.Google is { } google)
            GoogleNotices.Write(google, notices);
        notices.Finish();
        return exit;
    }

    /// <summary>Returns what will be read; objects on standard input are not included.</summary>
    /// <exception cref="BucketInputException">A bucket can't be listed.</exception>
    internal QueryEstimate Estimate(string[] inputs)
    {
        var (text, parquet, files, isRemote) = (0L, 0L, 0L, false);
        List<string> local = [];
        foreach (var input in inputs.Where(input => input.Length > 0 && input != StandardInput))
        {
            var isBucket = input.StartsWith(BucketScheme, StringComparison.OrdinalIgnoreCase);
            isRemote |= isBucket;
            foreach (var (name, size) in isBucket ? BucketSizes(input) : FileSizes(input))
            {
                files++;
                if (!isBucket)
                    local.Add(name);
                if (name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
                    parquet += size;
                else
                    text += size;
            }
        }

        return new QueryEstimate(text, parquet, files, isRemote) { LocalFiles = local };
    }

    IEnumerable<(string Name, long Size)> FileSizes(string input)
    {
        try
        {
            IEnumerable<string> found = Directory.Exists(input) ? Wanted(new GlobPattern.Tree(input).Files(IsLog))
                : GlobPattern.HasWildcard(input) && !File.Exists(input) ? Wanted(GlobPattern.Of(input).Files()) : [input];
            return [.. found.Where(File.Exists).Select(file => (file, new FileInfo(file).Length))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Reading reports it.
            return [];
        }
    }

    List<(string Name, long Size)> BucketSizes(string address)
    {
        using var bucket = BucketInput.Open(address);
        return [.. bucket.Sizes(IsLog).Where(entry => use?.IsWanted is not { } isWanted || isWanted(entry.Key))];
    }

    // If nothing is wanted, one file is read nevertheless, so that the result has its columns.
    IReadOnlyList<string> Wanted(IReadOnlyList<string> files)
    {
        if (use?.IsWanted is not { } isWanted)
            return files;
        List<string> wanted = [.. files.Where(isWanted)];
        return wanted.Count == 0 && files.Count > 0 ? [files[^1]] : wanted;
    }

    bool IsLog(string name)
    {
        var file = name[(name.LastIndexOfAny(['/', Path.DirectorySeparatorChar]) + 1)..];
        // Firehose objects have no file extension, but their names contain a date.
        return file.Length > 0 && file[0] != '.' && file != ExportTest
            && (endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                || (!file.Contains('.', StringComparison.Ordinal) && file.Any(char.IsAsciiDigit)));
    }

    int Read(string input, Func<Stream, string, int> read)
    {
        if (input == StandardInput)
            return Open("stdin", () => new PromptInput(streams.Input, output.Flush), read);
        if (input.StartsWith(BucketScheme, StringComparison.OrdinalIgnoreCase))
            return ReadBucket(input, read);
        if (input.Length == 0)
            return notices.Fail("A FILE has no name. Remove it, or use '-' for standard input.");
        if (input.Contains('\0', StringComparison.Ordinal))
            return notices.Fail($"{input}: the name contains a NUL character. Remove it.");
        if (Directory.Exists(input))
            return ReadDirectory(input, read);
        return GlobPattern.HasWildcard(input) && !File.Exists(input) ? ReadPattern(input, read) : ReadFile(input, read);
    }

    int ReadFile(string file, Func<Stream, string, int> read) =>
        Open(file, () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1), read);

    int ReadDirectory(string directory, Func<Stream, string, int> read) => ReadFound(
        directory,
        () => new GlobPattern.Tree(directory).Files(IsLog),
        $"the directory has no file that ends with {string.Join(", ", endings)}. Use the names of its flow log files.",
        read);

    int ReadPattern(string pattern, Func<Stream, string, int> read) =>
        ReadFound(pattern, () => GlobPattern.Of(pattern).Files(), "no file matches the pattern. Check it with 'ls', in quotes if the shell expands it.", read);

    int ReadFound(string name, Func<IReadOnlyList<string>> find, string nothing, Func<Stream, string, int> read)
    {
        IReadOnlyList<string> files;
        try
        {
            files = find();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return notices.Fail($"{name}: {e.Message}");
        }

        if (files.Count == 0)
            return notices.Fail($"{name}: {nothing}");
        var wanted = Wanted(files);
        Objects = (Objects.Found + files.Count, Objects.LeftOut + files.Count - wanted.Count);
        return wanted.Max(file => ReadFile(file, read));
    }

    int ReadBucket(string address, Func<Stream, string, int> read)
    {
        try
        {
            using var bucket = BucketInput.Open(address);
            var exit = ExitCode.Success;
            foreach (var (name, open) in bucket.Objects(IsLog, use?.IsWanted))
                exit = Math.Max(exit, Open(name, open, read));
            Objects = (Objects.Found + bucket.Found, Objects.LeftOut + bucket.LeftOut);
            return bucket.Found > 0 ? exit
                : GlobPattern.HasWildcard(address) ? notices.Fail($"{address}: no object matches the pattern. Check it, in quotes if the shell expands it.")
                : notices.Fail($"{address}: no object there ends with {string.Join(", ", endings)}. Check the prefix, which begins after the bucket's name.");
        }
        catch (BucketInputException e)
        {
            return notices.Fail(e.Message);
        }
    }

    int Open(string name, Func<Stream> open, Func<Stream, string, int> read)
    {
        try
        {
            using var stream = new ObservedStream(open(), length =>
            {
                BytesRead += length;
                streams.Progress.Advance(length);
            });
            // The reader decodes it on a thread of its own, without another one between.
            if (use is { OpensParquet: true, IsChanged: false } && TextInput.IsParquet(stream))
                return read(stream, name);
            using var text = new TextInput(stream, name, use ?? InputUse.Records);
            if (use?.IsChanged is not true)
                return read(text, name);
            var exit = ExitCode.Success;
            void TakeMalformed(long line, string why)
            {
                exit = ExitCode.SomeMalformed;
                notices.Malformed($"{name}:{line}", why);
            }

            using var records = use.Google?.OpenText(text, name, hasHeader: !use.TakesLines, TakeMalformed);
            using var enriched = use.Addresses?.OpenText(records ?? text, name, use.Format, TakeMalformed);
            return Math.Max(read(enriched ?? records ?? text, name), exit);
        }
        catch (UnreadableObjectException e)
        {
            return notices.Fail(e.Message);
        }
        catch (BucketInputException e)
        {
            return notices.Fail(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return notices.Fail($"{name}: {Reason(name, e)}");
        }
    }

    static string Reason(string name, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException when OtherForms.Any(form => name.StartsWith(form, StringComparison.OrdinalIgnoreCase)) =>
            "the file does not exist. Use s3://BUCKET/PREFIX for the objects of a bucket.",
        FileNotFoundException or DirectoryNotFoundException => "the file does not exist. Check its name.",
        UnauthorizedAccessException => "access to the file is denied. Use a file that can be read.",
        _ => e.Message,
    };
}
