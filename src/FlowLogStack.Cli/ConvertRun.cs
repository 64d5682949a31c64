using System.Globalization;
using System.IO.Compression;
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
        using var labelResult = labelFile is null ? null : ResultFile.Open("--labels", labelFile);
        using var labelText = labelResult is null ? null : new StreamWriter(labelResult, leaveOpen: true) { NewLine = "\n" };
        using var result = file is null ? null : ResultFile.Open("--output-file", file);
        var labels = labelText is null ? null : new CaptureLabels(labelText);
        CaptureConverter converter;
        int exit;
        using (var compressed = result is not null && file!.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true) : null)
        {
            var output = new StandardOutput((Stream?)compressed ?? result ?? streams.Output, isStandardOutput: result is null);
            converter = new CaptureConverter(kind, output, options, labels);
            exit = new Inputs(streams, new OutputBuffer(streams.Output), notices).ReadAll(named, (stream, name) => Read(converter, stream, name));
            converter.Finish();
        }

        if (converter.Connections > 0 && converter.Records == 0)
        {
            streams.Errors.WriteLine(converter.Unmonitored == converter.Connections
                ? string.Create(CultureInfo.InvariantCulture, $"flowlogs: none of {converter.Connections:N0} connections has an address of the monitored network. Add its public addresses with --inside, such as --inside 203.0.113.0/24.")
                : "flowlogs: no connection has packets, so there is no record. Check the columns of packets.");
            return FlowLogs.Failure;
        }

        if (converter.Unmonitored > 0)
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warning: {converter.Unmonitored:N0} of {converter.Connections:N0} connections have no address of the monitored network and are left out. Add its public addresses with --inside."));
        if (converter.WithoutFlags > 0 && options.Format.Contains(FlowField.TcpFlags))
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warning: {converter.WithoutFlags:N0} TCP connections have no flags, and detections that read tcp-flags pass them over. Use --format default, which has none."));
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
        return converter.Malformed == before ? FlowLogs.Success : FlowLogs.SomeRejected;
    }

    /// <summary>Standard output, whose errors are told from those of files that are read.</summary>
    sealed class StandardOutput(Stream inner, bool isStandardOutput) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (IOException e) when (isStandardOutput)
            {
                throw new OutputException(e);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
