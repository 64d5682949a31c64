using System.Runtime.CompilerServices;
using FlowLogStack.Records;
using ZstdSharp;

namespace FlowLogStack.Cli;

/// <summary>An input that is decompressed if it starts with a zstd frame, and otherwise passed on unchanged.</summary>
sealed class ZstandardInput(Stream source, string name) : ForwardOnlyStream
{
    Stream? text;
    bool isCompressed;

    public override int Read(Span<byte> buffer)
    {
        if (text is null)
            Open();
        return isCompressed ? Decompress(buffer) : text!.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && isCompressed)
            text?.Dispose();
        base.Dispose(disposing);
    }

    void Open()
    {
        var head = new byte[4];
        var length = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        text = new Headed(head[..length], source);
        // Skippable frames may precede the first frame.
        isCompressed = head is [0x28, 0xB5, 0x2F, 0xFD] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18];
        if (isCompressed)
            text = Decompressing(text);
    }

    // A separate method, so that the library is loaded only if it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static DecompressionStream Decompressing(Stream compressed) => new(compressed, leaveOpen: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    int Decompress(Span<byte> buffer)
    {
        try
        {
            return text!.Read(buffer);
        }
        catch (EndOfStreamException e)
        {
            throw new UnreadableObjectException(name, $"{name}: its zstd data was cut short, so records are missing at its end. Fetch the object again.", e);
        }
        catch (ZstdException e)
        {
            throw new UnreadableObjectException(name, $"{name}: its zstd data is damaged, or needs more than 128 MB of memory. Fetch the object again, or compress it without '--long'.", e);
        }
    }

    sealed class Headed(byte[] head, Stream rest) : ForwardOnlyStream
    {
        int served;

        public override int Read(Span<byte> buffer)
        {
            if (served == head.Length)
                return rest.Read(buffer);
            var count = Math.Min(head.Length - served, buffer.Length);
            head.AsSpan(served, count).CopyTo(buffer);
            served += count;
            return count;
        }
    }
}
