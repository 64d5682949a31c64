using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Cli.Tests;

public sealed class MatchTests : IDisposable
{
    const string Rejects = "[version, account, eni, src, dst, srcport, dstport, protocol, packets, bytes, start, end, action=REJECT, status]";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static int[] Numbers(Command run) => [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("eventNumber").GetInt32())];

    [Fact]
    public void Prints_matches_as_the_service_answers_them()
    {
        var run = Command.Run(["match", "--pattern", "[..., request=*.html*, status_code=4*,]"],
            "127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] \"GET /about-us/index.html HTTP/1.0\" 200 5324\n" +
            "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534\n");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal("""{"eventNumber":2,"eventMessage":"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 """
            + """1534","extractedValues":{"$1":"127.0.0.1","$2":"-","$3":"frank","$4":"10/Oct/2000:13:25:15 -0700","$request":"GET /index.html """
            + """HTTP/1.0","$status_code":"404","$7":"1534"}}""" + "\n", run.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("--filter", "dest-port-22-rejects")]
    [InlineData("--filter", "SSH Rejects")]
    [InlineData("--filter", "FlowLogsSsh")]
    public void Tests_the_filter_of_a_template_as_the_consoles_Test_pattern_does(params string[] choice)
    {
        var rejected = Samples.Rejected.Replace(" 3389 ", " 22 ", StringComparison.Ordinal);
        var run = Command.Run(["match", "--template", Path.Combine(AppContext.BaseDirectory, "lab.template.json"),
            .. choice], $"{Samples.Accepted}\n{rejected}\n{Samples.Rejected}\n");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([2], Numbers(run));
        Assert.StartsWith("dest-port-22-rejects: [version, account", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has no metric filter 'dest-port-22-reject' that can be tested. Did you mean 'dest-port-22-rejects'?", "--template", "TEMPLATE", "--filter",
        "dest-port-22-reject")]
    [InlineData("has 2 metric filters. Choose one with --filter: 'first' (One), 'Two'.", "--template", "SEVERAL")]
    [InlineData("--filter 'all' fits several metric filters of", "--template", "SEVERAL", "--filter", "all")]
    [InlineData("has no metric filter that can be tested. Add an AWS::Logs::MetricFilter.", "--template", "NONE")]
    [InlineData("--pattern and --template exclude each other. Use one of them.", "--template", "TEMPLATE", "--pattern", "x")]
    [InlineData("--filter requires --template. Add --template FILE, or remove the option.", "--pattern", "x", "--filter", "y")]
    [InlineData("A pattern is missing. Add --pattern P, or --template FILE")]
    public void Says_which_filters_a_template_has(string expected, params string[] options)
    {
        const string Filters = """
            { "Resources": {
              "One": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "g", "FilterName": "first", "FilterPattern": "a",
                "MetricTransformations": [{ "MetricNamespace": "n", "MetricName": "all", "MetricValue": "1" }] } },
              "Two": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "g", "FilterPattern": "b",
                "MetricTransformations": [{ "MetricNamespace": "n", "MetricName": "all", "MetricValue": "1" }] } } } }
            """;
        var run = Command.Run(["match", .. options.Select(option => option switch
        {
            "TEMPLATE" => Path.Combine(AppContext.BaseDirectory, "lab.template.json"),
            "SEVERAL" => samples.Text("several.json", Filters),
            "NONE" => samples.Text("none.json", """{ "Resources": {} }"""),
            _ => option,
        })], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_the_events_of_all_files_in_their_order_and_leaves_out_what_is_no_event()
    {
        var run = Command.Run(["match", "--pattern", Rejects,
            samples.Gzip("a.log.gz", Samples.Header, Samples.Accepted, Samples.Rejected),
            samples.Text("b.log", "", Samples.Rejected, Samples.NoData, "", Samples.Header, Samples.Rejected),
            "-"], Samples.Rejected);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal([2, 3, 5, 6], Numbers(run));
    }

    [Fact]
    public void Prints_nothing_when_nothing_matches()
    {
        var run = Command.Run(["match", "--pattern", "nothing"], Samples.Accepted);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("\"\"", 3)]
    [InlineData("REJECT", 1)]
    [InlineData("-REJECT", 2)]
    [InlineData("-REJECT -NODATA", 1)]
    [InlineData("?REJECT ?NODATA", 2)]
    [InlineData("%ACCEPT|NODATA%", 2)]
    [InlineData("[]", 3)]
    [InlineData("[..., status!=OK]", 1)]
    [InlineData("{ $.a NOT EXISTS }", 0)]
    public void Takes_every_grammar(string pattern, int expected) =>
        Assert.Equal(expected, Command.Run(["match", "--pattern", pattern], $"{Samples.Accepted}\n{Samples.Rejected}\n{Samples.NoData}\n").Lines.Length);

    [Theory]
    [InlineData("[a, b=", "Column 7 of the filter pattern: 'b=' has no value")]
    [InlineData("[a, (b=1)]", "Column 5")]
    [InlineData("{ $.a == 1 }", "Column 8")]
    [InlineData("%a(b)%", "Column 3")]
    public void Points_at_what_is_wrong_with_a_pattern_and_prints_nothing(string pattern, string words)
    {
        var run = Command.Run(["match", "--pattern", pattern], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("flowlogs: Column ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors);
    }

    /// <summary>Rules 1, 15 and 16: events are numbered from 1, and the last field takes the rest of the line.</summary>
    [Fact]
    public void Gives_the_rest_of_the_line_to_the_last_field()
    {
        var run = Command.Run(["match", "--pattern", "[a, b]"], "x\nx y  z\nx \"y z\"\n");
        Assert.Equal(
            ["""{"eventNumber":2,"eventMessage":"x y  z","extractedValues":{"$a":"x","$b":"y  z"}}""",
                """{"eventNumber":3,"eventMessage":"x \"y z\"","extractedValues":{"$a":"x","$b":"y z"}}"""],
            run.Lines);
    }

    [Fact]
    public void Needs_a_pattern()
    {
        var run = Command.Run(["match"], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--pattern", run.Errors);
    }

    [Fact]
    public void Does_not_wait_for_a_person_to_type()
    {
        var run = Command.Run(["match", "--pattern", "x"], isTerminal: true);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Add a FILE", run.Errors);
    }

    [Fact]
    public void Reads_the_other_files_when_one_cannot_be_read()
    {
        var damaged = samples.Bytes("damaged.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
        var run = Command.Run(["match", "--pattern", Rejects, "no-such-file.log", damaged, samples.Text("a.log", Samples.Rejected)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal([1], Numbers(run));
        Assert.Contains("no-such-file.log: ", run.Errors);
        Assert.Contains("damaged.gz: its gzip data", run.Errors);
    }

    [Fact]
    public void Says_that_a_line_is_too_long_for_an_event()
    {
        var run = Command.Run(["match", "--pattern", ""], $"{new string('x', 1024 * 1024 + 1)}\nshort\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([1], Numbers(run));
        Assert.StartsWith("stdin:1: the line is longer than 1048576 bytes", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_quietly_when_whoever_reads_its_output_has_enough()
    {
        // More than the capacity of a pipe, so the program is still writing when its reader ends.
        var file = samples.Text("long.log", [.. Enumerable.Repeat(Samples.Rejected, 100_000)]);
        using var process = Start("match", "--pattern", Rejects, file);
        process.StandardInput.Close();
        Assert.StartsWith("{\"eventNumber\":1,", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        process.StandardOutput.Close();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal((0, ""), (process.ExitCode, errors));
    }

    [Fact]
    public async Task Prints_what_is_piped_in_without_waiting_for_more()
    {
        using var process = Start("match", "--pattern", Rejects);
        for (var i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteLineAsync(Samples.Rejected);
            await process.StandardInput.FlushAsync();
            Assert.StartsWith($"{{\"eventNumber\":{i + 1},", await process.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
    }

    static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "flowlogs.dll")))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    [Fact]
    public void Json_in_an_array_is_an_event_as_long_as_it_is()
    {
        var run = Command.Run(["match", "--pattern", "{ $.last = 1 }"], $$"""[{"a":"{{new string('x', 5000)}}",{{"\n"}} "last":1},{"a":"y"}]""");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(new string('x', 5000), Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,\"message\":\"", "\"}]}")]
    [InlineData("{\"events\":[{\"timestamp\":1,\"message\":\"", "\"}]}")]
    [InlineData("{\"message\":\"", "\"}")]
    [InlineData("{\"", "\":1}")]
    [InlineData("[{\"message\":\"", "\"}]")]
    public void A_string_longer_than_an_event_is_named_in_bounded_memory(string before, string after)
    {
        using var samples = new Samples();
        var bomb = samples.Gzip("bomb.json.gz", before + new string('a', 40_000_000) + after);
        foreach (var words in new string[][] { ["match", "--pattern", "x", bomb], ["parse", bomb], ["insights", "--query", "limit 1", bomb],
            ["insights", "--events", "json", "--query", "limit 1", bomb] })
        {
            var allocated = GC.GetTotalAllocatedBytes();
            var run = Command.Run(words);
            Assert.True(run.ExitCode == 1, $"{words[0]}: {run.ExitCode} {run.Errors}");
            Assert.StartsWith(bomb + ":1: ", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
            Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 64_000_000);
        }
    }

    [Fact]
    public void Lines_that_are_no_json_though_they_begin_like_it_are_events()
    {
        var run = Command.Run(["match", "--pattern", "boom"], "{\"a\":1}\n{ERROR boom " + new string('x', 500) + "\n{\"a\":2}\n");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"boom {new string('x', 500)}\",", Assert.Single(run.Lines), StringComparison.Ordinal);
    }
}
