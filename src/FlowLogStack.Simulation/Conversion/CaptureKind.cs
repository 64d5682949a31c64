namespace FlowLogStack.Simulation;

/// <summary>The kinds of connection logs that <see cref="CaptureConverter"/> reads.</summary>
public enum CaptureKind
{
    /// <summary>Zeek's <c>conn.log</c>, as tab-separated values with <c>#fields</c> or as JSON lines, with or without columns of labels.</summary>
    Zeek,

    /// <summary>Suricata's <c>eve.json</c>: events of type <c>flow</c>, and <c>alert</c> for labels.</summary>
    Suricata,

    /// <summary>NetFlow or IPFIX as CSV with a header row: <c>nfdump -o csv</c>, names of IPFIX information elements, or names of flow log fields.</summary>
    NetFlow,
}
