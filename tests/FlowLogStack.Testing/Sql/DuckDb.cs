using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>
/// A DuckDB in memory that understands Trino's functions and the type <c>IPADDRESS</c>, so that a query written for Athena
/// runs on local files with its text untouched.
/// </summary>
/// <remarks>
/// <para>The macros are in <c>trino.sql</c> beside this file, addresses in <c>addresses.mjs</c>. What they cannot imitate: Trino refuses to compare text with a
/// number and to <c>CAST</c> what is no address, where this returns something; <c>contains</c> is that of blocks and
/// addresses only, and <c>approx_distinct</c> and <c>approx_percentile</c> are exact.</para>
/// <para>One statement at a time; not for several threads.</para>
/// </remarks>
public sealed class DuckDb : IDisposable
{
    readonly Process process;
    readonly StringBuilder errors = new();

    DuckDb(Process process) => this.process = process;

    /// <summary>Starts an empty database.</summary>
    /// <param name="clock">What <c>now()</c> and <c>current_timestamp</c> answer. Default: the moment of the start, standing still.</param>
    public static DuckDb Start(DateTimeOffset? clock = null)
    {
        var start = new ProcessStartInfo("node", [SqlEngines.Source("duckdb.mjs"), SqlEngines.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        var database = new DuckDb(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        database.process.ErrorDataReceived += (_, line) => database.errors.AppendLine(line.Data);
        database.process.BeginErrorReadLine();
        database.Query(File.ReadAllText(SqlEngines.Source("trino.sql")));
        database.SetClock(clock ?? DateTimeOffset.UtcNow);
        return database;
    }

    /// <summary>Sets what <c>now()</c> and <c>current_timestamp</c> answer from here on.</summary>
    public void SetClock(DateTimeOffset clock) =>
        Query(string.Create(CultureInfo.InvariantCulture, $"SET VARIABLE clock = TIMESTAMPTZ '{clock.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'"));

    /// <summary>Runs one or more statements and returns what the last one answers.</summary>
    /// <exception cref="InvalidOperationException">DuckDB refused; the message has its reason and the statement.</exception>
    public SqlResult Query(string sql)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { sql }));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"DuckDB ended: {errors}");
        var root = JsonDocument.Parse(answer).RootElement;
        if (root.TryGetProperty("error", out var error))
            throw new InvalidOperationException($"{error.GetString()}\nin: {(sql.Length > 4000 ? sql[..4000] + "…" : sql)}");
        return new SqlResult(
            [.. root.GetProperty("columns").EnumerateArray()
                .Select(column => new SqlColumn(column.GetProperty("name").GetString()!, column.GetProperty("type").GetString()!))],
            [.. root.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().ToArray())]);
    }

    /// <summary>Runs a statement with <c>?</c> in it, as Athena executes a prepared one.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">What each <c>?</c> stands for, written as SQL: <c>443</c>, <c>'10.0.0.1'</c>.</param>
    public SqlResult Execute(string sql, params string[] arguments)
    {
        Query($"PREPARE statement AS {sql}");
        return Query($"EXECUTE statement({string.Join(", ", arguments)})");
    }

    /// <summary>Text as an SQL literal.</summary>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
