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
            using var conversion = new ArchiveConversion(options);
            var inputs = new Inputs(streams, new OutputBuffer(streams.Output), notices, use);
            var exit = inputs.ReadAll(named, (stream, name) => Read(conversion, stream, name));
            if (exit == ExitCode.Failure)
            {
                streams.Errors.WriteLine("flowlogs: nothing was converted, because not all inputs were read. Correct or remove those above.");
                return exit;
            }

            Write(conversion.Finish(), inputs.BytesRead, clock.Elapsed);
            return exit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            streams.Errors.WriteLine($"flowlogs: --output-directory {options.Directory}: {e.Message.TrimEnd('.')}. Use a directory that can be written.");
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
