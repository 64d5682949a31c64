using System.Globalization;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A log entry of Google's VPC flow logs.</summary>
/// <remarks>The mapping of its values is in docs/google.md.</remarks>
sealed class GoogleEntry
{
    static readonly string[] Ends = ["src_instance", "dest_instance", "src_vpc", "dest_vpc", "src_gateway", "dest_gateway"];
    static readonly string[] SmallNumbers = ["src_port", "dest_port", "protocol"];

    readonly JsonElement payload;
    readonly JsonElement connection;
    readonly JsonElement labels;

    GoogleEntry(JsonElement payload, JsonElement connection, JsonElement labels)
    {
        (this.payload, this.connection, this.labels) = (payload, connection, labels);
        Reporter = Text(payload, "reporter") switch
        {
            "SRC" => GoogleReporter.Source,
            "DEST" => GoogleReporter.Destination,
            "SRC_GATEWAY" => GoogleReporter.SourceGateway,
            "DEST_GATEWAY" => GoogleReporter.DestinationGateway,
            _ => GoogleReporter.Unknown,
        };
    }

    /// <summary>The end that reported the flow.</summary>
    internal GoogleReporter Reporter { get; }

    /// <summary>Whether the packets were dropped.</summary>
    internal bool IsDropped => Text(payload, "disposition") is "DROPPED";

    /// <summary>Whether the entry names the network or machine of an end.</summary>
    internal bool HasMetadata =>
        Ends.Any(name => Has(payload, name));

    /// <summary>Whether another end, which this entry names, reports the same flow, and its entry is the one to keep.</summary>
    /// <remarks>Of the ends that are named, the first one is kept: source, destination, gateway of the source. A drop is reported by one end only.</remarks>
    internal bool IsOtherEnd => !IsDropped && Reporter switch
    {
        GoogleReporter.Destination => Has(payload, "src_instance"),
        GoogleReporter.SourceGateway => Has(payload, "src_instance") || Has(payload, "dest_instance"),
        GoogleReporter.DestinationGateway => Has(payload, "src_instance") || Has(payload, "dest_instance") || Has(payload, "src_gateway"),
        _ => false,
    };

    /// <summary>The subnet that reported the flow; null if the entry doesn't name it.</summary>
    internal string? OwnSubnet => Reporter switch
    {
        GoogleReporter.Source => SubnetOf("src_vpc"),
        GoogleReporter.Destination => SubnetOf("dest_vpc"),
        _ => null,
    };

    /// <summary>The subnet whose entry is kept instead of this one; null if the entry doesn't name it.</summary>
    internal string? KeptSubnet => Has(payload, "src_instance") ? SubnetOf("src_vpc") : Has(payload, "dest_instance") ? SubnetOf("dest_vpc") : null;

    bool IsOfSource => Reporter is not (GoogleReporter.Destination or GoogleReporter.DestinationGateway);

    /// <summary>Returns the flow of a log entry.</summary>
    /// <param name="entry">The log entry.</param>
    /// <param name="problem">What is wrong with the entry; null if it is of another log.</param>
    /// <returns>Null if the entry has a problem, or is of another log.</returns>
    internal static GoogleEntry? Of(JsonElement entry, out string? problem)
    {
        problem = null;
        var isFlowLog = Text(entry, "logName")?.EndsWith("vpc_flows", StringComparison.Ordinal);
        if (isFlowLog == false)
            return null;
        if (!TryGet(entry, "jsonPayload", out var payload) || !TryGet(payload, "connection", out var connection))
        {
            problem = isFlowLog is null ? null : "the log entry has no 'jsonPayload.connection'. Export VPC flow logs with their whole payload.";
            return null;
        }

        var labels = TryGet(entry, "resource", out var resource) && TryGet(resource, "labels", out var found) ? found : default;
        return new GoogleEntry(payload, connection, labels);
    }

    /// <summary>Adds the values of the fields of <see cref="GoogleFlowLogs.Format"/>, in its order.</summary>
    /// <param name="line">Receives the values.</param>
    /// <returns>What is wrong with a value; null if nothing is.</returns>
    internal string? WriteTo(GoogleLine line)
    {
        var (source, destination) = (Text(connection, "src_ip"), Text(connection, "dest_ip"));
        if (!FlowAddress.TryParse(source, out var address))
            return NotAddress("src_ip", source);
        if (!FlowAddress.TryParse(destination, out _))
            return NotAddress("dest_ip", destination);
        if (Seconds("start_time", "end_time") is not { } start || Seconds("end_time", "start_time") is not { } end)
            return $"'start_time' is not a time: '{Text(payload, "start_time") ?? Text(payload, "end_time")}'. Use RFC 3339, such as "
                + "2026-01-05T10:00:00.123456789Z.";
        foreach (var name in SmallNumbers)
        {
            if (Text(connection, name) is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value <= ushort.MaxValue))
                return $"'connection.{name}' must be a number up to 65535, but is '{text}'.";
        }

        var counts = IsDropped ? ("packets_dropped", "bytes_dropped") : ("packets_sent", "bytes_sent");
        foreach (var name in new[] { counts.Item1, counts.Item2 })
        {
            if (Text(payload, name) is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return $"'{name}' must be a whole number, but is '{text}'.";
        }

        var side = IsOfSource ? "src" : "dest";
        line.Add(GoogleFlowLogs.Version);
        line.Add(Side(side, "vpc", "project_id") ?? Side(side, "instance", "project_id") ?? Side(side, "gateway", "project_id") ?? Text(labels, "project_id"));
        line.Add(null);
        line.Add(source);
        line.Add(destination);
        line.Add(Text(connection, "src_port"));
        line.Add(Text(connection, "dest_port"));
        line.Add(Text(connection, "protocol"));
        line.Add(Text(payload, counts.Item1));
        line.Add(Text(payload, counts.Item2));
        line.Add(start.ToString(CultureInfo.InvariantCulture));
        line.Add(end.ToString(CultureInfo.InvariantCulture));
        line.Add(IsDropped ? "REJECT" : "ACCEPT");
        line.Add("OK");
        line.Add(Side(side, "vpc", "vpc_name"));
        line.Add(Side(side, "vpc", "subnetwork_name") ?? Text(labels, "subnetwork_name"));
        line.Add(Side(side, "instance", "vm_name"));
        line.Add(address.IsIPv4 ? "IPv4" : "IPv6");
        line.Add(Side(side, "instance", "region") ?? RegionOf(Side(side, "instance", "zone") ?? Side(side, "gateway", "location") ?? Text(labels, "location")));
        line.Add(Reporter is GoogleReporter.Unknown ? null : IsOfSource ? "egress" : "ingress");
        line.Add(IsDropped ? Text(payload, "drop_reason") : null);
        return null;
    }

    static string NotAddress(string name, string? text) => $"'connection.{name}' is not an IP address: '{text}'.";

    // A zone is a Region and a letter, such as us-central1-b.
    static string? RegionOf(string? location) => location is [.., '-', >= 'a' and <= 'z'] ? location[..^2] : location;

    static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind is JsonValueKind.Object;
    }

    static bool Has(JsonElement element, string name) => TryGet(element, name, out _);

    // Google writes 64-bit numbers as text.
    static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    string? Side(string side, string group, string name) => TryGet(payload, $"{side}_{group}", out var found) ? Text(found, name) : null;

    string? SubnetOf(string vpc) =>
        TryGet(payload, vpc, out var found) && Text(found, "subnetwork_name") is { } subnet
            ? string.Join('/', new[] { Text(found, "project_id"), Text(found, "vpc_name"), subnet }.OfType<string>()) : null;

    long? Seconds(string name, string otherName) =>
        DateTimeOffset.TryParse(Text(payload, name) ?? Text(payload, otherName), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.ToUnixTimeSeconds() is >= 0 and var seconds ? seconds
                : null;
}
