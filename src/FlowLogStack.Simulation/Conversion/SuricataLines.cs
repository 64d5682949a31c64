using System.Globalization;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The lines of Suricata's <c>eve.json</c>.</summary>
sealed class SuricataLines : CaptureLines
{
    const int MostAlerts = 100_000;

    // Alerts come before the flow they belong to; the number of flows that are open at once is bounded here.
    readonly Dictionary<long, string> alerts = [];

    internal override CaptureLine Read(string line, out CapturedConnection connection, out string problem)
    {
        connection = default;
        using var document = ParseJson(line, out problem);
        if (document is null)
            return CaptureLine.Malformed;
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object || Text(root, "event_type") is not { } type)
            return Malformed("it is not a Suricata event, because it has no 'event_type'. Use eve.json with one object a line.", out problem);
        if (type == "alert")
            Remember(root);
        return type == "flow" ? Connect(root, out connection, out problem) : CaptureLine.Other;
    }

    void Remember(JsonElement root)
    {
        if (!TryRead(root, "flow_id", out var flow) || !root.TryGetProperty("alert", out var alert) || alert.ValueKind is not JsonValueKind.Object)
            return;
        if (alerts.Count == MostAlerts)
            alerts.Clear();
        alerts.TryAdd(flow, Text(alert, "category") is { Length: > 0 } category ? category : Text(alert, "signature") ?? "alert");
    }

    CaptureLine Connect(JsonElement root, out CapturedConnection connection, out string problem)
    {
        connection = default;
        if (!root.TryGetProperty("flow", out var flow) || flow.ValueKind is not JsonValueKind.Object)
            return Malformed("its event of type 'flow' has no object 'flow'.", out problem);
        var begin = Text(flow, "start") ?? Text(root, "timestamp") ?? "";
        if (!CaptureText.TryReadTime(begin, out var start))
            return Malformed($"'flow.start' {CaptureText.Quoted(begin)} is not a time.", out problem);
        var end = start;
        if (Text(flow, "end") is { } ending && !CaptureText.TryReadTime(ending, out end))
            return Malformed($"'flow.end' {CaptureText.Quoted(ending)} is not a time.", out problem);
        if (!FlowAddress.TryParse(Text(root, "src_ip"), out var source) || !FlowAddress.TryParse(Text(root, "dest_ip"), out var destination))
            return Malformed($"'src_ip' {CaptureText.Quoted(Text(root, "src_ip") ?? "")} and 'dest_ip' {CaptureText.Quoted(Text(root, "dest_ip") ?? "")} are "
                + "not both addresses.", out problem);
        if (!CaptureText.TryReadProtocol(Text(root, "proto") ?? "", !source.IsIPv4, out var protocol))
            return Malformed($"'proto' {CaptureText.Quoted(Text(root, "proto") ?? "")} is not a protocol that is known.", out problem);
        if (!CaptureText.TryReadPort(Text(root, "src_port") ?? "0", out var sourcePort)
            || !CaptureText.TryReadPort(Text(root, "dest_port") ?? "0", out var destinationPort))
            return Malformed("its ports are not both numbers up to 65535.", out problem);
        if (!TryRead(flow, "pkts_toserver", out var packets) || !TryRead(flow, "bytes_toserver", out var bytes)
            || !TryRead(flow, "pkts_toclient", out var backPackets) || !TryRead(flow, "bytes_toclient", out var backBytes))
            return Malformed("its packets and bytes are not all whole numbers: 'flow' needs pkts_toserver, pkts_toclient, bytes_toserver and bytes_toclient.",
                out problem);

        problem = "";
        var (there, back) = (0, 0);
        var hasFlags = root.TryGetProperty("tcp", out var tcp) && tcp.ValueKind is JsonValueKind.Object && Text(tcp, "tcp_flags_ts") is not null;
        if (protocol is CapturedConnection.Tcp && hasFlags)
            (there, back) = (Bits(tcp, "tcp_flags_ts"), Bits(tcp, "tcp_flags_tc"));
        var answer = CapturedSide.Of(backPackets, backBytes, back, isServer: true);
        connection = new CapturedConnection
        {
            Start = start,
            End = Math.Max(start, end),
            Source = source,
            Destination = destination,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            Protocol = protocol,
            Forward = CapturedSide.Of(packets, bytes, there, isServer: false),
            Back = answer,
            LacksFlags = protocol is CapturedConnection.Tcp && !hasFlags,
            IsDropped = Text(flow, "action") is "drop" or "reject",
            IsAnswered = backPackets > 0 && (back == 0 || answer.FirstFlags is CapturedSide.SynAck || (back & CapturedSide.Reset) == 0),
            Label = LabelOf(root, flow),
        };
        return CaptureLine.Connection;
    }

    string? LabelOf(JsonElement root, JsonElement flow)
    {
        string? alert = null;
        if (TryRead(root, "flow_id", out var id))
            alerts.Remove(id, out alert);
        if (Labelled(Text(root, "label")) is { } label)
            return label;
        return alert ?? (flow.TryGetProperty("alerted", out var alerted) && alerted.ValueKind is JsonValueKind.True ? "alert" : null);
    }

    static int Bits(JsonElement tcp, string name) =>
        int.TryParse(Text(tcp, name), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) ? bits : 0;

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    static bool TryRead(JsonElement element, string name, out long number)
    {
        number = 0;
        return element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out number) && number >= 0;
    }
}
