using System.Globalization;
using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using FlowLogStack.Testing;

namespace FlowLogStack.Benchmarks;

/// <summary>
/// Commands on files of the same traffic, as <c>.log.gz</c> and as Parquet, and the same SQL in the engine's library alone: whole processes, in turns, the
/// median of each.
/// </summary>
static class FileQueries
{
    const int Rounds = 5;
    const long DefaultRecords = 10_000_000;
    const long ParsedRecords = 1_000_000;
    static readonly FlowLogFormat Format = FlowLogFormat.Default;
    static readonly string Library = typeof(FileQueries).Assembly.Location;

    /// <summary>Prints a table with all processes.</summary>
    /// <param name="arguments">Number of records, and the path of <c>flowlogs.dll</c>. Default: 10,000,000, and that of the Release build.</param>
    internal static int Run(string[] arguments)
    {
        var records = arguments is [var given, ..] ? long.Parse(given, CultureInfo.InvariantCulture) : DefaultRecords;
        var command = arguments is [_, var path, ..] ? path : Path.Combine(Repository.Root, "src/FlowLogStack.Cli/bin/Release/net10.0/flowlogs.dll");
        var folder = Directory.CreateTempSubdirectory("flowlogs-files-").FullName;
        try
        {
            var (text, parquet) = Files(command, folder, "all", records);
            var (parsedText, parsedParquet) = Files(command, folder, "parsed", Math.Min(records, ParsedRecords));
            var template = Path.Combine(folder, "catalogue.template.json");
            File.WriteAllText(template, BacktestCatalogue.Template());
            string[] query = [command, "query", "--sql", SqlOver("flow_logs")];
            string[] parse = [command, "parse", "--output", "ndjson"];
            string[] backtest = [command, "backtest", "--template", template];
            string[] alone = [Library, "--files-alone"];
            var plain = new ProcessRun("library alone, `.log.gz`, `read_csv` with a delimiter", text, [.. alone, $"read_csv('{text}', delim = ' ')"]);
            var typed = new ProcessRun("library alone, `.log.gz`, `read_csv` with typed columns", text, [.. alone, Typed(text)], plain);
            var queryText = new ProcessRun("`flowlogs query`, `.log.gz`", text, [.. query, text], plain);
            var parseText = new ProcessRun("`flowlogs parse --output ndjson`, `.log.gz`", parsedText, [.. parse, parsedText]);
            var backtestText = new ProcessRun("`flowlogs backtest`, 25 filters and alarms, `.log.gz`", parsedText, [.. backtest, parsedText]);
            ProcessRun[] runs =
            [
                plain,
                typed,
                queryText,
                new("`flowlogs query`, Parquet", parquet, [.. query, parquet], queryText),
                new("library alone, Parquet", parquet, [.. alone, $"read_parquet('{parquet}')"], queryText),
                parseText,
                new("the same, Parquet", parsedParquet, [.. parse, parsedParquet], parseText),
                backtestText,
                new("the same, Parquet", parsedParquet, [.. backtest, parsedParquet], backtestText),
            ];
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var run in runs)
                    run.Measure();
            }

            Report(records, runs);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs the statement in the engine's library alone.</summary>
    /// <param name="source">The table, as an expression of the engine.</param>
    internal static int Alone(string source)
    {
        Query(SqlOver(source));
        return 0;
    }

    static string SqlOver(string source) =>
        $"SELECT dstport, count(*) AS n, sum(bytes) AS b FROM {source} WHERE action = 'REJECT' GROUP BY dstport ORDER BY b DESC LIMIT 10";

    static (string Text, string Parquet) Files(string command, string folder, string name, long records)
    {
        var (text, parquet) = (Path.Combine(folder, name + ".log.gz"), Path.Combine(folder, name + ".parquet"));
        using (var target = new GZipStream(File.Create(text), CompressionLevel.Optimal))
        {
            var count = records.ToString(CultureInfo.InvariantCulture);
            new ProcessRun("generate", "", [command, "generate", "--format", Format.ToString(), "--records", count, "--seed", "7"]).CopyTo(target);
        }

        Query($"COPY (SELECT * FROM {Typed(text)}) TO '{parquet}' (FORMAT parquet, COMPRESSION gzip)");
        return (text, parquet);
    }

    // Explicit columns, as in a statement for this format alone.
    static string Typed(string file)
    {
        var columns = Format.Fields.Select(field =>
            $"'{field.Column}': '{(field.Kind is FieldKind.Number ? "INTEGER" : field.IsNumeric ? "BIGINT" : "VARCHAR")}'");
        return $"read_csv('{file}', columns = {{{string.Join(", ", columns)}}}, auto_detect = false, header = true, delim = ' ', quote = '', escape = '', "
            + "nullstr = '-')";
    }

    static void Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var statement = connection.CreateCommand();
        statement.CommandText = sql;
        using var reader = statement.ExecuteReader();
        while (reader.Read())
            Console.WriteLine($"{reader.GetValue(0)} {(reader.FieldCount > 1 ? reader.GetValue(1) : "")}");
    }

    static void Report(long records, ProcessRun[] runs)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{records:N0} records of {Format.Fields.Length} fields for the queries, "
                + $"{Math.Min(records, ParsedRecords):N0} for the others; medians of {Rounds} rounds.").AppendLine()
            .AppendLine("| process | stored | s | CPU s | memory | compared with | s | CPU |").AppendLine("|---|--:|--:|--:|--:|---|--:|--:|");
        foreach (var run in runs)
        {
            var ratios = run.ComparedWith is not { } other ? "| | |" : string.Create(CultureInfo.InvariantCulture,
                $"{other.Name} | {run.Wall / other.Wall:0.00} × | {run.Cpu / other.Cpu:0.00} × |");
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {run.Name} | {run.Bytes / 1e6:N0} MB | {run.Wall:0.00} | {run.Cpu:0.00} | {run.Peak / 1e6:N0} MB | {ratios}");
        }

        Console.Write(table);
    }
}
