using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Reads exported log entries of Google's VPC flow logs as the text of flow log records, across all inputs of a run.</summary>
/// <remarks>
/// <para>
/// Entries are JSON objects, one on each line as in Cloud Storage, or elements of an array as <c>gcloud logging read --format json</c> prints them; gzip or
/// not. Entries of other logs are ignored. docs/google.md has the mapping of the values.
/// </para>
/// <para>
/// Both ends report a flow, each in an entry of its own. By default, the entry of one end becomes a record: that of the source if the entry names its virtual
/// machine, otherwise that of the destination, otherwise that of the gateway of the source. Dropped packets are reported by one end, and always become a
/// record.
/// </para>
/// </remarks>
/// <param name="keepsBothEnds">Whether the entries of both ends become records, as of both network interfaces in AWS. Default: false.</param>
sealed class GoogleFlowLogs(bool keepsBothEnds = false)
{
    const int MostSubnets = 100_000;

    readonly HashSet<string> reporting = new(StringComparer.Ordinal);
    readonly HashSet<string> expected = new(StringComparer.Ordinal);

    /// <summary>The log format of the records.</summary>
    public static FlowLogFormat Format { get; } = FlowLogFormat.Of(
    [
        .. FlowLogFormat.Default.Fields, FlowField.VpcId, FlowField.SubnetId, FlowField.InstanceId, FlowField.Type, FlowField.Region, FlowField.FlowDirection,
        FlowField.RejectReason,
    ]);

    /// <summary>The value of the field <c>version</c>: the version of the newest field of <see cref="Format"/>, as in AWS.</summary>
    internal const string Version = "8";

    /// <summary>Number of records.</summary>
    public long Records { get; private set; }

    /// <summary>Number of entries that are not records, because the other end of their flow reports it.</summary>
    public long OtherEnds { get; private set; }

    /// <summary>Number of entries of other logs.</summary>
    public long OtherEntries { get; private set; }

    /// <summary>Number of records of a source and of a destination whose entries don't name their ends, so that flows within the network count twice.</summary>
    public (long Sources, long Destinations) WithoutMetadata { get; private set; }

    /// <summary>Subnets of which no entry was read, although entries of the other end were left out in favor of theirs.</summary>
    public IEnumerable<string> SilentSubnets => expected.Except(reporting).Order(StringComparer.Ordinal);

    /// <summary>Opens an object with log entries as text of flow log records.</summary>
    /// <param name="source">The object, gzip or not; not disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="hasHeader">Whether the first line contains the names of the fields. Default: true.</param>
    /// <param name="malformed">Callback with the line number of each malformed entry and the reason. Default: null (none).</param>
    /// <returns>The text. Its reads throw <see cref="UnreadableObjectException"/> if the object is damaged or isn't JSON.</returns>
    public Stream OpenText(Stream source, string name, bool hasHeader = true, Action<long, string>? malformed = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        return new GoogleText(this, source, name, hasHeader, malformed);
    }

    /// <summary>Adds a log entry.</summary>
    /// <param name="json">The entry.</param>
    /// <param name="line">Receives the record.</param>
    /// <returns>What is wrong with the entry; null if nothing is.</returns>
    internal string? Add(ReadOnlyMemory<byte> json, GoogleLine line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            return $"the JSON object is not valid: {JsonFault.ReasonOf(e)} Export its log entry again.";
        }

        using (document)
        {
            if (GoogleEntry.Of(document.RootElement, out var problem) is not { } entry)
            {
                OtherEntries += problem is null ? 1 : 0;
                return problem;
            }

            return Add(entry, line);
        }
    }

    string? Add(GoogleEntry entry, GoogleLine line)
    {
        Remember(reporting, entry.OwnSubnet);
        if (!keepsBothEnds && entry.IsOtherEnd)
        {
            Remember(expected, entry.KeptSubnet);
            OtherEnds++;
            return null;
        }

        if (entry.WriteTo(line) is { } wrong)
            return wrong;
        line.End();
        Records++;
        if (!keepsBothEnds && !entry.IsDropped && !entry.HasMetadata)
        {
            WithoutMetadata = (WithoutMetadata.Sources + (entry.Reporter is GoogleReporter.Source ? 1 : 0),
                WithoutMetadata.Destinations + (entry.Reporter is GoogleReporter.Destination ? 1 : 0));
        }

        return null;
    }

    static void Remember(HashSet<string> subnets, string? subnet)
    {
        if (subnet is not null && subnets.Count < MostSubnets)
            subnets.Add(subnet);
    }
}
