namespace FlowLogStack.Records;

/// <summary>Recognizes gzip by its first bytes.</summary>
static class GzipMark
{
    /// <summary>Number of bytes that <see cref="Is"/> needs.</summary>
    internal const int Length = 2;

    /// <summary>Returns whether an object is gzip.</summary>
    /// <param name="head">At least <see cref="Length"/> bytes; fewer if the object is shorter.</param>
    internal static bool Is(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];
}
