namespace FlowLogStack.Records;

/// <summary>How to read an object.</summary>
public sealed record FlowLogObjectOptions
{
    /// <summary>The least <see cref="MaximumLineLength"/>: room for every header and for AWS's longest records.</summary>
    public const int MinimumLineLength = 4096;

    /// <summary>The object's name, for messages.</summary>
    /// <remarks>Default: <c>object</c>.</remarks>
    public string Name { get; init; } = "object";

    /// <summary>The format of lines that no header precedes, as configured on the flow log.</summary>
    /// <remarks>Default: AWS's default format; then no header contradicts it. A header always wins over it.</remarks>
    public FlowLogFormat? Format { get; init; }

    /// <summary>The bytes a line may have; a longer one is rejected, and the first so many of its bytes are kept.</summary>
    /// <remarks>Default: 32,768. At least <see cref="MinimumLineLength"/>.</remarks>
    public int MaximumLineLength { get; init; } = 32_768;

    /// <summary>Whether every form in which flow logs are met is read, and what is no flow log is recognized.</summary>
    /// <remarks>
    /// Default: false, for what AWS delivers. True adds JSON documents of events (envelopes of CloudWatch Logs, answers of
    /// <c>aws logs</c>), <c>aws logs tail</c>, CSV, JSON records, gzip within gzip, and tabs and repeated blanks between fields.
    /// </remarks>
    public bool AcceptsAnyForm { get; init; }
}
