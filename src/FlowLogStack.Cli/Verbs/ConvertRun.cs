using System.Globalization;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs generate --from</c>: connection logs in, records and labels out.</summary>
sealed class ConvertRun(CommandStreams streams, CaptureKind kind, CaptureOptions options)
{
    readonly Notices notices = new(streams);

    /// <summary>Converts all inputs.</summary>
    /// <param name="inputs">The inputs as they were named.</param>
    /// <param name="file">The file for records; null for standard output.</param>
    /// <param name="labelFile">The file for labels; null for none.</param>
    /// <returns>The exit code.</returns>
    internal int Convert(string[] inputs, string? file, string? labelFile)
    {
        var named = Inputs.Named(inputs, streams);
        var recorded = options;
        if (options.Unanswered is UnansweredTraffic.Reject)
        {
            if (named.Contains("-"))
                throw new FormatException("--unanswered reject reads the logs twice, and standard input can be read only once. Write it to a file, and "
                    + "convert the file.");
            var ports = new PortsInUse(kind, options.Network);
            // The second reading reports what is wrong with an input.
            var silent = streams with { Errors = TextWriter.Null };
            new Inputs(silent, new OutputBuffer(streams.Output), new Notices(silent)).ReadAll(named, (stream, name) =>
            {
                ports.Read(stream, name);
                return ExitCode.Success;
            });
            recorded = options with { PortsInUse = ports };
        }

        using var labelResult = labelFile is null ? null : ResultFile.Open("--labels", labelFile);
        using var labelText = labelResult is null ? null : labelResult.Text();
        using var result = file is null ? null : ResultFile.Open("--output-file", file);
        var labels = labelText is null ? null : new CaptureLabels(labelText);
        CaptureConverter converter;
        int exit;
        using (var compressed = result?.Compressed())
        {
            var output = (Stream?)compressed ?? (Stream?)result ?? new StandardOutput(streams.Output);
            converter = new CaptureConverter(kind, output, recorded, labels);
            exit = new Inputs(streams, new OutputBuffer(streams.Output), notices).ReadAll(named, (stream, name) => Read(converter, stream, name));
            converter.Finish();
        }

        if (converter.Connections > 0 && converter.Records == 0)
        {
            streams.Errors.WriteLine(converter.Unmonitored == converter.Connections
                ? string.Create(CultureInfo.InvariantCulture,
                $"flowlogs: {(converter.Connections == 1 ? "the only connection has no" : $"none of {converter.Connections:N0} connections has an")} address "
                    + $"of the monitored network. Add its public addresses with --inside, such as --inside 203.0.113.0/24.")
                : "flowlogs: no connection has packets, so the output is empty. Check the columns of packets.");
            return ExitCode.Failure;
        }

        if (converter.Unmonitored > 0)
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"warning: {converter.Unmonitored:N0} of {converter.Connections:N0} connections have no address of the monitored network and are left out. "
                    + $"Add its public addresses with --inside."));
        if (converter.WithoutFlags > 0 && options.Format.Contains(FlowField.TcpFlags))
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warning: {converter.WithoutFlags:N0} TCP connections have no flags, and "
                + $"detections that read tcp-flags ignore them. Use --format default, which has none."));
        if (labels is { Rows: 0 })
            streams.Errors.WriteLine("warning: no connection has a label, so --labels has none.");
        result?.Commit();
        labelResult?.Commit();
        return exit;
    }

    int Read(CaptureConverter converter, Stream stream, string name)
    {
        var before = converter.Malformed;
        converter.Read(stream, name, (line, problem) => notices.Malformed($"{name}:{line}", problem));
        return converter.Malformed == before ? ExitCode.Success : ExitCode.SomeMalformed;
    }
}
