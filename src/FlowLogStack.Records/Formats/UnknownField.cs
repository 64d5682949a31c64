namespace FlowLogStack.Records;

/// <summary>A field that flow logs don't have: its probable meaning, and the nearest fields that exist.</summary>
public static class UnknownField
{
    // Common names of fields that don't exist, and the nearest fields, by the words of a name.
    static readonly (string[] Words, string Note)[] Absent =
    [
        (["loss", "lost", "drop", "dropped", "drops", "retransmit", "retransmits"],
            "VPC flow logs don't record packet loss. Transit gateway records have 'packets-lost-no-route', 'packets-lost-blackhole', "
                + "'packets-lost-mtu-exceeded' and 'packets-lost-ttl-expired'"),
        (["latency", "rtt", "delay", "jitter", "duration", "elapsed"], "Flow logs don't record latency. 'start' and 'end' are the times of the first and last "
            + "packet in the aggregation interval"),
        (["payload", "content", "body", "url", "uri", "host", "hostname", "sni", "http", "method", "query", "domain", "header"],
            "Flow logs don't record the content of packets. The nearest fields are 'dstaddr', 'dstport' and 'pkt-dst-aws-service'"),
        (["rule", "acl", "nacl", "group", "groups", "sg"], "Flow logs don't record the rule that accepted or rejected a flow. The nearest fields are 'action' "
            + "and 'reject-reason'"),
        (["country", "city", "geo", "asn", "location"], "Flow logs don't record locations. Look up 'pkt-srcaddr' or 'srcaddr'"),
        (["user", "username", "principal", "identity", "role", "process", "pid"], "Flow logs don't record users or processes. The nearest fields are "
            + "'interface-id' and 'instance-id'"),
        (["mac", "vlan", "ethernet"], "Flow logs don't record link-layer addresses. The nearest field is 'interface-id'"),
        (["time", "timestamp", "date", "datetime"], "The times of a record are 'start' and 'end'"),
    ];

    /// <summary>A sentence or two about a name that is not the name of a field: what flow logs have in its place; null when nothing is near.</summary>
    /// <param name="name">The name.</param>
    public static string? Describe(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Nearest.To(name, FlowField.Catalogue.Select(field => field.Name)) is { } nearest)
            return $"Did you mean '{nearest}'?";
        var words = Words(name);
        foreach (var (known, note) in Absent)
        {
            if (words.Any(known.Contains))
                return note + ".";
        }

        // Fields that share a word, as source-port and srcport do not, but vpc and vpc-id do.
        var near = FlowField.Catalogue.Where(field => Words(field.Name)
            .Any(part => words.Any(word => word.Length > 2 && (part.StartsWith(word, StringComparison.Ordinal)
            || word.StartsWith(part, StringComparison.Ordinal) && part.Length > 2)))).Select(field => $"'{field.Name}'").Take(3).ToList();
        return near.Count == 0 ? null : $"The nearest field{(near.Count == 1 ? " is" : "s are")} {string.Join(", ", near)}.";
    }

    static string[] Words(string name) => name.ToLowerInvariant().Split(['-', '_', ' ', '.'], StringSplitOptions.RemoveEmptyEntries);
}
