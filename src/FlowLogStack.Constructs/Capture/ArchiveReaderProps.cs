namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="ArchiveReader"/>.</summary>
public sealed record ArchiveReaderProps
{
    /// <summary>Archive to read.</summary>
    public required FlowLogArchive Archive { get; init; }

    /// <summary>Id of the account that reads, 12 digits.</summary>
    public required string Account { get; init; }

    /// <summary>External id that the account must send, 2 to 1,224 letters, digits and <c>_ + = , . @ : / -</c>, as the vendor states it.</summary>
    public required string ExternalId { get; init; }
}
