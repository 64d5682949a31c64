using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A line that goes on to the outputs, and what is known of it.</summary>
readonly ref struct ProcessedLine
{
    /// <summary>The line, without what surrounds it.</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>The line as a record; not to be touched when <see cref="Rejection"/> says why it is none.</summary>
    public FlowRecord Record { get; init; }

    /// <summary>Why the line is no record; <see cref="RejectionReason.None"/> when it is one.</summary>
    public Rejection Rejection { get; init; }

    /// <summary>The format the line was read with.</summary>
    public required FlowLogFormat Format { get; init; }

    /// <summary>When the line was logged, in milliseconds since 1970; 0 when its source does not say.</summary>
    public long Timestamp { get; init; }

    /// <summary>The record of a Firehose event that the line belongs to.</summary>
    public int Tag { get; init; }

    /// <summary>What EC2 knows of the interface; null when it was not asked, or knows nothing.</summary>
    public InterfaceFacts? Facts { get; init; }

    /// <summary>Why EC2 could not be asked; null when it could, or was not.</summary>
    public string? EnrichmentError { get; init; }

    /// <summary>Which way the traffic went.</summary>
    public Direction Direction { get; init; }

    /// <summary>Whether the line is a record.</summary>
    public bool IsRecord => Rejection.Reason is RejectionReason.None;
}
