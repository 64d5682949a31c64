namespace FlowLogStack.Records;

/// <summary>The names of the metrics that a processor function publishes, as dashboards, alarms and the simulation read them.</summary>
static class ProcessorMetrics
{
    /// <summary>The default namespace.</summary>
    public const string DefaultNamespace = "FlowLogStack";

    /// <summary>The dimension of all metrics.</summary>
    public const string FunctionDimension = "FunctionName";

    /// <summary>The second dimension of metrics by direction.</summary>
    public const string DirectionDimension = "Direction";

    /// <summary>The value of that dimension for flows from an external address to an internal one.</summary>
    public const string Inbound = "inbound";

    /// <summary>The value of that dimension for flows from an internal address to an external one.</summary>
    public const string Outbound = "outbound";

    /// <summary>The value of that dimension for flows between internal addresses.</summary>
    public const string Internal = "internal";

    /// <summary>The value of that dimension for all other flows.</summary>
    public const string Unknown = "unknown";

    /// <summary>All values of that dimension.</summary>
    public static IReadOnlyList<string> Directions { get; } = [Inbound, Outbound, Internal, Unknown];

    /// <summary>The member with the security group of a log line that counts its flows. It is not a dimension.</summary>
    public const string SecurityGroupMember = "SecurityGroup";

    /// <summary>Lines read, including malformed lines.</summary>
    public const string Records = "Records";

    /// <summary>Malformed lines.</summary>
    public const string RejectedLines = "RejectedLines";

    /// <summary>Records that a filter or sampling dropped.</summary>
    public const string DroppedRecords = "DroppedRecords";

    /// <summary>Records that an output accepted.</summary>
    public const string DeliveredRecords = "DeliveredRecords";

    /// <summary>Records saved as dead letters. A dead letter counts as at least one.</summary>
    public const string ParkedRecords = "ParkedRecords";

    /// <summary>Bytes of the lines read.</summary>
    public const string Bytes = "Bytes";

    /// <summary>Bytes that outputs accepted.</summary>
    public const string BytesDelivered = "BytesDelivered";

    /// <summary>Records whose network interface is unknown.</summary>
    public const string EnrichMisses = "EnrichMisses";

    /// <summary>Calls to EC2 that failed.</summary>
    public const string EnrichErrors = "EnrichErrors";

    /// <summary>Objects whose header differs from the configured log format.</summary>
    public const string FormatMismatches = "FormatMismatches";

    /// <summary>Events of the function's own log group or its own objects.</summary>
    public const string RefusedLoops = "RefusedLoops";

    /// <summary>Attempts after the first.</summary>
    public const string Retries = "Retries";

    /// <summary>The duration of deliveries in milliseconds.</summary>
    public const string DeliveryLatency = "DeliveryLatency";

    /// <summary>Accepted flows, by direction.</summary>
    public const string AcceptedFlows = "AcceptedFlows";

    /// <summary>Bytes of accepted flows, by direction.</summary>
    public const string AcceptedBytes = "AcceptedBytes";

    /// <summary>Rejected flows, by direction.</summary>
    public const string RejectedFlows = "RejectedFlows";

    /// <summary>Bytes of rejected flows, by direction.</summary>
    public const string RejectedBytes = "RejectedBytes";
}
