using System.Diagnostics;
using FlowLogStack.Sql;

namespace FlowLogStack.Cli.Tests;

/// <summary>The verb <c>flowlogs query</c> on the files of an archive: what is left out, written and estimated.</summary>
public sealed class ArchiveQueryTests(ArchiveQueryTests.Files files) : IClassFixture<ArchiveQueryTests.Files>
{
    readonly string archive = files.Archive;
    readonly Samples samples = files.Samples;

    [Fact]
    public void Folders_outside_of_the_time_range_are_not_read_and_the_result_is_the_same()
    {
        string[] query = ["query", "top-talkers", "--from", "2026-01-06T03:00", "--to", "2026-01-06T04:00", "--output", "csv"];
        var pruned = Command.Run([.. query, archive]);
        Assert.Equal(0, pruned.ExitCode);
        Assert.Matches("[1-9][0-9]* of [0-9]+ files are outside of the time", pruned.Errors);
        // Files that are named are always read.
        string[] all = Directory.GetFiles(archive, "*.gz", SearchOption.AllDirectories);
        var whole = Command.Run([.. query, .. all]);
        Assert.DoesNotContain("outside of the time", whole.Errors, StringComparison.Ordinal);
        Assert.True(whole.Lines.Length > 1);
        // Of rows with the same number of bytes, any can be the last ones.
        Assert.Equal(whole.Lines.Select(line => line.Split(',')[^1]), pruned.Lines.Select(line => line.Split(',')[^1]));
    }

    [Fact]
    public void Accounts_are_pruned_by_the_key_and_a_range_without_a_file_has_no_rows()
    {
        var account = Command.Run(["query", "top-talkers", archive, "--accounts", "444455556666", "--output", "csv"]);
        Assert.Contains(" files are outside", account.Errors, StringComparison.Ordinal);
        Assert.True(account.Lines.Length > 1);
        var none = Command.Run(["query", "top-talkers", archive, "--from", "2020-01-01", "--to", "2020-01-02", "--output", "csv"]);
        Assert.Equal((0, 1), (none.ExitCode, none.Lines.Length));
    }

    [Fact]
    public void Rows_are_written_as_Parquet_with_the_types_of_Athena()
    {
        const string Sql = "SELECT dstport, sum(bytes) AS total, count(*) AS n FROM flow_logs WHERE protocol = ? GROUP BY dstport ORDER BY dstport";
        string[] query = ["query", "--sql", Sql, Path.Combine(Path.GetDirectoryName(archive)!, "x.log"), "--parameter", "6", "--output"];
        using MemoryStream output = new();
        using (var streams = new CommandStreams(Stream.Null, output, TextWriter.Null))
            Assert.Equal(0, FlowLogs.Run([.. query, "parquet"], streams));
        var file = samples.Bytes("result.parquet", output.ToArray());
        using var engine = new SqlEngine();
        List<string> rows = [];
        IReadOnlyList<SqlColumn> columns = [];
        engine.Query($"SELECT * FROM {SqlEngine.Literal(file)}", found => columns = found, row => rows.Add(string.Join(',', row)));
        Assert.Equal(["INTEGER", "BIGINT", "BIGINT"], columns.Select(column => column.Type));
        Assert.Equal(Command.Run([.. query, "csv"]).Lines[1..], rows);
    }

    [Fact]
    public void Parquet_is_neither_printed_on_a_terminal_nor_returned_by_Athena()
    {
        using StringWriter errors = new();
        using (var streams = new CommandStreams(Stream.Null, new MemoryStream(), errors) { OutputIsTerminal = true })
            Assert.Equal(2, FlowLogs.Run(["query", "top-talkers", Path.Combine(archive, "..", "x.log"), "--output", "parquet"], streams));
        Assert.Contains("> result.parquet", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("requires files", Command.Run(["query", "top-talkers", "--output", "parquet", "--workgroup", "w", "--database", "d"]).Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_memory_is_set_and_an_error_of_memory_has_the_fix()
    {
        var file = Path.Combine(archive, "..", "x.log");
        string[] limited = ["query", file, "--memory-limit", "50MB", "--output", "csv", "--sql"];
        Assert.Equal("limit\n47.6 MiB\n", Command.Run([.. limited, "SELECT current_setting('memory_limit') AS \"limit\""]).Output);
        var run = Command.Run([.. limited, "SELECT length(array_agg(a.srcaddr || b.dstaddr)::varchar) AS n FROM flow_logs a, flow_logs b"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Use a larger --memory-limit", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("SET ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_that_is_cancelled_ends_soon_and_leaves_no_temporary_files()
    {
        using var database = new FlowLogDatabase();
        database.Add(Stream.Null, Path.Combine(archive, "..", "x.log"));
        database.CreateTables("flow_logs");
        List<double> progress = [];
        database.Engine.Progressed = progress.Add;
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => database.Engine.Query(
            "SELECT sum(a.bytes + b.bytes * c.bytes) FROM flow_logs a, flow_logs b, flow_logs c", _ => { }, _ => { }, stop.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
        Assert.NotEmpty(progress);
    }

    [Fact]
    public void A_query_that_is_too_large_for_one_machine_names_the_command_for_Athena()
    {
        var large = new QueryEstimate(TextBytes: 40_000_000_000, ParquetBytes: 0, Files: 5000, IsRemote: false);
        Assert.True(large.IsForAthena);
        var advice = large.Advice("top-talkers");
        Assert.StartsWith("The query reads 40.0 GB in 5,000 files, about ", advice, StringComparison.Ordinal);
        Assert.EndsWith("for about 0.20 USD: flowlogs query top-talkers --workgroup WORKGROUP --database DATABASE", advice, StringComparison.Ordinal);
        Assert.False(new QueryEstimate(0, 5_000_000_000, 100, IsRemote: false).IsForAthena);
        Assert.True(new QueryEstimate(0, 9_000_000_000, 100, IsRemote: true).IsForAthena);
    }

    [Fact]
    public void The_estimate_is_of_the_files_that_are_read()
    {
        using StringWriter errors = new();
        using var streams = new CommandStreams(Stream.Null, Stream.Null, errors);
        var use = InputUse.Records with { IsWanted = name => name.Contains("/111122223333/", StringComparison.Ordinal) };
        var estimate = new Inputs(streams, new OutputBuffer(Stream.Null), new Notices(streams), use).Estimate([archive, "-", "absent"]);
        var expected = Directory.GetFiles(archive, "*.gz", SearchOption.AllDirectories).Where(file =>
            file.Contains("/111122223333/", StringComparison.Ordinal)).ToList();
        Assert.Equal((expected.Count, expected.Sum(file => new FileInfo(file).Length)), (estimate.Files, estimate.TextBytes));
    }

    /// <summary>An archive of 30 hours and two accounts, and a file with a header line beside it.</summary>
    public sealed class Files : IDisposable
    {
        public Files()
        {
            string[] lines = Command.Run(["generate", "--scenario", "web-tier", "--start", "2026-01-05", "--duration", "30m"]).Lines;
            Archive = Path.Combine(Path.GetDirectoryName(Samples.Text("x.log", lines))!, "archive");
            string[] generate = ["generate", "--scenario", "web-tier", "--start", "2026-01-05T22:00:00Z", "--duration", "30h", "--records", "2000",
                "--accounts", "111122223333,444455556666"];
            Assert.Equal(0, Command.Run([.. generate, "--output-directory", Archive]).ExitCode);
        }

        internal string Archive { get; }

        internal Samples Samples { get; } = new();

        public void Dispose() => Samples.Dispose();
    }
}
