using System.Diagnostics;
using System.Globalization;
using FlowLogStack.Parquet;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs convert</c>. Its files get their names only if all inputs were read.</summary>
sealed class ArchiveRun(CommandStreams streams, OutputFormat? format)
{
    readonly Notices notices = new(streams);

    internal int Convert(string[] named, ConversionOptions options, InputUse use)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Directory.CreateDirectory(options.Directory);
            var within = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory)) + Path.DirectorySeparatorChar;
            using var conversion = new ArchiveConversion(options);
            var inputs = new Inputs(streams, new OutputBuffer(streams.Output), notices, use);
            string? twice = null;
            var exit = inputs.ReadAll(named, (stream, name) =>
            {
                if (File.Exists(name) && Path.GetFullPath(name).StartsWith(within, StringComparison.Ordinal))
                    twice ??= name;
                return Read(conversion, stream, name);
            });
            if (exit == ExitCode.Failure)
            {
                streams.Errors.WriteLine("flowlogs: nothing was converted, because not all inputs were read. Correct or remove those above.");
                return exit;
            }

            Write(conversion.Finish(), inputs.BytesRead, clock.Elapsed);
            if (twice is not null && File.Exists(twice))
                notices.Warn($"{twice}: warning: the input is in the output directory, so that tables over it have its records twice. Remove the inputs, or "
                    + "use another directory.");
            return exit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            streams.Errors.WriteLine($"flowlogs: --output-directory {options.Directory}: {FileFault.ReasonOf(e)}. Use a directory that can be written.");
            return ExitCode.Failure;
        }
    }

    int Read(ArchiveConversion conversion, Stream stream, string name)
    {
        var exit = ExitCode.Success;
        conversion.Read(stream, name, (line, why) =>
        {
            exit = ExitCode.SomeMalformed;
            notices.Malformed($"{name}:{line}", why);
        });
        return exit;
    }

    void Write(ConversionSummary summary, long before, TimeSpan took)
    {
        var output = new OutputBuffer(streams.Output);
        string Text(IFormattable value, string? form = null) => value.ToString(form, CultureInfo.InvariantCulture);
        if (format is { } chosen)
        {
            var rows = new RowOutput(chosen, output, [new("records", true), new("malformed", true), new("files", true), new("bytesBefore", true),
                new("bytesAfter", true), new("seconds", true)]);
            rows.Add(Text(summary.Records), Text(summary.Malformed), Text(summary.Files.Count), Text(before), Text(summary.Bytes),
                Text(took.TotalSeconds, "0.0"));
            rows.Finish();
        }
        else
        {
            var (records, files) = (summary.Records == 1 ? "record" : "records", summary.Files.Count == 1 ? "file" : "files");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{summary.Records:N0} {records} in {summary.Files.Count:N0} {files}: {before / 1e6:N1} MB before, {summary.Bytes / 1e6:N1} MB "
                    + $"after, {took.TotalSeconds:0.0} s."));
        }

        output.Flush();
    }
}
