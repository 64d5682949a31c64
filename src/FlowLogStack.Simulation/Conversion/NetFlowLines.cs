using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The lines of NetFlow or IPFIX as CSV under a row of names.</summary>
sealed class NetFlowLines : CaptureLines
{
    const string Summary = "Summary";
    const int FirstDropped = 128;
    const int FirstConsumed = 192;
    const string Denied = "3";

    static readonly NetFlowColumn[] Needed = [NetFlowColumn.Start, NetFlowColumn.Source, NetFlowColumn.Destination, NetFlowColumn.Protocol,
        NetFlowColumn.Packets, NetFlowColumn.Bytes];

    readonly Dictionary<NetFlowColumn, List<(int Index, double? Unit)>> columns = [];
    int width;
    bool isSummary;

    internal override CaptureLine Read(string line, out CapturedConnection connection, out string problem)
    {
        (connection, problem) = (default, "");
        // nfdump ends with totals, and files that were joined go on with another header.
        if (line.TrimEnd() is Summary)
        {
            isSummary = true;
            return CaptureLine.Other;
        }

        var cells = CsvRows.Split(Encoding.UTF8.GetBytes(line));
        if (cells is not null && TryReadHeader(cells))
            return CaptureLine.Other;
        if (columns.Count == 0)
            throw new FormatException("its first line does not name the columns that are needed: start, source, destination, protocol, packets and bytes. Use "
                + "'nfdump -o csv', names of IPFIX information elements, or names of flow log fields.");
        if (isSummary || line[0] == '#')
            return CaptureLine.Other;
        if (cells is null || cells.Count != width)
        {
            problem = cells is null
                ? "a quotation mark is not closed, or is followed by text."
                : string.Create(CultureInfo.InvariantCulture, $"it has {cells.Count} columns, and the row of names has {width}.");
            return CaptureLine.Malformed;
        }

        return Connect(cells, out connection, out problem);
    }

    bool TryReadHeader(List<string> cells)
    {
        var known = new Dictionary<NetFlowColumn, List<(int Index, double? Unit)>>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (!NetFlowColumns.TryGet(cells[i], out var column))
                continue;
            if (!known.TryGetValue(column, out var indices))
                known.Add(column, indices = []);
            indices.Add((i, NetFlowColumns.UnitOf(cells[i])));
        }

        if (!Array.TrueForAll(Needed, known.ContainsKey))
            return false;
        columns.Clear();
        foreach (var (column, indices) in known)
            columns.Add(column, indices);
        width = cells.Count;
        isSummary = false;
        return true;
    }

    CaptureLine Connect(List<string> cells, out CapturedConnection connection, out string problem)
    {
        connection = default;
        if (!TryReadTime(cells, NetFlowColumn.Start, out var start))
            return Malformed(cells, NetFlowColumn.Start, "is not a time. Use seconds or milliseconds since 1970, or a date and time in UTC", out problem);
        var end = start;
        if (Value(cells, NetFlowColumn.End) is { Length: > 0 })
        {
            if (!TryReadTime(cells, NetFlowColumn.End, out end))
                return Malformed(cells, NetFlowColumn.End, "is not a time. Use seconds or milliseconds since 1970, or a date and time in UTC", out problem);
        }
        else if (Value(cells, NetFlowColumn.Duration) is { Length: > 0 } text)
        {
            if (!CaptureText.TryReadSeconds(text, out var duration))
                return Malformed(cells, NetFlowColumn.Duration, "is not a number of seconds", out problem);
            end = start + (columns[NetFlowColumn.Duration][0].Unit is 1 ? duration / 1000 : duration);
        }

        if (!FlowAddress.TryParse(Address(cells, NetFlowColumn.Source), out var source))
            return Malformed(cells, NetFlowColumn.Source, "is not an address", out problem);
        if (!FlowAddress.TryParse(Address(cells, NetFlowColumn.Destination), out var destination))
            return Malformed(cells, NetFlowColumn.Destination, "is not an address", out problem);
        if (!CaptureText.TryReadProtocol(Value(cells, NetFlowColumn.Protocol)!, !source.IsIPv4, out var protocol))
            return Malformed(cells, NetFlowColumn.Protocol, "is not a known protocol. Use its number", out problem);
        // In place of the destination port, nfdump writes ICMP's type and code, as in 8.0.
        var hasPorts = protocol is CapturedConnection.Tcp or CapturedConnection.Udp or CapturedConnection.Sctp;
        var (sourcePort, destinationPort) = (0, 0);
        if (hasPorts && !CaptureText.TryReadPort(Value(cells, NetFlowColumn.SourcePort) ?? "0", out sourcePort))
            return Malformed(cells, NetFlowColumn.SourcePort, "is not a port. Use a number up to 65535", out problem);
        if (hasPorts && !CaptureText.TryReadPort(Value(cells, NetFlowColumn.DestinationPort) ?? "0", out destinationPort))
            return Malformed(cells, NetFlowColumn.DestinationPort, "is not a port. Use a number up to 65535", out problem);
        foreach (var column in new[] { NetFlowColumn.Packets, NetFlowColumn.Bytes, NetFlowColumn.ReversePackets, NetFlowColumn.ReverseBytes })
        {
            if (!TryReadCount(cells, column, out _))
                return Malformed(cells, column, "is not a whole number", out problem);
        }

        problem = "";
        var (flags, back) = protocol is CapturedConnection.Tcp ? (Flags(cells, NetFlowColumn.Flags), Flags(cells, NetFlowColumn.ReverseFlags)) : (0, 0);
        // A flow of one direction does not contain who opened the connection: the side with the lower port is the server.
        var isServer = sourcePort < destinationPort;
        connection = new CapturedConnection
        {
            Start = start,
            End = Math.Max(start, end),
            Source = source,
            Destination = destination,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            Protocol = protocol,
            Forward = CapturedSide.Of(Count(cells, NetFlowColumn.Packets), Count(cells, NetFlowColumn.Bytes), flags, isServer),
            Back = CapturedSide.Of(Count(cells, NetFlowColumn.ReversePackets), Count(cells, NetFlowColumn.ReverseBytes), back, isServer: true),
            IsDropped = IsDropped(cells),
            LacksFlags = protocol is CapturedConnection.Tcp && !columns.ContainsKey(NetFlowColumn.Flags),
            IsAnswered = !columns.ContainsKey(NetFlowColumn.ReversePackets) || CapturedSide.IsAnswer(Count(cells, NetFlowColumn.ReversePackets), back),
            Label = Labelled(Value(cells, NetFlowColumn.DetailedLabel), Value(cells, NetFlowColumn.Label)),
        };
        return CaptureLine.Connection;
    }

    bool IsDropped(List<string> cells) =>
        (int.TryParse(Value(cells, NetFlowColumn.ForwardingStatus), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= FirstDropped and < FirstConsumed)
        || Value(cells, NetFlowColumn.FirewallEvent) is Denied
        || Value(cells, NetFlowColumn.Action)?.ToUpperInvariant() is "REJECT" or "DROP" or "DENY";

    string? Value(List<string> cells, NetFlowColumn column) => columns.TryGetValue(column, out var indices) ? cells[indices[0].Index].Trim() : null;

    // IPv4 and IPv6 may have a column each, of which one is empty or all zeros.
    string? Address(List<string> cells, NetFlowColumn column)
    {
        var indices = columns[column];
        var found = indices.Find(entry => cells[entry.Index].Trim() is not ("" or "0.0.0.0" or "::" or "-"));
        return cells[found == default ? indices[0].Index : found.Index].Trim();
    }

    bool TryReadTime(List<string> cells, NetFlowColumn column, out long milliseconds)
    {
        milliseconds = 0;
        if (Value(cells, column) is not { Length: > 0 } text)
            return false;
        if (columns[column][0].Unit is { } unit && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            number *= unit;
            milliseconds = (long)Math.Min(number, 1e18);
            return milliseconds <= FlowRecord.LastMillisecond;
        }

        return CaptureText.TryReadTime(text, out milliseconds);
    }

    bool TryReadCount(List<string> cells, NetFlowColumn column, out long count)
    {
        count = 0;
        return Value(cells, column) is not { Length: > 0 } text || CaptureText.TryReadCount(text, out count);
    }

    long Count(List<string> cells, NetFlowColumn column) => TryReadCount(cells, column, out var count) ? count : 0;

    // A number, in hexadecimal with 0x, or letters as in ...AP.SF.
    int Flags(List<string> cells, NetFlowColumn column)
    {
        var text = Value(cells, column) ?? "";
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) ? bits : 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        return (text.Contains('F', StringComparison.Ordinal) ? CapturedSide.Fin : 0)
            | (text.Contains('S', StringComparison.Ordinal) ? CapturedSide.Syn : 0)
            | (text.Contains('R', StringComparison.Ordinal) ? CapturedSide.Reset : 0)
            | (text.Contains('A', StringComparison.Ordinal) ? CapturedSide.Ack : 0);
    }

    CaptureLine Malformed(List<string> cells, NetFlowColumn column, string what, out string problem)
    {
        problem = $"the {column switch { NetFlowColumn.Source => "source", NetFlowColumn.Destination => "destination", _ => column.ToString() }} "
            + $"{CaptureText.Quoted(Value(cells, column) ?? "")} {what}.";
        return CaptureLine.Malformed;
    }
}
