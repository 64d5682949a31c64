namespace FlowLogStack.Records;

/// <summary>Options for reading an object.</summary>
public sealed record FlowLogObjectOptions
{
    /// <summary>Minimum of <see cref="MaximumLineLength"/>: 4,096 bytes, enough for every header and for AWS's longest records.</summary>
    public const int MinimumLineLength = 4096;

    /// <summary>Name of the object in messages.</summary>
    /// <remarks>Default: <c>object</c>.</remarks>
    public string Name { get; init; } = "object";

    /// <summary>Log format of lines without a preceding header, as configured on the flow log.</summary>
    /// <remarks>Default: null, AWS's default format, which no header contradicts. A header always has priority.</remarks>
    public FlowLogFormat? Format { get; init; }

    /// <summary>Maximum length of a line in bytes. A longer line is malformed, and its first bytes up to the maximum are kept.</summary>
    /// <remarks>Default: 32,768. At least <see cref="MinimumLineLength"/>.</remarks>
    public int MaximumLineLength { get; init; } = 32_768;

    /// <summary>Whether all known forms of flow logs are read, and other content is recognized.</summary>
    /// <remarks>
    /// Default: false, only the forms that AWS delivers. True adds JSON documents of events (envelopes of CloudWatch Logs, output of
    /// <c>aws logs</c>), <c>aws logs tail</c>, CSV, JSON records, gzip within gzip, and tabs and repeated blanks between fields.
    /// </remarks>
    public bool AcceptsAnyForm { get; init; }
}
