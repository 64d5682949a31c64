using System.Globalization;
using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>A file of a conversion that is being written: records that wait to be sorted, and what is already written under a temporary name.</summary>
sealed class ArchiveFile : IDisposable
{
    readonly ConversionOptions options;
    readonly FlowLogFormat format;
    readonly string path;
    readonly string temporary;
    readonly FlowLogReader reader;
    readonly SortKeys sort;
    readonly List<UInt128> keys = [];
    readonly List<(int Start, int Length)> lines = [];
    byte[] bytes = [];
    int length;
    FileStream? stream;
    ParquetRecordWriter? parquet;
    GZipStream? text;
    bool isNamed;

    internal ArchiveFile(ConversionOptions options, FlowLogFormat format, string path)
    {
        (this.options, this.format, this.path) = (options, format, path);
        temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp");
        reader = new FlowLogReader(format);
        sort = new SortKeys(format, options.Sort);
    }

    /// <summary>Size of the records in memory.</summary>
    internal long Waiting { get; private set; }

    /// <summary>Number of the last record that was added, to find the file that was used least recently.</summary>
    internal long LastUse { get; set; }

    /// <summary>Adds a record. Returns by how much memory grows.</summary>
    internal long Add(FlowRecord record)
    {
        var line = record.Line;
        if (bytes.Length - length < line.Length)
            Array.Resize(ref bytes, Math.Max(Math.Max(bytes.Length * 2, 4096), length + line.Length));
        line.CopyTo(bytes.AsSpan(length));
        lines.Add((length, line.Length));
        length += line.Length;
        sort.Add(record, keys);
        var size = line.Length + 8 + (sort.Count * 16);
        Waiting += size;
        return size;
    }

    /// <summary>Sorts and writes the records that wait.</summary>
    internal void Flush()
    {
        Open();
        var order = new int[lines.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (sort.Count > 0)
            Array.Sort(order, Compare);
        foreach (var index in order)
        {
            var line = bytes.AsSpan(lines[index].Start, lines[index].Length);
            if (parquet is not null)
            {
                if (!reader.TryRead(line, out var record, out _))
                    throw new InvalidOperationException("A record that was read cannot be read again.");
                parquet.Add(record);
            }
            else
            {
                text!.Write(line);
                text.WriteByte((byte)'\n');
            }
        }

        parquet?.EndGroup();
        lines.Clear();
        keys.Clear();
        (bytes, length, Waiting) = ([], 0, 0);
    }

    /// <summary>Writes what is left, under the temporary name.</summary>
    /// <returns>Its size in bytes.</returns>
    internal long Complete()
    {
        Flush();
        parquet?.Finish();
        text?.Dispose();
        (parquet, text) = (null, null);
        var size = stream!.Length;
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        stream = null;
        return size;
    }

    /// <summary>Gives the complete file its name, in place of an earlier one.</summary>
    internal void Commit()
    {
        File.Move(temporary, path, overwrite: true);
        UnfinishedFiles.Remove(temporary);
        isNamed = true;
    }

    /// <summary>Removes the file if it has only its temporary name.</summary>
    public void Dispose()
    {
        parquet?.Dispose();
        text?.Dispose();
        stream?.Dispose();
        (parquet, text, stream) = (null, null, null);
        if (!isNamed)
            UnfinishedFiles.Delete(temporary);
    }

    // Equal keys stay in the order of the input.
    int Compare(int left, int right)
    {
        for (var i = 0; i < sort.Count; i++)
        {
            var order = keys[(left * sort.Count) + i].CompareTo(keys[(right * sort.Count) + i]);
            if (order != 0)
                return order;
        }

        return left.CompareTo(right);
    }

    void Open()
    {
        if (stream is not null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        UnfinishedFiles.Add(temporary);
        stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        if (options.Layout.FileFormat is FileFormat.Parquet)
        {
            parquet = new ParquetRecordWriter(stream, format, options.Compression);
            return;
        }

        text = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        text.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{format.ToHeaderLine()}\n")));
    }
}
