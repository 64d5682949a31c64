using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The estimate of a query on files: size, time, and whether Athena is the better place for it.</summary>
/// <param name="TextBytes">Size of text objects as they are stored, in bytes.</param>
/// <param name="ParquetBytes">Size of Parquet objects, in bytes.</param>
/// <param name="Files">Number of objects.</param>
/// <param name="IsRemote">Whether objects are in a bucket.</param>
sealed record QueryEstimate(long TextBytes, long ParquetBytes, long Files, bool IsRemote)
{
    // Measured with a GROUP BY over 10 million records, in bytes as stored for each second of CPU time: docs/performance.md has the run.
    const double TextBytesPerSecond = 22e6;
    const double ParquetBytesPerSecond = 180e6;
    // Assumed low, so that the command for Athena is printed rather too early than too late.
    const double RemoteBytesPerSecond = 50e6;
    const int LongestSeconds = 120;

    /// <summary>Names of the files that are not in a bucket.</summary>
    internal IReadOnlyCollection<string> LocalFiles { get; init; } = [];

    /// <summary>The size of all objects in bytes.</summary>
    internal long Bytes => TextBytes + ParquetBytes;

    /// <summary>The expected time.</summary>
    internal TimeSpan Time => TimeSpan.FromSeconds((TextBytes / TextBytesPerSecond) + (ParquetBytes / ParquetBytesPerSecond)
        + (IsRemote ? Bytes / RemoteBytesPerSecond : 0));

    /// <summary>Whether the query would take more than two minutes here.</summary>
    internal bool IsForAthena => Time.TotalSeconds > LongestSeconds;

    /// <summary>Returns the estimate, and the command for Athena.</summary>
    /// <param name="query">The query's name, or <c>--sql</c> and the statement.</param>
    internal string Advice(string query) => string.Create(CultureInfo.InvariantCulture,
        $"The query reads {Bytes / 1e9:0.0} GB in {Files:N0} files, about {Math.Ceiling(Time.TotalMinutes):0} minutes on two cores. Athena scans an "
            + $"archive of that size in seconds, for about {AthenaPrice.Of(Bytes):0.00} USD: flowlogs query {query} --workgroup WORKGROUP "
            + $"--database DATABASE");
}
