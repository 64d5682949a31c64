namespace FlowLogStack.Simulation;

/// <summary>A notification of a bucket about its objects that invokes a function, directly or through a queue.</summary>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Prefix">Prefix of the object keys.</param>
/// <param name="Suffix">Suffix of the object keys.</param>
sealed record NotificationDefinition(string Bucket, string Prefix, string Suffix)
{
    /// <summary>Returns whether the notification covers the objects of a flow log.</summary>
    // A narrower prefix selects accounts or days, and records of one account and time share it.
    internal bool Announces(ArchiveDefinition archive) =>
        archive.Bucket == Bucket
        && (archive.Root.StartsWith(Prefix, StringComparison.Ordinal) || Prefix.StartsWith(archive.Root, StringComparison.Ordinal))
        && (archive.IsText ? ".log.gz" : ".log.parquet").EndsWith(Suffix, StringComparison.Ordinal);
}
