using System.Buffers;
using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Converts connection logs of Zeek, Suricata and NetFlow exporters to flow log records, with their labels.</summary>
/// <remarks>
/// Each monitored host has an interface. A connection has a record for each monitored host, direction and aggregation interval; its packets
/// and bytes are spread evenly over its intervals. Memory does not grow with the input. What the logs lack is in docs/evaluating.md.
/// </remarks>
sealed class CaptureConverter
{
    const int FlushLength = 64 * 1024;

    readonly CaptureKind kind;
    readonly Stream output;
    readonly CaptureLabels? labels;
    readonly ArrayBufferWriter<byte> pending = new(2 * FlushLength);
    readonly ConnectionRecorder recorder;

    /// <summary>Prepares a conversion.</summary>
    /// <param name="kind">The kind of the logs.</param>
    /// <param name="output">Receives a header line and the records; not disposed.</param>
    /// <param name="options">What the logs lack. Default: records of version 5 of a network of private ranges.</param>
    /// <param name="labels">Receives the labels. Default: none does.</param>
    /// <exception cref="FormatException">An option is not valid; the message has the value and the fix.</exception>
    public CaptureConverter(CaptureKind kind, Stream output, CaptureOptions? options = null, CaptureLabels? labels = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new CaptureOptions();
        if (!options.Format.AppliesTo.HasFlag(RecordKinds.Vpc))
            throw new FormatException("The format has fields of transit gateway records, and connection logs become records of network interfaces. Use a "
                + "format of VPC fields, such as v5.");
        if (options.AggregationInterval.TotalSeconds is not (60 or 600))
            throw new FormatException($"The aggregation interval must be 60 or 600 seconds, but "
                + $"is {options.AggregationInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture)}.");
        if (!AccountIdText.IsValid(options.AccountId))
            throw new FormatException($"'{options.AccountId}' is not an account id. Use 12 digits.");
        (this.kind, this.output, this.labels) = (kind, output, labels);
        recorder = new ConnectionRecorder(options, pending);
        Encoding.ASCII.GetBytes(options.Format.ToHeaderLine() + "\n", pending);
    }

    /// <summary>Number of connections read.</summary>
    public long Connections { get; private set; }

    /// <summary>Number of connections without a record, because neither address is monitored.</summary>
    public long Unmonitored { get; private set; }

    /// <summary>The TCP connections of which the log has no flags, so that <c>tcp-flags</c> is <c>-</c>.</summary>
    public long WithoutFlags { get; private set; }

    /// <summary>The malformed lines.</summary>
    public long Malformed { get; private set; }

    /// <summary>The records that were written.</summary>
    public long Records => recorder.Records;

    /// <summary>Reads a log, gzip or not.</summary>
    /// <param name="input">The log; not disposed.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="malformed">Receives the number of each malformed line and what is wrong with it. Default: none does.</param>
    /// <exception cref="UnreadableObjectException">The log is damaged or of another kind; records before that are written.</exception>
    public void Read(Stream input, string name, Action<long, string>? malformed = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        CaptureLines.ReadAll(kind, input, name, connection => Take(connection), (line, problem) =>
        {
            Malformed++;
            malformed?.Invoke(line, problem);
        });
        Flush();
    }

    /// <summary>Writes what is left.</summary>
    public void Finish()
    {
        Flush();
        output.Flush();
        labels?.Finish();
    }

    void Take(in CapturedConnection connection)
    {
        Connections++;
        if (!recorder.Write(connection))
        {
            Unmonitored++;
            return;
        }

        WithoutFlags += connection.LacksFlags ? 1 : 0;
        if (connection.Label is { } label && labels is not null)
            Label(label, connection);
        if (pending.WrittenCount >= FlushLength)
            Flush();
    }

    void Label(string label, in CapturedConnection connection)
    {
        foreach (var host in new[] { connection.Source, connection.Destination })
        {
            if (recorder.IsInside(host))
                labels!.Add(label, host, connection.Start / 1000, connection.End / 1000);
        }
    }

    void Flush()
    {
        output.Write(pending.WrittenSpan);
        pending.ResetWrittenCount();
    }
}
