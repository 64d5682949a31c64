using System.Globalization;
using System.Net;
using System.Text;
using Amazon.CloudWatchLogs.Model;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Finds the records of the rehearsal's connections among those of the target's interface.</summary>
sealed class RehearsalRecords(Deployed deployed, RehearsalTarget target, FlowLogDefinition flowLog, RehearsalOptions options)
{
    const string Filter = "logs:FilterLogEvents";

    // The start of a record is in whole seconds, and the clocks of two machines differ.
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    readonly FlowLogReader reader = new(flowLog.Format);

    /// <summary>Returns the fields by which a connection is recognized.</summary>
    internal static IReadOnlyList<FlowField> FieldsFor(RehearsalOptions options) =>
        options.Sources.Count > 0 ? [FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort] : [FlowField.SrcPort, FlowField.DstPort];

    internal async Task<IReadOnlyList<RehearsalRecord>> FindAsync(IReadOnlyList<Knock> knocks, DateTimeOffset began, CancellationToken cancellation)
    {
        var terms = options.Sources.Count > 0 ? options.Sources.Select(source => source.ToString())
            : knocks.Select(knock => knock.LocalPort.ToString(CultureInfo.InvariantCulture));
        var pattern = string.Join(' ', terms.Select(term => $"?\"{term}\""));
        var events = await ServiceCall.AllAsync<FilteredLogEvent>(Filter, async next =>
        {
            var page = await deployed.Services.Logs.FilterLogEventsAsync(
                new FilterLogEventsRequest
                {
                    LogGroupName = flowLog.LogGroup,
                    LogStreamNamePrefix = target.InterfaceId,
                    StartTime = (began - Margin).ToUnixTimeMilliseconds(),
                    FilterPattern = pattern,
                    NextToken = next,
                },
                cancellation).ConfigureAwait(false);
            return (page.Events, page.NextToken);
        }).ConfigureAwait(false);
        return [.. events.Select(item => RecordOf(item, knocks, began)).OfType<RehearsalRecord>().OrderBy(record => record.At)];
    }

    RehearsalRecord? RecordOf(FilteredLogEvent item, IReadOnlyList<Knock> knocks, DateTimeOffset began)
    {
        if (item.Message is not { } text || item.Timestamp is not { } at)
            return null;
        var message = Encoding.UTF8.GetBytes(text);
        if (!reader.TryReadMessage(message, out var record, out _) || !IsOurs(record, knocks)
            || (record.Format.Contains(FlowField.End) && record.TryGetInstant(FlowField.End, out var end) && end < began - Margin))
            return null;
        var action = record.Format.Contains(FlowField.Action) ? Encoding.UTF8.GetString(record[FlowField.Action]) : "";
        return new RehearsalRecord(message, DateTimeOffset.FromUnixTimeMilliseconds(at),
            item.IngestionTime is { } arrived ? DateTimeOffset.FromUnixTimeMilliseconds(arrived) : null, item.LogStreamName ?? target.InterfaceId, action);
    }

    bool IsOurs(FlowRecord record, IReadOnlyList<Knock> knocks)
    {
        if (record.Format.Contains(FlowField.Protocol) && record.TryGetInt32(FlowField.Protocol, out var protocol) && protocol != 6)
            return false;
        if (!record.TryGetInt32(FlowField.SrcPort, out var from) || !record.TryGetInt32(FlowField.DstPort, out var to))
            return false;
        return (to == target.Port && IsClient(record, FlowField.SrcAddr, from, knocks)) || (from == target.Port && IsClient(record, FlowField.DstAddr, to, knocks));
    }

    bool IsClient(FlowRecord record, FlowField address, int port, IReadOnlyList<Knock> knocks) => options.Sources.Count == 0
        ? knocks.Any(knock => knock.LocalPort == port)
        : IPAddress.TryParse(Encoding.UTF8.GetString(record[address]), out var client) && options.Sources.Contains(client);
}
