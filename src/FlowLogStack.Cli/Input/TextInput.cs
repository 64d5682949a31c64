using System.Runtime.CompilerServices;
using FlowLogStack.Parquet;
using FlowLogStack.Records;
using FlowLogStack.Simulation;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace FlowLogStack.Cli;

/// <summary>An input as text: decompressed if it starts with a zstd frame, converted if it is Parquet, and otherwise passed on unchanged.</summary>
/// <param name="source">The input from its first byte; not disposed.</param>
/// <param name="name">Name of the input in messages.</param>
/// <param name="use">What the verb uses of the input.</param>
sealed class TextInput(Stream source, string name, InputUse use) : ForwardOnlyStream, IRowSource
{
    readonly TextEnd textEnd = new();
    Stream? text;
    Stream? parquet;
    MemberEnds? frames;
    bool isCompressed;

    /// <inheritdoc/>
    public KnownRows? Rows { get; private set; }

    /// <summary>Returns whether an input is Parquet that can be read again from its first byte.</summary>
    internal static bool IsParquet(Stream source)
    {
        if (!source.CanSeek)
            return false;
        var head = new byte[ParquetMark.Length];
        source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        source.Position = 0;
        return ParquetMark.Is(head);
    }

    public override int Read(Span<byte> buffer)
    {
        if (text is null)
            Open();
        return isCompressed ? Decompress(buffer) : text!.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && (isCompressed || parquet is not null))
            text?.Dispose();
        if (disposing)
            parquet?.Dispose();
        base.Dispose(disposing);
    }

    void Open()
    {
        var head = new byte[4];
        var length = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        text = new HeadedStream(head.AsMemory(0, length), source);
        // Skippable frames may precede the first frame.
        isCompressed = head.AsSpan().StartsWith(MemberEnds.Zstd) || head is [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18];
        if (isCompressed)
            Decompress();
        else if (ParquetMark.Is(head))
            OpenParquet();
    }

    // Separate methods, so that a library is loaded only if it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Decompress() => text = new DecompressionStream(frames = new MemberEnds([], text!, MemberEnds.Zstd), leaveOpen: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    void OpenParquet()
    {
        var whole = ((HeadedStream)text!).Rewind() ?? text!;
        Rows = use.TakesLines ? null : new KnownRows();
        parquet = ParquetObject.OpenText(whole, name, new ParquetTextOptions { HasHeader = !use.TakesLines, Fields = use.Fields, Rows = Rows });
        // One thread decodes while the other reads.
        text = new ReadAheadStream(parquet, name, Rows);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int Decompress(Span<byte> buffer)
    {
        textEnd.ThrowIfFailed();
        try
        {
            return textEnd.Pass(buffer[..text!.Read(buffer)]);
        }
        catch (EndOfStreamException e)
        {
            throw new UnreadableObjectException(name, $"{name}: its zstd data was cut short, so records are missing at its end. Fetch the object again.", e);
        }
        catch (ZstdException e)
        {
            // A frame whose checksum alone is wrong is whole, unless another follows.
            return textEnd.Fail(new UnreadableObjectException(name, $"{name}: its zstd data is damaged, or needs more than 128 MB of memory. Fetch the object "
                + "again, or compress it without '--long'.", e), e.Code is ZSTD_ErrorCode.ZSTD_error_checksum_wrong && frames!.ReadByte() < 0, buffer);
        }
    }
}
