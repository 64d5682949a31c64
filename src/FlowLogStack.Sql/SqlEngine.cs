using System.Globalization;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace FlowLogStack.Sql;

/// <summary>An embedded DuckDB, in memory, that has Trino's functions and the type <c>IPADDRESS</c>, so that a query for Athena runs with its text
/// unchanged.</summary>
/// <remarks>
/// <para>
/// The functions are macros in <c>trino.sql</c>, and those of addresses are here. What differs: Trino returns an error for a comparison of text with a number
/// and for a <c>CAST</c> of text that isn't an address, but this returns a value; <c>contains</c> is only that of blocks and addresses; <c>approx_distinct</c>
/// and <c>approx_percentile</c> are exact; <c>xxhash64</c> has other values.
/// </para>
/// <para>It installs and loads no extensions, so it never uses the network. One statement at a time; not thread-safe.</para>
/// </remarks>
public sealed class SqlEngine : IDisposable
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    readonly DuckDBConnection connection;

    /// <summary>Starts an empty database.</summary>
    /// <param name="clock">Value of <c>now()</c> and <c>current_timestamp</c>. Default: the current time.</param>
    /// <param name="memoryLimit">Maximum memory, such as <c>2GB</c>; beyond it, temporary files are used. Default: null, 80% of the machine's.</param>
    /// <exception cref="SqlException">The engine's library for this platform is missing.</exception>
    public SqlEngine(DateTimeOffset? clock = null, string? memoryLimit = null)
    {
        connection = Open();
        connection.RegisterScalarFunction<string, string>("address_number", (input, output, rows) => Map(input, output, rows, SqlAddresses.Number));
        connection.RegisterScalarFunction<string, string>("address_hex", (input, output, rows) => Map(input, output, rows, SqlAddresses.Hex));
        connection.RegisterScalarFunction<string, string, bool>("block_contains", BlockContains);
        using (var stream = typeof(SqlEngine).Assembly.GetManifestResourceStream("trino.sql")!)
        using (var text = new StreamReader(stream))
            Execute(text.ReadToEnd());
        Execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET allow_community_extensions = false;");
        Execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 500;");
        if (memoryLimit is not null)
            Execute($"SET memory_limit = {Literal(memoryLimit)}");
        SetClock(clock ?? DateTimeOffset.UtcNow);
    }

    /// <summary>Callback with the share of a statement that is done, in percent, up to its first row; on another thread. Default: null, none.</summary>
    public Action<double>? Progressed { get; set; }

    /// <summary>Sets the value of <c>now()</c> and <c>current_timestamp</c>.</summary>
    public void SetClock(DateTimeOffset clock) =>
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET VARIABLE clock = TIMESTAMPTZ '{clock.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'"));

    /// <summary>Denies every file that isn't in a list, and each further change of the configuration.</summary>
    /// <param name="files">Paths of files that statements may read.</param>
    /// <param name="folder">Folder for temporary files.</param>
    public void Restrict(IEnumerable<string> files, string folder) => Execute(
        $"SET temp_directory = {Literal(folder)}; SET allowed_directories = [{Literal(folder)}]; "
        + $"SET allowed_paths = [{string.Join(", ", files.Select(Literal))}]; "
        + "SET enable_external_access = false; SET lock_configuration = true");

    /// <summary>Runs one or more statements without results.</summary>
    /// <exception cref="SqlException">A statement is not valid.</exception>
    public void Execute(string sql) => Query(sql, _ => { }, _ => { });

    /// <summary>Runs one or more statements and returns the rows of the last one.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="open">Receives the columns.</param>
    /// <param name="take">Receives the values of each row; null for SQL's NULL. The array is used again.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <exception cref="SqlException">A statement is not valid, or fails.</exception>
    /// <exception cref="OperationCanceledException">The statement was stopped.</exception>
    public void Query(string sql, Action<IReadOnlyList<SqlColumn>> open, Action<object?[]> take, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(take);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using var stop = cancellation.Register(command.Cancel);
        try
        {
            using var reader = Start(command);
            var hasResult = true;
            while (hasResult)
            {
                // Only the last result is of interest.
                var columns = Enumerable.Range(0, reader.FieldCount).Select(index => new SqlColumn(reader.GetName(index), TypeOf(reader, index))).ToArray();
                open(columns);
                var values = new object?[columns.Length];
                while (reader.Read())
                {
                    for (var i = 0; i < values.Length; i++)
                        values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                    take(values);
                }

                hasResult = reader.NextResult();
            }
        }
        catch (DuckDBException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (DuckDBException e)
        {
            throw new SqlException(e.Message, e);
        }
    }

    /// <summary>Runs a statement with <c>?</c> in it.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">SQL literals for each <c>?</c>, such as <c>443</c> or <c>'10.0.0.1'</c>.</param>
    /// <param name="open">Receives the columns.</param>
    /// <param name="take">Receives the values of each row; null for SQL's NULL. The array is used again.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <exception cref="SqlException">The statement is not valid, or fails.</exception>
    /// <exception cref="OperationCanceledException">The statement was stopped.</exception>
    public void Query(string sql, IReadOnlyCollection<string> arguments, Action<IReadOnlyList<SqlColumn>> open, Action<object?[]> take,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count == 0)
        {
            Query(sql, open, take, cancellation);
            return;
        }

        Execute($"PREPARE statement AS {sql}");
        Query($"EXECUTE statement({string.Join(", ", arguments)})", open, take, cancellation);
    }

    /// <summary>Returns text as an SQL literal.</summary>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Ends the database.</summary>
    public void Dispose() => connection.Dispose();

    /// <summary>Runs a statement and writes its rows as a Parquet file.</summary>
    /// <param name="sql">The statement; one that returns rows.</param>
    /// <param name="arguments">SQL literals for each <c>?</c>, such as <c>443</c> or <c>'10.0.0.1'</c>.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="cancellation">Stops the statement.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="SqlException">The statement is not valid, or fails.</exception>
    public long WriteParquet(string sql, IReadOnlyCollection<string> arguments, string file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(arguments);
        var rows = sql.TrimEnd().TrimEnd(';');
        IReadOnlyList<SqlColumn> columns = [];
        Query($"SELECT * FROM (\n{rows}\n) LIMIT 0", arguments, found => columns = found, _ => { }, cancellation);
        // Sums of whole numbers are BIGINT in Athena; in Parquet, a HUGEINT would be a floating-point number.
        var wide = columns.Where(column => column.Type is "HUGEINT" or "HugeInt")
            .Select(column => $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ToList();
        var replaced = wide.Count == 0 ? "" : $" REPLACE ({string.Join(", ", wide.Select(name => $"CAST({name} AS BIGINT) AS {name}"))})";
        var count = 0L;
        Query($"COPY (SELECT *{replaced} FROM (\n{rows}\n)) TO {Literal(file)} (FORMAT parquet, COMPRESSION zstd)", arguments, _ => { },
            values => count = Convert.ToInt64(values[0], CultureInfo.InvariantCulture), cancellation);
        return count;
    }

    DuckDBDataReader Start(DuckDBCommand command)
    {
        if (Progressed is not { } progressed)
            return command.ExecuteReader();
        using var timer = new Timer(_ => progressed(Math.Max(0, connection.GetQueryProgress().Percentage)), null, ProgressInterval, ProgressInterval);
        try
        {
            return command.ExecuteReader();
        }
        finally
        {
            // A callback may still run, and reads the connection.
            using var done = new ManualResetEvent(false);
            if (timer.Dispose(done))
                done.WaitOne();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static DuckDBConnection Open()
    {
        try
        {
            var opened = new DuckDBConnection("DataSource=:memory:");
            opened.Open();
            return opened;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new SqlException("The SQL engine has no library for this platform. Pack or build the tool on this platform, or use Athena with --workgroup.",
                e);
        }
    }

    static string TypeOf(DuckDBDataReader reader, int index) => reader.GetDataTypeName(index) switch
    {
        "Integer" => "INTEGER",
        "BigInt" => "BIGINT",
        "Varchar" => "VARCHAR",
        "TinyInt" => "TINYINT",
        "SmallInt" => "SMALLINT",
        "UnsignedTinyInt" => "UTINYINT",
        "UnsignedSmallInt" => "USMALLINT",
        "UnsignedInteger" => "UINTEGER",
        "UnsignedBigInt" => "UBIGINT",
        "UnsignedHugeInt" => "UHUGEINT",
        "TimestampTz" => "TIMESTAMP WITH TIME ZONE",
        var other => other.ToUpperInvariant(),
    };

    static void Map(IReadOnlyList<IDuckDBDataReader> input, IDuckDBDataWriter output, ulong rows, Func<string, string?> map)
    {
        for (ulong row = 0; row < rows; row++)
        {
            if (input[0].IsValid(row) && map(input[0].GetValue<string>(row)) is { } value)
                output.WriteValue(value, row);
            else
                output.WriteNull(row);
        }
    }

    static void BlockContains(IReadOnlyList<IDuckDBDataReader> input, IDuckDBDataWriter output, ulong rows)
    {
        for (ulong row = 0; row < rows; row++)
        {
            if (input[0].IsValid(row) && input[1].IsValid(row)
                && SqlAddresses.Contains(input[0].GetValue<string>(row), input[1].GetValue<string>(row)) is { } contains)
                output.WriteValue(contains, row);
            else
                output.WriteNull(row);
        }
    }
}
