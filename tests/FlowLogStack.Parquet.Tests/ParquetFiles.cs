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

    internal static string TextOf(byte[] parquet, ParquetTextOptions? options = null) => TextOf(new MemoryStream(parquet), options);

    internal static string TextOf(Stream parquet, ParquetTextOptions? options = null)
    {
        using var text = new StreamReader(ParquetObject.OpenText(parquet, "x.parquet", options), new UTF8Encoding(false));
        return text.ReadToEnd();
    }
}
