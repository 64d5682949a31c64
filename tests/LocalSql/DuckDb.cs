using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Sql;

namespace FlowLogStack.Testing;

/// <summary>The SQL engine of the command line, with results as JSON, in place of Athena.</summary>
/// <remarks>One statement at a time; not for several threads.</remarks>
public sealed class DuckDb : IDisposable
{
    readonly SqlEngine engine;

    DuckDb(SqlEngine engine) => this.engine = engine;

    /// <summary>Starts an empty database.</summary>
    /// <param name="clock">What <c>now()</c> and <c>current_timestamp</c> answer. Default: the moment of the start, standing still.</param>
    public static DuckDb Start(DateTimeOffset? clock = null)
    {
        var database = new DuckDb(new SqlEngine(clock));
        // Tests run beside each other. For tables of a few thousand rows, the threads of one engine cost more than they do.
        database.Query("SET threads = 1; SET preserve_insertion_order = true");
        return database;
    }

    /// <summary>Shows an engine that exists, which is ended by its owner.</summary>
    public static DuckDb Over(SqlEngine engine) => new(engine);

    /// <summary>Sets what <c>now()</c> and <c>current_timestamp</c> answer from here on.</summary>
    public void SetClock(DateTimeOffset clock) => engine.SetClock(clock);

    /// <summary>Runs one or more statements and returns what the last one answers.</summary>
    /// <exception cref="InvalidOperationException">DuckDB refused; the message has its reason and the statement.</exception>
    public SqlResult Query(string sql)
    {
        IReadOnlyList<SqlColumn> columns = [];
        List<JsonElement[]> rows = [];
        try
        {
            engine.Query(
                sql,
                found => (columns, rows) = ([.. found.Select(column => new SqlColumn(column.Name, column.Type))], []),
                values => rows.Add([.. values.Select(value => JsonSerializer.SerializeToElement(Json(value)))]));
        }
        catch (Sql.SqlException e)
        {
            throw new InvalidOperationException($"{e.Message}\nin: {(sql.Length > 4000 ? sql[..4000] + "…" : sql)}", e);
        }

        return new SqlResult(columns, rows);
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
    public static string Literal(string text) => SqlEngine.Literal(text);

    /// <summary>Ends the database.</summary>
    public void Dispose() => engine.Dispose();

    static JsonNode? Json(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        DateTime time => JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        DateOnly date => JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        double number when !double.IsFinite(number) => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
        BigInteger number => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture)),
        IDictionary row => new JsonObject(row.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, Json(row[key])))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Json)]),
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };
}
