using System.Runtime.CompilerServices;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>Recognizes Parquet objects of flow logs, and reads them as the text of the same records.</summary>
/// <remarks>
/// The text is a header line with the names of the columns, <c>-</c> for <c>_</c>, and one line for each row in the order of the file. A null
/// and an empty value are <c>-</c>; blanks and control characters within a value are percent-encoded. So every reader of text reads Parquet.
/// </remarks>
public static class ParquetObject
{
    /// <summary>Number of bytes at the beginning of an object that <see cref="Is"/> needs.</summary>
    public const int MarkLength = ParquetMark.Length;

    /// <summary>Returns whether an object is Parquet, by its first bytes.</summary>
    /// <param name="head">At least <see cref="MarkLength"/> bytes; fewer if the object is shorter.</param>
    public static bool Is(ReadOnlySpan<byte> head) => ParquetMark.Is(head);

    /// <summary>Opens a Parquet object as text.</summary>
    /// <param name="source">
    /// The object from its first byte; not disposed. If it isn't seekable, it is copied to a temporary file, because a Parquet object ends with
    /// its directory.
    /// </param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="options">Options. Default: null, a header line and all columns.</param>
    /// <returns>
    /// The text, read by pages: memory is that of one page of each column. Its reads throw <see cref="UnreadableObjectException"/> if the object is
    /// damaged, encrypted, or has no columns of flow logs.
    /// </returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream OpenText(Stream source, string name, ParquetTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        return new ParquetText(source, name, (options ?? new ParquetTextOptions()) with { Others = FurtherCompressions.Decompress });
    }

    /// <summary>Opens an object of any kind: Parquet as text, any other one as it is.</summary>
    /// <param name="source">The object from its first byte; not disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <inheritdoc cref="OpenText" path="/returns"/>
    public static Stream Open(Stream source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Open(source, name, null);
    }

    /// <summary>Does the same for a reader that uses what is known of rows.</summary>
    /// <param name="source">The object from its first byte; not disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="rows">Receives the rows of a Parquet object with their values by number; null for none.</param>
    internal static Stream Open(Stream source, string name, KnownRows? rows)
    {
        var head = new byte[MarkLength];
        var length = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new HeadedStream(head.AsMemory(0, length), source);
        return Is(head) ? OpenText(whole, name, new ParquetTextOptions { Rows = rows }) : whole;
    }
}
