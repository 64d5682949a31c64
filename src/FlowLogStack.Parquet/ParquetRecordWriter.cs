using FlowLogStack.Records;
using Parquet;
using Parquet.Schema;

namespace FlowLogStack.Parquet;

/// <summary>Writes records of one log format as a Parquet object with the columns and types of flow logs.</summary>
/// <remarks>
/// Columns have the names of the fields with underscores; they are <c>INT32</c>, <c>INT64</c> and <c>STRING</c> by the kinds of the fields, and an
/// absent value (<c>-</c>) is null. Memory is that of one row group. Not thread-safe.
/// </remarks>
public sealed class ParquetRecordWriter : IDisposable
{
    /// <summary>Number of rows of a full row group: 131,072.</summary>
    public const int RowsPerGroup = 128 * 1024;

    readonly FlowLogFormat format;
    readonly int rowsPerGroup;
    readonly ParquetWriter writer;
    readonly DataField[] fields;
    RecordColumn[]? columns;
    int rows;
    bool isFinished;

    /// <summary>Begins an object.</summary>
    /// <param name="output">Receives the object; not disposed.</param>
    /// <param name="format">Log format of the records.</param>
    /// <param name="compression">Compression of the pages. Default: gzip.</param>
    /// <param name="rowsPerGroup">Number of rows of a row group. Default: 131,072.</param>
    public ParquetRecordWriter(Stream output, FlowLogFormat format, ParquetCompression compression = ParquetCompression.Gzip, int rowsPerGroup = RowsPerGroup)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerGroup, 1);
        (this.format, this.rowsPerGroup) = (format, rowsPerGroup);
        fields = [.. format.Fields.Select(field => new DataField(field.Column, RecordColumn.TypeOf(field), isNullable: true))];
        ParquetOptions options = new()
        {
            CompressionMethod = compression switch
            {
                ParquetCompression.Zstd => CompressionMethod.Zstd,
                ParquetCompression.Snappy => CompressionMethod.Snappy,
                ParquetCompression.None => CompressionMethod.None,
                _ => CompressionMethod.Gzip,
            },
            CompressionLevel = System.IO.Compression.CompressionLevel.Optimal,
        };
        // Most text has few values. Columns with many fall back to plain values.
        foreach (var field in fields.Where(field => field.ClrType == typeof(string)))
            options.ColumnEncodingHints[field.Name] = EncodingHint.Dictionary;
        writer = ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), output, options).GetAwaiter().GetResult();
    }

    /// <summary>Number of records so far.</summary>
    public long Records { get; private set; }

    /// <summary>Adds a record, whose fields that the object's log format lacks are left out, and whose missing ones are null.</summary>
    public void Add(FlowRecord record)
    {
        columns ??= [.. format.Fields.Select((field, position) => RecordColumn.Of(field, fields[position], rowsPerGroup))];
        var isSame = ReferenceEquals(record.Format, format) || record.Format.Equals(format);
        for (var i = 0; i < columns.Length; i++)
            columns[i].Add(isSame ? record[i] : record[format.Fields[i]]);
        Records++;
        if (++rows == rowsPerGroup)
            WriteGroup();
    }

    /// <summary>Ends the current row group, if it has rows, and releases its memory.</summary>
    public void EndGroup()
    {
        if (rows > 0)
            WriteGroup();
        columns = null;
    }

    /// <summary>Completes the object.</summary>
    public void Finish()
    {
        if (isFinished)
            return;
        isFinished = true;
        if (rows > 0)
            WriteGroup();
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Releases memory. An object that isn't finished is not valid Parquet.</summary>
    public void Dispose()
    {
        if (!isFinished)
            writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        isFinished = true;
    }

    void WriteGroup()
    {
        using (var group = writer.CreateRowGroup())
        {
            foreach (var column in columns!)
                column.Write(group);
        }

        rows = 0;
    }
}
