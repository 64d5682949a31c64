using System.Text;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>The verb <c>flowlogs query</c> on files.</summary>
public sealed class FileQueryTests : IDisposable
{
    readonly Samples samples = new();
    readonly string[] lines = Command.Run(["generate", "--scenario", "web-tier", "--scenario", "ssh-brute-force", "--duration", "30m"]).Lines;

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Text_gzip_Parquet_and_json_together_answer_as_the_records_do()
    {
        var third = lines.Length / 3;
        string[] Part(int index) => [lines[0], .. lines[1..].Where((_, line) => line / third == index)];
        var json = Command.Run(["parse"], string.Join('\n', Part(2))).Lines;
        var rest = lines[1..].Where((_, line) => line / third > 2);
        // In the view, a value that is absent is NULL, whatever the file has for it.
        var run = Query(
            "SELECT action, count(*) AS n, sum(bytes) AS total FROM flow_logs_view WHERE action IS NOT NULL GROUP BY action UNION ALL SELECT 'none', "
                + "count(*), 0 FROM flow_logs_view WHERE action IS NULL ORDER BY 1",
            samples.Text("a.log", Part(0)),
            samples.Bytes("b[1].parquet", ParquetInputTests.Parquet(Part(1))),
            samples.Bytes("b.parquet", ParquetInputTests.Parquet([lines[0]])),
            samples.Text("c.ndjson", json),
            samples.Gzip("d.log.gz", [lines[0], .. rest]));
        long Bytes(string[] fields) => fields[9] == "-" ? 0 : long.Parse(fields[9], System.Globalization.CultureInfo.InvariantCulture);
        var expected = lines[1..].Select(line => line.Split(' ')).GroupBy(fields => fields[12] == "-" ? "none" : fields[12])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key},{group.Count()},{group.Sum(Bytes)}");
        Assert.Equal((0, string.Join('\n', expected.Prepend("action,n,total")) + "\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void A_query_of_the_catalog_covers_all_records_without_a_time_range()
    {
        var file = samples.Gzip("day.log.gz", lines);
        var run = Command.Run(["query", "top-rejected-sources", file, "--output", "csv"]);
        var expected = lines[1..].Select(line => line.Split(' ')).Where(line => line[12] == "REJECT").CountBy(line => line[3]).Max(source => source.Value);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{expected}", run.Lines[1], StringComparison.Ordinal);
        Assert.Empty(Command.Run(["query", "top-rejected-sources", file, "--output", "csv", "--last", "1h"]).Lines[1..]);
    }

    [Fact]
    public void A_truncated_gzip_file_is_an_error_and_counts_the_records_that_parse_reads()
    {
        var bytes = File.ReadAllBytes(samples.Gzip("whole.log.gz", lines));
        var file = samples.Bytes("truncated.log.gz", bytes[..(bytes.Length / 2)]);
        var run = Query("SELECT count(*) AS n FROM flow_logs", file);
        Assert.Equal((2, $"n\n{Command.Run(["parse", file]).Lines.Length}\n"), (run.ExitCode, run.Output));
        Assert.StartsWith(file + ": its gzip data is truncated", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_with_another_checksum_is_an_error()
    {
        var bytes = File.ReadAllBytes(samples.Gzip("whole.log.gz", lines));
        bytes[^6] ^= 0xFF;
        var file = samples.Bytes("damaged.log.gz", bytes);
        var run = Query("SELECT count(*) AS n FROM flow_logs", file);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(file + ": ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_damaged_file_among_many_is_an_error_in_the_order_of_the_files()
    {
        var files = Enumerable.Range(10, 12).Select(number => samples.Gzip($"{number}.log.gz", lines)).ToArray();
        int[] damaged = [0, 5, 11];
        foreach (var number in damaged)
        {
            var bytes = File.ReadAllBytes(files[number]);
            bytes[^6] ^= 0xFF;
            File.WriteAllBytes(files[number], bytes);
        }

        string[][] inputs = [files, [Path.GetDirectoryName(files[0])!]];
        foreach (var run in inputs.Select(input => Query("SELECT count(*) AS n FROM flow_logs", input)))
        {
            Assert.Equal((2, $"n\n{files.Length * (lines.Length - 1)}\n"), (run.ExitCode, run.Output));
            Assert.Equal(damaged.Select(number => files[number] + ": its gzip data is damaged. Fetch the object again."), run.Errors.Split('\n')[..3]);
        }
    }

    [Fact]
    public void Records_of_a_vpc_and_of_a_transit_gateway_are_an_error_with_the_files()
    {
        var vpc = samples.Text("vpc.log", lines);
        var gateway = samples.Text("gateway.log", Command.Run(["generate", "--format", "transit-gateway", "--duration", "1m"]).Lines);
        var run = Query("SELECT 1", vpc, gateway);
        Assert.Equal((2, $"flowlogs: '{gateway}' has records of a transit gateway, and '{vpc}' of a VPC, and one table cannot contain both. Query them "
            + "separately.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void An_input_without_a_line_ends_with_an_error_that_states_it()
    {
        string[][] queries = [["query", "top-rejected-sources", "-"], ["query", "--sql", "SELECT 1", samples.Text("empty.log", [])]];
        foreach (var run in queries.Select(query => Command.Run(query)))
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("The input doesn't have a line that can be queried.", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_query_of_the_catalog_that_fits_runs_on_files()
    {
        var v5 = samples.Gzip("v5.log.gz", Command.Run(["generate", "--format", "v5", "--duration", "10m"]).Lines);
        foreach (var query in Command.Run(["query", "--list", "--format", "v5", "--output", "csv"]).Lines[1..].Select(line => line.Split(',')[0]))
        {
            var run = Command.Run(["query", query, v5, "--output", "ndjson"]);
            if (!run.Errors.Contains("--parameter", StringComparison.Ordinal) && !run.Errors.Contains("Table", StringComparison.Ordinal))
                Assert.True(run.ExitCode == 0, $"{query}: {run.Errors}");
        }
    }

    [Fact]
    public void The_view_and_the_partition_columns_are_those_of_an_archive()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(samples.Text("x", ""))!,
            "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05")).FullName;
        File.WriteAllLines(Path.Combine(folder, "a.log"), lines);
        var run = Query("SELECT DISTINCT log_account, log_region, log_time, protocol_name FROM flow_logs_view WHERE protocol = 6",
            Path.Combine(folder, "a.log"));
        Assert.Equal("log_account,log_region,log_time,protocol_name\n111122223333,eu-west-1,2026/01/05,TCP\n", run.Output);
    }

    [Fact]
    public void Addresses_blocks_and_times_are_Trinos()
    {
        var run = Query("SELECT count_if(contains('172.31.16.0/24', TRY_CAST(srcaddr AS IPADDRESS))) AS inside, max(from_unixtime(start)) AS latest "
            + "FROM flow_logs", samples.Text("a.log", Samples.Header, Samples.Accepted, Samples.IPv6, Samples.NoData));
        Assert.Equal("inside,latest\n1,2016-10-31 11:35:08.000 UTC\n", run.Output);
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("COPY flow_logs TO '/tmp/flowlogs-copy.csv'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("SET enable_external_access = true")]
    public void A_statement_reads_the_named_files_only(string sql)
    {
        var run = Query(sql, samples.Text("a.log", lines));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("flowlogs: SQL: ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SQL: ", "--sql", "SELECT nope FROM flow_logs")]
    [InlineData("with --workgroup", "--sql", "SELECT no_such_function(1)")]
    [InlineData("--memory-limit must be a size", "--sql", "SELECT 1", "--memory-limit", "much")]
    [InlineData("exclude each other", "--sql", "SELECT 1", "--workgroup", "w")]
    public void Errors_have_the_fix(string message, params string[] arguments)
    {
        var run = Command.Run(["query", samples.Text("a.log", lines), .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown query 'nope'", "nope")]
    [InlineData("has 0 parameters", "top-talkers", "--parameter", "1")]
    [InlineData("has 0 parameters", "root-use", "--parameter", "1")]
    public void Arguments_are_checked_before_files_are_read(string message, string query, params string[] arguments)
    {
        var run = Command.Run(["query", query, samples.Bytes("x.parquet", "PAR1 x"u8.ToArray()), .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("flowlogs: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_range_is_not_of_a_statement_and_is_an_error_before_files_are_read()
    {
        var run = Command.Run(["query", "--sql", "SELECT 1", "--last", "1h", samples.Bytes("x.parquet", "PAR1 x"u8.ToArray())]);
        Assert.Equal((2, "flowlogs: --sql excludes --last, --from and --to. Write the time into the statement.\n"),
            (run.ExitCode, run.Errors.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("flow_logs", "SELECT * FROM flow_logs")]
    [InlineData("flow_logs_view", "SELECT * FROM flow_logs_view")]
    public void Flow_logs_that_are_missing_are_an_error_with_the_fix(string table, string sql)
    {
        var run = Query(sql, samples.Text("trail.json", """{"Records":[{"eventVersion":"1.08","eventSource":"ec2.amazonaws.com","eventID":"e"}]}"""));
        Assert.Equal((2, $"flowlogs: The input has no record of the table '{table}'. Add flow logs.\n"), (run.ExitCode, run.Errors.ReplaceLineEndings("\n")));
    }

    [ToolFact("mkfifo")]
    public async Task A_pipe_is_read_once()
    {
        var pipe = samples.Text("x.log") + ".pipe";
        Assert.Equal(0, Tool.Run("mkfifo", [pipe]).ExitCode);
        var query = Task.Run(() => Query("SELECT count(*) AS n FROM flow_logs", pipe));
        // Opening the pipe waits for its reader.
        await using (var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromSeconds(60)))
            await writer.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var run = await query;
        Assert.Equal((0, $"n\n{lines.Length - 1}\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void An_input_without_records_is_an_error()
    {
        var run = Query("SELECT 1", samples.Bytes("x.parquet", "PAR1 x"u8.ToArray()));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("x.parquet: its Parquet data is damaged", run.Errors, StringComparison.Ordinal);
    }

    static Command Query(string sql, params string[] files) => Command.Run(["query", "--sql", sql, .. files, "--output", "csv"]);
}
