using System.Buffers;
using System.IO.Compression;

namespace FlowLogStack.Simulation;

/// <summary>Writes gzip files whose blocks are compressed in parallel and written in order.</summary>
/// <remarks>A block is a gzip member; readers treat several members as one stream. Small files have one.</remarks>
sealed class CompressedFiles : IDisposable
{
    const int BlockLength = 4 * 1024 * 1024;
    static readonly int MostWaiting = Environment.ProcessorCount * 2;

    readonly Queue<(Compressed File, Task<ArraySegment<byte>> Block, bool IsLast)> waiting = new();

    internal Compressed Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new Compressed(this, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1));
    }

    /// <summary>Waits until everything is written.</summary>
    internal void Finish()
    {
        while (waiting.Count > 0)
            WriteOldest();
    }

    public void Dispose()
    {
        // After a failure the rest isn't needed, but the files must be closed.
        foreach (var (file, _, _) in waiting)
            file.Stream.Dispose();
        waiting.Clear();
    }

    void Enqueue(Compressed file, ReadOnlyMemory<byte> text, bool isLast)
    {
        waiting.Enqueue((file, Task.Run(() => Compress(text)), isLast));
        if (waiting.Count > MostWaiting)
            WriteOldest();
    }

    void WriteOldest()
    {
        var (file, block, isLast) = waiting.Dequeue();
        file.Stream.Write(block.GetAwaiter().GetResult());
        if (isLast)
            file.Stream.Dispose();
    }

    static ArraySegment<byte> Compress(ReadOnlyMemory<byte> text)
    {
        var compressed = new MemoryStream(text.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(text.Span);
        return new ArraySegment<byte>(compressed.GetBuffer(), 0, (int)compressed.Length);
    }

    /// <summary>One file.</summary>
    internal sealed class Compressed(CompressedFiles files, Stream stream)
    {
        ArrayBufferWriter<byte> block = new();

        internal Stream Stream { get; } = stream;

        internal long Length { get; private set; }

        internal void WriteLine(ReadOnlySpan<byte> line)
        {
            block.Write(line);
            block.Write("\n"u8);
            Length += line.Length + 1;
            if (block.WrittenCount < BlockLength)
                return;
            files.Enqueue(this, block.WrittenMemory, isLast: false);
            block = new ArrayBufferWriter<byte>(BlockLength + FlowLogLine);
        }

        internal void Close() => files.Enqueue(this, block.WrittenMemory, isLast: true);

        const int FlowLogLine = 4096;
    }
}
