namespace FlowLogStack.Simulation;

/// <summary>A bucket's announcement of its objects, which leads to a function, directly or through a queue.</summary>
/// <param name="Bucket">The name of the bucket.</param>
/// <param name="Prefix">What the keys announced begin with.</param>
/// <param name="Suffix">What they end with.</param>
sealed record NotificationDefinition(string Bucket, string Prefix, string Suffix)
{
    const string Ending = ".log.gz";

    /// <summary>Whether it announces the objects of a flow log.</summary>
    // A narrower prefix picks accounts or days, which records of one account and time have in common.
    internal bool Announces(ArchiveDefinition archive) =>
        archive.Bucket == Bucket
        && (archive.Root.StartsWith(Prefix, StringComparison.Ordinal) || Prefix.StartsWith(archive.Root, StringComparison.Ordinal))
        && (!archive.IsText || Ending.EndsWith(Suffix, StringComparison.Ordinal));
}
