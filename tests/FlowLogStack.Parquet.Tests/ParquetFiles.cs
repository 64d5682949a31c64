using System.Text;
using DuckDB.NET.Data;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

/// <summary>The same lines as Parquet objects of two writers.</summary>
static class ParquetFiles
{
    /// <summary>Written by the writer of this project, on Parquet.Net.</summary>
    internal static byte[] Ours(FlowLogFormat format, IEnumerable<string> lines, ParquetCompression compression = ParquetCompression.Gzip,
        int rowsPerGroup = ParquetRecordWriter.RowsPerGroup)
    {
        using var bytes = new MemoryStream();
        using (var writer = new ParquetRecordWriter(bytes, format, compression, rowsPerGroup))
        {
            var reader = new FlowLogReader(format);
            foreach (var line in lines)
            {
                Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out var record, out _), line);
                writer.Add(record);
            }

            writer.Finish();
        }

        return bytes.ToArray();
    }

    /// <summary>Written by DuckDB, with the types of AWS's objects.</summary>
    internal static byte[] DuckDb(FlowLogFormat format, IEnumerable<string> lines, string options = "COMPRESSION gzip")
    {
        var text = Path.GetTempFileName();
        try
        {
            File.WriteAllText(text, string.Concat(lines.Select(line => line + "\n")));
            var columns = string.Join(", ", format.Fields.Select(field =>
                $"'{field.Column}': '{(field.Kind is FieldKind.Number ? "INTEGER" : field.IsNumeric ? "BIGINT" : "VARCHAR")}'"));
            return Select($"SELECT * FROM read_csv('{text}', columns = {{{columns}}}, auto_detect = false, header = false, delim = ' ', quote = '', escape = "
                + "'', nullstr = '-')", options);
        }
        finally
        {
            File.Delete(text);
        }
    }

    /// <summary>The rows of a query, written by DuckDB.</summary>
    internal static byte[] Select(string query, string options = "COMPRESSION gzip", string before = "")
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".parquet");
        try
        {
            using (var connection = new DuckDBConnection("DataSource=:memory:"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = $"SET threads = 1; {before} COPY ({query}) TO '{file}' (FORMAT parquet, {options})";
                command.ExecuteNonQuery();
            }

            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Written by hand: a column <c>srcport</c> with one page, whose header states a number of rows that the page lacks.</summary>
    internal static byte[] WithPageOf(int rows)
    {
        // Fields of Thrift's compact protocol: the distance to the last id, the type, and the value.
        byte[] count = Zigzag(rows);
        byte[] page = [0x15, 0, 0x15, 0, 0x15, 0, 0x2C, 0x15, .. count, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
        byte[] schema = [0x48, 4, .. "root"u8, 0x15, 2, 0, 0x15, 2, 0x25, 0, 0x18, 7, .. "srcport"u8, 0];
        byte[] chunk = [0x26, 8, 0x1C, 0x15, 2, 0x35, 0, 0x16, .. count, 0x26, .. Zigzag(page.Length), 0x26, 8, 0, 0];
        byte[] directory = [0x15, 2, 0x19, 0x2C, .. schema, 0x16, .. count, 0x19, 0x1C, 0x19, 0x1C, .. chunk, 0x26, .. count, 0, 0];
        return [.. "PAR1"u8, .. page, .. directory, .. BitConverter.GetBytes(directory.Length), .. "PAR1"u8];
    }

    static byte[] Zigzag(int number)
    {
        var bytes = new List<byte>();
        var rest = (uint)number << 1;
        for (; rest > 127; rest >>= 7)
            bytes.Add((byte)(rest | 128));
        return [.. bytes, (byte)rest];
    }

    internal static string TextOf(byte[] parquet, ParquetTextOptions? options = null) => TextOf(new MemoryStream(parquet), options);

    internal static string TextOf(Stream parquet, ParquetTextOptions? options = null)
    {
        using var text = new StreamReader(ParquetObject.OpenText(parquet, "x.parquet", options), new UTF8Encoding(false));
        return text.ReadToEnd();
    }
}
