using System.Globalization;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Sql;

/// <summary>Flow logs in files as a table and a view of a database, as a table and a view over an archive in Athena have them.</summary>
/// <remarks>
/// <para>
/// Files of CloudTrail and S3 server access logs, which are recognized by content, become the tables <c>cloudtrail</c> and <c>s3_access_logs</c>.
/// </para>
/// <para>
/// Files of text with a header line, gzip or not, and Parquet are read by the engine itself. Everything else (JSON events, text without a header line, zstd,
/// streams) is copied to temporary Parquet files first. In text, a line is a row by position as in Athena: values that aren't numbers are NULL, and <c>-</c>
/// stays in text.
/// </para>
/// <para>
/// The partition columns are those of the layout <c>s3</c>: account and Region are those in a file's name or else of the record, and the day is that of its
/// end.
/// </para>
/// </remarks>
public sealed class FlowLogDatabase : IDisposable
{
    readonly FlowLogFormat? headerless;
    readonly List<FilePart> parts = [];
    readonly string folder = Directory.CreateTempSubdirectory("flowlogs-sql-").FullName;
    readonly ActivityTables activity;
    readonly FileParts files = new();
    int copies;

    /// <summary>Starts an empty database.</summary>
    /// <param name="headerless">Log format of text without a header line. Default: AWS's default format.</param>
    /// <param name="memoryLimit">Maximum memory, such as <c>2GB</c>. Default: null, 80% of the machine's.</param>
    /// <param name="clock">Value of <c>current_timestamp</c>. Default: the current time.</param>
    /// <exception cref="SqlException">The engine's library for this platform is missing.</exception>
    public FlowLogDatabase(FlowLogFormat? headerless = null, string? memoryLimit = null, DateTimeOffset? clock = null)
    {
        this.headerless = headerless;
        UnfinishedFiles.Add(folder);
        activity = new ActivityTables(folder);
        Engine = new SqlEngine(clock, memoryLimit);
    }

    /// <summary>The engine.</summary>
    public SqlEngine Engine { get; }

    /// <summary>Whether no object has records.</summary>
    public bool IsEmpty => parts.Count == 0 && activity.IsEmpty;

    /// <summary>The fields of all flow logs; those of AWS's default format if there are none.</summary>
    /// <exception cref="FormatException">Objects have records of VPCs and of transit gateways, which one table can't contain.</exception>
    public FlowLogFormat Format
    {
        get
        {
            if (parts.Count == 0)
                return FlowLogFormat.Default;
            if (parts.Find(part => part.Format.AppliesTo is RecordKinds.Vpc) is { } vpc
                && parts.Find(part => part.Format.AppliesTo is RecordKinds.TransitGateway) is { } gateway)
                throw new FormatException($"'{gateway.Name}' has records of a transit gateway, and '{vpc.Name}' of a VPC, and one table cannot contain both. "
                    + "Query them separately.");
            return FlowLogFormat.Of(parts.SelectMany(part => part.Format.Fields).DistinctBy(known => known.Column));
        }
    }

    /// <summary>Starts to read the headers of files that will be added, and to check those of gzip, several at the same time.</summary>
    /// <param name="names">Names of the files, as they will be added.</param>
    public void ReadAhead(IReadOnlyCollection<string> names) => files.Begin(names);

    /// <summary>Adds an object.</summary>
    /// <param name="text">The object as text; read only if the engine can't read the file.</param>
    /// <param name="name">Name of the object; the path of a file, if it is one.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason, of objects that are copied. Default: null (none).</param>
    /// <param name="isChanged">Whether the text differs from that of the file, so that the file itself can't be read. Default: false.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or neither a flow log nor an activity log.</exception>
    public void Add(Stream text, string name, Action<long, string>? rejected = null, bool isChanged = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!isChanged && files.Of(name) is { } part)
        {
            parts.Add(part);
            return;
        }

        using var content = ActivityContent.Of(text);
        if (content.Kind is ActivityKind.None)
            Copy(content, name, rejected);
        else
            activity.Add(content, name, rejected);
    }

    /// <summary>Creates a table of countries, as <see cref="CompanionTables.Countries"/> describes it, before <see cref="CreateTables"/>.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="blocks">First and last address of each block, and its country.</param>
    public void AddCountries(string table, IEnumerable<(string First, string Last, string Country)> blocks)
    {
        ArgumentNullException.ThrowIfNull(table);
        var file = Path.Combine(folder, "countries.csv");
        File.WriteAllLines(file, blocks.Select(block => $"{block.First},{block.Last},{block.Country}"));
        var columns = string.Join(", ", CompanionTables.Countries.Select(column => $"{SqlEngine.Literal(column.Name)}: 'VARCHAR'"));
        Engine.Execute($"CREATE TABLE {Quoted(table)} AS SELECT * FROM read_csv({SqlEngine.Literal(file)}, columns = {{{columns}}}, auto_detect = false, "
            + "header = false)");
    }

    /// <summary>Creates the tables and the view of flow logs, after all objects were added. The engine can read nothing else from then on.</summary>
    /// <param name="table">Name of the table; that of the view ends with <c>_view</c>.</param>
    public void CreateTables(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (parts.Count > 0)
            CreateFlowLogs(table);
        activity.Create(Engine);
        Engine.Restrict(parts.Select(part => part.Path), folder);
    }

    /// <summary>Runs a statement and writes its rows as Parquet, after <see cref="CreateTables"/>.</summary>
    /// <param name="sql">The statement; one that returns rows.</param>
    /// <param name="arguments">SQL literals for each <c>?</c>.</param>
    /// <param name="output">Receives the Parquet data; not disposed.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="SqlException">The statement is not valid, or fails.</exception>
    public long WriteParquet(string sql, IReadOnlyCollection<string> arguments, Stream output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var file = Path.Combine(folder, "result.parquet");
        var rows = Engine.WriteParquet(sql, arguments, file, cancellation);
        using var result = File.OpenRead(file);
        result.CopyTo(output);
        output.Flush();
        return rows;
    }

    /// <summary>Reads the Parquet files whole, after an error of the engine that has neither a file nor a fix.</summary>
    /// <returns>The error of the first file that is damaged; null if none is.</returns>
    public string? FindDamage()
    {
        var buffer = new byte[1 << 16];
        foreach (var part in parts.Where(part => part.Kind is FileKind.Parquet))
        {
            try
            {
                using var file = File.OpenRead(part.Path);
                using var text = ParquetObject.OpenText(file, part.Name);
                while (text.Read(buffer) > 0)
                {
                }
            }
            catch (UnreadableObjectException e)
            {
                return e.Message;
            }
        }

        return null;
    }

    /// <summary>Ends the database, and deletes temporary files.</summary>
    public void Dispose()
    {
        files.Dispose();
        Engine.Dispose();
        activity.Dispose();
        UnfinishedFiles.Delete(folder);
    }

    void CreateFlowLogs(string table)
    {
        var quoted = table.Replace("\"", "\"\"", StringComparison.Ordinal);
        var selects = parts.GroupBy(part => (part.Header, part.Kind, part.Account, part.Region)).Select(group => Select([.. group]));
        Engine.Execute($"CREATE VIEW \"{quoted}\" AS {string.Join("\nUNION ALL BY NAME\n", selects)}");
        var view = FlowLogView.Over(Format, new PartitionProjection(new S3Layout(), "files", ["any"], ["any"], null), "main", quoted, table + "_view");
        Engine.Execute($"CREATE VIEW \"{quoted}_view\" AS {view.Sql}");
    }

    void Copy(Stream text, string name, Action<long, string>? rejected)
    {
        using var reader = new FlowLogObjectReader(text, new FlowLogObjectOptions { Name = name, Format = headerless, AcceptsAnyForm = true });
        FlowLogFormat? format = null;
        FileStream? file = null;
        ParquetRecordWriter? writer = null;
        try
        {
            while (reader.Read())
            {
                if (reader.IsRejected)
                {
                    rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
                    continue;
                }

                if (writer is null || !reader.Format.Equals(format))
                {
                    Close();
                    format = reader.Format;
                    var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{copies++}.parquet"));
                    file = File.Create(path);
                    writer = new ParquetRecordWriter(file, format, ParquetCompression.Snappy);
                    parts.Add(FilePart.Of(path, name, format.ToHeaderLine(), FileKind.Parquet)!);
                }

                writer.Add(reader.Record);
            }
        }
        finally
        {
            Close();
        }

        void Close()
        {
            writer?.Finish();
            writer?.Dispose();
            file?.Dispose();
            (writer, file) = (null, null);
        }
    }

    string Select(FilePart[] group)
    {
        var first = group[0];
        var files = string.Join(", ", group.Select(part => SqlEngine.Literal(part.Path)));
        var names = first.Kind is FileKind.Parquet ? NamesIn(first.Path) : first.Format.Fields.ToDictionary(field => field.Column, field => field.Column);
        var columns = first.Format.Fields.Where(field => names.ContainsKey(field.Column)).ToArray();
        string Value(FlowField field) =>
            TypeOf(field) is "VARCHAR" && first.Kind is not FileKind.Parquet ? Quoted(names[field.Column])
            : $"TRY_CAST({Quoted(names[field.Column])} AS {TypeOf(field)})";
        var seconds = new[] { FlowField.End, FlowField.Start }.Where(columns.Contains).Select(Value).ToArray();
        string Owner(string? known, FlowField field) =>
            known is not null ? SqlEngine.Literal(known) : columns.Contains(field) ? $"NULLIF({Value(field)}, '-')" : "CAST(NULL AS VARCHAR)";
        string[] partitions =
        [
            $"{Owner(first.Account, FlowField.AccountId)} AS {PartitionProjection.Account}",
            $"{Owner(first.Region, FlowField.Region)} AS {PartitionProjection.Region}",
            (seconds.Length == 0 ? "CAST(NULL AS VARCHAR)" : $"strftime(make_timestamp(COALESCE({string.Join(", ", seconds)}) * 1000000), '%Y/%m/%d')")
                + " AS log_time",
        ];
        var source = first.Kind is FileKind.Parquet
            ? $"read_parquet([{files}])"
            : $"read_csv([{files}], columns = {{{string.Join(", ", first.Format.Fields.Select(field => $"{SqlEngine.Literal(field.Column)}: 'VARCHAR'"))}}}, "
                + "auto_detect = false, header = false, skip = 1, delim = ' ', quote = '', escape = '', "
                + $"null_padding = true, strict_mode = false, compression = '{(first.Kind is FileKind.Gzip ? "gzip" : "none")}')";
        return $"SELECT {string.Join(", ", [.. columns.Select(field => $"{Value(field)} AS {Quoted(field.Column)}"), .. partitions])} FROM {source}";
    }

    // By column of the table, the name in the file, which may have hyphens.
    Dictionary<string, string> NamesIn(string file)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Engine.Query($"DESCRIBE SELECT * FROM read_parquet({SqlEngine.Literal(file)})", _ => { }, row =>
            names.TryAdd(((string)row[0]!).Replace('-', '_'), (string)row[0]!));
        return names;
    }

    static string TypeOf(FlowField field) => field.Kind switch
    {
        FieldKind.Number => "INTEGER",
        FieldKind.Counter or FieldKind.Instant => "BIGINT",
        _ => "VARCHAR",
    };

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
