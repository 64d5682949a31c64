using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Options for reading the content of an event or an object.</summary>
sealed record ContentOptions
{
    /// <summary>Maximum size of data within an event after decompression: 512 MiB.</summary>
    public const long MostBytesInEvent = 512L * 1024 * 1024;

    /// <summary>Name of the content in messages.</summary>
    public required string Name { get; init; }

    /// <summary>Log format of lines without a preceding header.</summary>
    public required FlowLogFormat Format { get; init; }

    /// <summary>Origin of the lines, unless <see cref="TakesOrigin"/>.</summary>
    public required LineOrigin Origin { get; init; }

    /// <summary>Whether the documents of CloudWatch Logs determine the origin of their lines.</summary>
    /// <remarks>Default: false, <see cref="Origin"/> is the origin.</remarks>
    public bool TakesOrigin { get; init; }

    /// <summary>Whether the content consists of documents of CloudWatch Logs only.</summary>
    /// <remarks>Default: false, lines and documents may follow one another.</remarks>
    public bool IsSubscription { get; init; }

    /// <summary>Tag of the lines in a block. Default: 0.</summary>
    public int Tag { get; init; }

    /// <summary>Maximum size of the text after decompression, in bytes.</summary>
    /// <remarks>Default: null, no limit.</remarks>
    public long? MostBytes { get; init; }

    /// <summary>Returns whether the events of a log group and log stream are read.</summary>
    /// <remarks>Default: null, all are read.</remarks>
    public Func<string, string, bool>? Accepts { get; init; }

    /// <summary>Saves log events without a line as a dead letter.</summary>
    /// <remarks>Default: null, they are only counted.</remarks>
    public ParkEvents? Park { get; init; }
}
