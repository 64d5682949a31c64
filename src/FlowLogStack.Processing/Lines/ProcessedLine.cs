using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A line on its way to the outputs, with its record and attributes.</summary>
readonly ref struct ProcessedLine
{
    /// <summary>Text of the line, without its envelope.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>The line as a record; valid only if <see cref="IsRecord"/>.</summary>
    public FlowRecord Record { get; init; }

    /// <summary>Reason why the line is malformed; <see cref="RejectionReason.None"/> if it is a record.</summary>
    public Rejection Rejection { get; init; }

    /// <summary>Log format of the line.</summary>
    public required FlowLogFormat Format { get; init; }

    /// <summary>Time of the log event in milliseconds since 1970; 0 if the source has none.</summary>
    public long Timestamp { get; init; }

    /// <summary>Index of the Firehose record that contains the line.</summary>
    public int Tag { get; init; }

    /// <summary>Attributes of the network interface from EC2; null if they are unknown or were not requested.</summary>
    public InterfaceFacts? Facts { get; init; }

    /// <summary>Error code of the request to EC2; null if it succeeded or was not made.</summary>
    public string? EnrichmentError { get; init; }

    /// <summary>Direction of the traffic.</summary>
    public Direction Direction { get; init; }

    /// <summary>Whether the line is a record.</summary>
    public bool IsRecord => Rejection.Reason is RejectionReason.None;
}
