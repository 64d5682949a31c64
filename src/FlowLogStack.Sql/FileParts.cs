using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Sql;

/// <summary>Finds out which files the engine can read itself: text with a header line, gzip or not, and Parquet.</summary>
/// <remarks>Gzip is decompressed once to check it, because the engine reads damaged and truncated data without an error.</remarks>
sealed class FileParts : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<FilePart?>> known = new(StringComparer.Ordinal);
    readonly List<Task> workers = [];
    volatile bool isStopped;

    /// <summary>Starts to read files, several at the same time.</summary>
    /// <param name="names">Names of the files.</param>
    internal void Begin(IReadOnlyCollection<string> names)
    {
        if (names.Count < 2 || Environment.ProcessorCount < 2)
            return;
        var waiting = new ConcurrentQueue<string>(names);
        for (var count = Math.Min(names.Count, Environment.ProcessorCount); count > 0; count--)
            workers.Add(Task.Factory.StartNew(() => ReadAll(waiting), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Returns a file that the engine can read; null for another one.</summary>
    /// <param name="name">Name of the file, or of another object.</param>
    /// <exception cref="UnreadableObjectException">The file is damaged Parquet.</exception>
    internal FilePart? Of(string name)
    {
        // The engine takes such names for patterns, which it may not expand.
        var isPattern = Path.GetFullPath(name).AsSpan().ContainsAny('[', '*', '?');
        return !isPattern && File.Exists(name) ? known.GetOrAdd(name, Later).Value : null;
    }

    /// <summary>Stops reading.</summary>
    public void Dispose()
    {
        isStopped = true;
        Task.WaitAll([.. workers]);
    }

    Lazy<FilePart?> Later(string name) => new(() => PartOf(Path.GetFullPath(name), name));

    void ReadAll(ConcurrentQueue<string> waiting)
    {
        while (!isStopped && waiting.TryDequeue(out var name))
        {
            try
            {
                // A pipe has no length, and can be opened only once.
                if (new FileInfo(name) is { Exists: true, Length: > 0 })
                    Of(name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                // The database throws it again when it adds the file.
            }
        }
    }

    FilePart? PartOf(string path, string name)
    {
        using var file = File.OpenRead(path);
        // What is read of a pipe here would be missing from the copy.
        if (!file.CanSeek)
            return null;
        var head = new byte[4];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (ParquetObject.Is(head.AsSpan(0, length)))
        {
            using var parquet = ParquetObject.OpenText(file, name);
            return FirstLine(parquet) is { } names ? FilePart.Of(path, name, names, FileKind.Parquet) : null;
        }

        var isGzip = GzipMark.Is(head);
        using Stream? plain = isGzip ? new GZipStream(file, CompressionMode.Decompress) : null;
        try
        {
            // The copy reports the damage.
            return FirstLine(plain ?? file) is { } header && ObjectHeader.Is(Encoding.UTF8.GetBytes(header), opensObject: true)
                && (!isGzip || IsIntact(file, name))
                ? FilePart.Of(path, name, header, isGzip ? FileKind.Gzip : FileKind.Text) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    bool IsIntact(FileStream file, string name)
    {
        file.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            using var bytes = new ObjectBytes(file, name);
            while (bytes.Read(buffer) > 0 && !isStopped)
            {
            }

            return true;
        }
        catch (UnreadableObjectException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static string? FirstLine(Stream text)
    {
        var bytes = new byte[8192];
        var length = text.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var end = bytes.AsSpan(0, length).IndexOf((byte)'\n');
        return end < 0 ? null : Encoding.UTF8.GetString(bytes.AsSpan(0, end)).TrimEnd('\r');
    }
}
