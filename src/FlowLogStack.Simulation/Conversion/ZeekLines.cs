using System.Globalization;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The lines of Zeek's <c>conn.log</c>.</summary>
sealed class ZeekLines : CaptureLines
{
    const string Separator = "#separator ";
    const string LabelGap = "   ";
    const int TcpHeaders = 40;
    const int UdpHeaders = 28;

    static readonly string[] Needed = ["ts", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto"];

    readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    char separator = '\t';
    string unset = "-";
    int width;
    bool hasJoinedLabels;

    internal override CaptureLine Read(string line, out CapturedConnection connection, out string problem)
    {
        (connection, problem) = (default, "");
        if (line[0] == '#')
        {
            ReadHeader(line);
            return CaptureLine.Other;
        }

        Func<string, string?> value;
        if (line[0] == '{')
        {
            if (!TryReadJson(line, out var values, out problem))
                return CaptureLine.Malformed;
            value = name => values.GetValueOrDefault(name);
        }
        else
        {
            if (columns.Count == 0)
            {
                problem = "no '#fields' line is above it, so the columns are unknown. Keep the lines that begin with '#', or write Zeek's logs as JSON.";
                return CaptureLine.Malformed;
            }

            var cells = Cells(line);
            if (cells.Length != width)
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"it has {cells.Length} columns, and '#fields' has {width}. Compare it with the log "
                    + $"that Zeek wrote.");
                return CaptureLine.Malformed;
            }

            value = name => columns.TryGetValue(name, out var column) && cells[column] != unset ? cells[column] : null;
        }

        return Connect(value, out connection, out problem);
    }

    void ReadHeader(string line)
    {
        if (line.StartsWith(Separator, StringComparison.Ordinal))
        {
            var text = line[Separator.Length..].Trim();
            separator = text.StartsWith(@"\x", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : text.Length == 1
                ? text[0] : '\t';
            return;
        }

        var parts = line.Split(separator);
        switch (parts[0])
        {
            case "#unset_field" when parts.Length > 1:
                unset = parts[1];
                break;
            case "#path" when parts.Length > 1 && parts[1] != "conn":
                throw new FormatException($"it is Zeek's log '{parts[1]}', which has no packets and bytes. Use conn.log.");
            case "#fields":
                hasJoinedLabels = parts[^1].Contains(LabelGap, StringComparison.Ordinal);
                var names = hasJoinedLabels ? [.. parts[..^1], .. SplitLabels(parts[^1])] : parts;
                columns.Clear();
                for (var i = 1; i < names.Length; i++)
                    columns[names[i].Trim()] = i - 1;
                width = names.Length - 1;
                if (Needed.Where(name => !columns.ContainsKey(name)).ToList() is { Count: > 0 } missing)
                    throw new FormatException($"its '#fields' lacks {string.Join(", ", missing)}. Use Zeek's conn.log with these columns.");
                break;
        }
    }

    // Labelled logs in circulation join their last columns with three blanks instead of the separator.
    string[] Cells(string line)
    {
        var cells = line.Split(separator);
        return hasJoinedLabels ? [.. cells[..^1], .. SplitLabels(cells[^1])] : cells;
    }

    static string[] SplitLabels(string text) => text.Split(LabelGap, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static bool TryReadJson(string line, out Dictionary<string, string> values, out string problem)
    {
        values = new(StringComparer.Ordinal);
        problem = "";
        using var document = ParseJson(line, out problem);
        if (document is null)
            return false;
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            problem = "it is not a JSON object. Use one object a line.";
            return false;
        }

        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                values[property.Name.StartsWith("id_", StringComparison.Ordinal) ? "id." + property.Name[3..] : property.Name] = property.Value.ToString();
        }

        if (values.GetValueOrDefault("_path") is { } path && path != "conn")
        {
            problem = $"it is of Zeek's log {CaptureText.Quoted(path)}. Use the lines of conn.log.";
            return false;
        }

        return true;
    }

    static CaptureLine Connect(Func<string, string?> value, out CapturedConnection connection, out string problem)
    {
        connection = default;
        if (Needed.FirstOrDefault(name => value(name) is null) is { } missing)
            return Malformed($"it has no '{missing}'. Use the lines of conn.log.", out problem);
        if (!CaptureText.TryReadTime(value("ts")!, out var start))
            return Malformed($"'ts' {CaptureText.Quoted(value("ts")!)} is not a time. Write seconds since 1970 or ISO 8601.", out problem);
        var duration = 0L;
        if (value("duration") is { } length && !CaptureText.TryReadSeconds(length, out duration))
            return Malformed($"'duration' {CaptureText.Quoted(length)} is not a number of seconds.", out problem);
        if (!FlowAddress.TryParse(value("id.orig_h"), out var source))
            return Malformed($"'id.orig_h' {CaptureText.Quoted(value("id.orig_h")!)} is not an address.", out problem);
        if (!FlowAddress.TryParse(value("id.resp_h"), out var destination))
            return Malformed($"'id.resp_h' {CaptureText.Quoted(value("id.resp_h")!)} is not an address.", out problem);
        if (!CaptureText.TryReadPort(value("id.orig_p")!, out var sourcePort) || !CaptureText.TryReadPort(value("id.resp_p")!, out var destinationPort))
            return Malformed($"its ports {CaptureText.Quoted(value("id.orig_p")!)} and {CaptureText.Quoted(value("id.resp_p")!)} are not both numbers "
                + "up to 65535.", out problem);
        if (!CaptureText.TryReadProtocol(value("proto")!, !source.IsIPv4, out var protocol)
            && !CaptureText.TryReadProtocol(value("ip_proto") ?? "", !source.IsIPv4, out protocol))
        {
            // Zeek counts fragments and unknown transports together.
            problem = "";
            return value("proto") is "unknown_transport" ? CaptureLine.Other
                : Malformed($"'proto' {CaptureText.Quoted(value("proto")!)} is not a protocol that is known. Use tcp, udp, icmp or a number in 'ip_proto'.",
                out problem);
        }

        var state = value("conn_state") ?? "";
        var history = value("history") ?? HistoryOf(state);
        if (!TryReadSide(value, "orig", protocol, history, isOriginator: true, out var forward)
            || !TryReadSide(value, "resp", protocol, history, isOriginator: false, out var back))
            return Malformed("its packets and bytes are not whole numbers.", out problem);
        problem = "";
        connection = new CapturedConnection
        {
            Start = start,
            End = start + duration,
            Source = source,
            Destination = destination,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            Protocol = protocol,
            Forward = forward,
            Back = back,
            IsAnswered = protocol is CapturedConnection.Tcp ? history.AsSpan().IndexOfAny('h', 'd') >= 0 : back.Packets > 0,
            LacksFlags = protocol is CapturedConnection.Tcp && history.Length == 0,
            Label = Labelled(value("detailed-label") ?? value("detailed_label"), value("label")),
        };
        return CaptureLine.Connection;
    }

    static bool TryReadSide(Func<string, string?> value, string side, int protocol, string history, bool isOriginator, out CapturedSide read)
    {
        read = default;
        var hasSent = isOriginator || history.AsSpan().IndexOfAnyInRange('a', 'z') >= 0;
        if (!TryReadCount(value(side + "_bytes"), 0, out var payload) || !TryReadCount(value(side + "_pkts"), hasSent || payload > 0 ? 1 : 0, out var packets))
            return false;
        // Without the bytes of packets, headers of IPv4 and of the protocol come on top of the payload.
        var header = protocol is CapturedConnection.Tcp ? TcpHeaders : UdpHeaders;
        if (!TryReadCount(value(side + "_ip_bytes"), payload + (packets * header), out var bytes))
            return false;
        var (first, last) = protocol is CapturedConnection.Tcp ? FlagsOf(history, isOriginator) : default;
        read = new CapturedSide(packets, bytes, first, last);
        return true;
    }

    static bool TryReadCount(string? text, long otherwise, out long count)
    {
        count = otherwise;
        return text is null or "" || CaptureText.TryReadCount(text, out count);
    }

    static (byte First, byte Last) FlagsOf(string history, bool isOriginator)
    {
        var (syn, handshake, fin, reset) = isOriginator ? ('S', 'H', 'F', 'R') : ('s', 'h', 'f', 'r');
        var first = history.Contains(handshake, StringComparison.Ordinal) ? CapturedSide.SynAck : history.Contains(syn, StringComparison.Ordinal)
            ? CapturedSide.Syn : (byte)0;
        var last = (history.Contains(fin, StringComparison.Ordinal) ? CapturedSide.Fin : 0) | (history.Contains(reset, StringComparison.Ordinal)
            ? CapturedSide.Reset : 0);
        return (first, (byte)last);
    }

    // The letters that a history has at least in each state.
    static string HistoryOf(string state) => state switch
    {
        "S0" => "S",
        "S1" => "Sh",
        "SF" => "ShFf",
        "REJ" => "Sr",
        "S2" => "ShF",
        "S3" => "Shf",
        "RSTO" => "ShR",
        "RSTR" => "Shr",
        "RSTOS0" => "SR",
        "RSTRH" => "hr",
        "SH" => "SF",
        "SHR" => "hf",
        _ => "",
    };
}
