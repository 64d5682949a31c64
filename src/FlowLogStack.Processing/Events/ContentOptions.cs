using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>How the content of an event or an object is read.</summary>
sealed record ContentOptions
{
    /// <summary>The bytes that the text of data within an event may have.</summary>
    public const long MostBytesInEvent = 512L * 1024 * 1024;

    /// <summary>What messages call the content.</summary>
    public required string Name { get; init; }

    /// <summary>The format of lines that no header precedes.</summary>
    public required FlowLogFormat Format { get; init; }

    /// <summary>Where the lines come from, unless <see cref="TakesOrigin"/>.</summary>
    public required LineOrigin Origin { get; init; }

    /// <summary>Whether the documents of CloudWatch Logs name where their lines come from.</summary>
    /// <remarks>Default: false, the container of the documents does.</remarks>
    public bool TakesOrigin { get; init; }

    /// <summary>Whether the content is documents of CloudWatch Logs and nothing else.</summary>
    /// <remarks>Default: false, lines and documents may follow one another.</remarks>
    public bool IsSubscription { get; init; }

    /// <summary>What marks the lines in a block.</summary>
    public int Tag { get; init; }

    /// <summary>The bytes that the text may have after decompression.</summary>
    /// <remarks>Default: null, as many as there are.</remarks>
    public long? MostBytes { get; init; }

    /// <summary>Whether the events of a log group and log stream are read.</summary>
    /// <remarks>Default: null, all are.</remarks>
    public Func<string, string, bool>? Accepts { get; init; }

    /// <summary>Keeps log events that hold no line.</summary>
    /// <remarks>Default: null, they are counted.</remarks>
    public ParkEvents? Park { get; init; }
}
