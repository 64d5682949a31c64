namespace FlowLogStack.Records;

/// <summary>Recognizes Parquet objects by their first bytes.</summary>
static class ParquetMark
{
    /// <summary>Number of bytes that <see cref="Is"/> needs.</summary>
    internal const int Length = 4;

    /// <summary>Returns whether an object is Parquet, encrypted or not.</summary>
    /// <param name="head">At least <see cref="Length"/> bytes; fewer if the object is shorter.</param>
    internal static bool Is(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8) || IsEncrypted(head);

    /// <summary>Returns whether an object is Parquet whose directory is encrypted.</summary>
    /// <param name="head">At least <see cref="Length"/> bytes; fewer if the object is shorter.</param>
    internal static bool IsEncrypted(ReadOnlySpan<byte> head) => head.StartsWith("PARE"u8);
}
