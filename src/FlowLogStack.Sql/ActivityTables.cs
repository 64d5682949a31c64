using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Sql;

/// <summary>The activity logs of a database: files of CloudTrail and S3 server access logs as the rows of their tables in Athena.</summary>
/// <param name="folder">Folder for temporary files.</param>
sealed class ActivityTables(string folder) : IDisposable
{
    const int SampleLength = 60;

    // The bounds of the JSON reader, with room for the escapes of JSON text within JSON.
    const int MostObjectBytes = 16 * LogEventReader.MaximumMessageLength;

    readonly SortedDictionary<ActivityKind, Rows> tables = [];

    /// <summary>Whether no object has records.</summary>
    internal bool IsEmpty => tables.Count == 0;

    /// <summary>Adds an object.</summary>
    /// <param name="content">The object.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="rejected">Callback with the number of each malformed record and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged.</exception>
    internal void Add(ActivityContent content, string name, Action<long, string>? rejected)
    {
        var kind = content.Kind;
        if (!tables.TryGetValue(kind, out var rows))
            tables[kind] = rows = new Rows(Path.Combine(folder, kind + ".ndjson"));
        using var reader = new LogEventReader(content, name);
        while (reader.Read())
        {
            if (reader.IsMalformed || reader.IsTooLong || !(kind is ActivityKind.CloudTrail ? rows.TryAddCall(reader.Message)
                : rows.TryAddRequest(reader.Message)))
            {
                var what = kind is ActivityKind.CloudTrail ? "a record of CloudTrail" : "a record of an S3 server access log";
                var sample = Encoding.UTF8.GetString(reader.Message[..Math.Min(reader.Message.Length, SampleLength)]);
                rejected?.Invoke(reader.LineNumber, $"it is not {what}: '{sample}…'. Fetch the object again.");
            }
        }
    }

    /// <summary>Creates the tables, after all objects were added.</summary>
    internal void Create(SqlEngine engine)
    {
        foreach (var (kind, rows) in tables)
        {
            rows.Dispose();
            var (name, columns, partitions) = kind is ActivityKind.CloudTrail
                ? (CloudTrailFormat.TableName,
                CloudTrailFormat.Columns, $"recipientaccountid AS {PartitionProjection.Account}, awsregion AS {PartitionProjection.Region}, "
                    + $"replace(substr(eventtime, 1, 10), '-', '/') AS {PartitionProjection.Time}")
                : (AccessLogFormat.TableName,
                ActivityProjection.ColumnsOf(kind), $"CAST(NULL AS VARCHAR) AS {PartitionProjection.Account}, CAST(NULL AS VARCHAR) "
                    + $"AS {PartitionProjection.Region}, "
                    + $"bucket_name AS {AccessLogFormat.BucketPartition}, strftime(strptime(requestdatetime, '%d/%b/%Y:%H:%M:%S %z'), '%Y/%m/%d') "
                    + $"AS {PartitionProjection.Time}");
            engine.Execute($"CREATE VIEW \"{name}\" AS SELECT *, {partitions} FROM {Source(rows.Path, columns)}");
        }
    }

    public void Dispose()
    {
        foreach (var rows in tables.Values)
            rows.Dispose();
    }

    /// <summary>Returns SQL for rows of JSON with the types of columns.</summary>
    internal static string Source(string path, ImmutableArray<GlueColumn> columns) =>
        $"read_json({SqlEngine.Literal(path)}, format = 'newline_delimited', maximum_object_size = {MostObjectBytes}, "
        + $"columns = {{{string.Join(", ", columns.Select(column => $"'{column.Name}': {SqlEngine.Literal(TypeOf(HiveType.Parse(column.Type)))}"))}}})";

    static string TypeOf(HiveType type) => type switch
    {
        HiveType.Text => "VARCHAR",
        HiveType.BigInt => "BIGINT",
        HiveType.List(var item) => TypeOf(item) + "[]",
        HiveType.Map(var value) => $"MAP(VARCHAR, {TypeOf(value)})",
        HiveType.Struct(var members) => $"STRUCT({string.Join(", ", members.Select(member => $"\"{member.Name}\" {TypeOf(member.Type)}"))})",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type."),
    };

    sealed class Rows : IDisposable
    {
        readonly FileStream file;
        readonly Utf8JsonWriter writer;

        internal Rows(string path)
        {
            Path = path;
            file = File.Create(path);
            writer = new Utf8JsonWriter(file);
        }

        internal string Path { get; }

        public void Dispose()
        {
            writer.Dispose();
            file.Dispose();
        }

        internal bool TryAddCall(ReadOnlySpan<byte> message)
        {
            try
            {
                var reader = new Utf8JsonReader(message);
                using var record = JsonDocument.ParseValue(ref reader);
                if (record.RootElement.ValueKind is not JsonValueKind.Object)
                    return false;
                CloudTrailRow.Write(record.RootElement, writer);
                End();
                return true;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                writer.Reset();
                return false;
            }
        }

        internal bool TryAddRequest(ReadOnlySpan<byte> line)
        {
            if (!AccessLogRecord.TryParse(Encoding.UTF8.GetString(line), out var record))
                return false;
            record!.WriteRow(writer);
            End();
            return true;
        }

        void End()
        {
            writer.Flush();
            writer.Reset();
            file.WriteByte((byte)'\n');
        }
    }
}
