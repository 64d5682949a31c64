using System.Text.Json;

namespace FlowLogStack.Cli.Tests;

/// <summary>Output is complete, equal for every verb, and contains no terminal control characters.</summary>
public sealed class OutputTests : IDisposable
{
    const string Tagged = "account-id srcaddr instance-tag\n123456789010 10.0.0.1 %1B%5B31mred\n123456789010 10.0.0.1 %E2%80%AEevil%C2%9B\n123456789010 "
        + "10.0.0.1 line%0Abreak\n";

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    string Template => samples.Text("T.template.json",
        """
        {"Resources":{"F":{"Type":"AWS::EC2::FlowLog","Properties":{"LogDestinationType":"cloud-watch-logs","LogGroupName":"g",
          "ResourceType":"VPC","ResourceId":"v","TrafficType":"ALL"}}}}
        """);

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public void Control_characters_of_data_reach_no_output_raw(string output)
    {
        foreach (var words in new string[][]
        {
            ["parse", "--decode-tags", "-o", output],
            ["parse", "--decode-tags", "--count-by", "instance-tag", "-o", output],
            ["insights", "--events", "json", "-q", "fields a", "-o", output, samples.Text("e.json", "{\"a\":\"\\u001b[31mred\\u0007 \\u202eevil\\u009b\"}")],
        })
        {
            var run = Command.Run(words, Tagged);
            Assert.Equal(0, run.ExitCode);
            foreach (var obeyed in new[] { '\u001b', '\u0007', '\u202e', '\u009b' })
                Assert.DoesNotContain(obeyed, run.Output);
        }

        var lines = Command.Run(["parse", "--decode-tags", "-o", output], Tagged).Output;
        Assert.Equal(output switch { "table" or "csv" => 4, "ndjson" => 3, _ => 5 }, lines.Count(c => c == '\n'));
    }

    [Fact]
    public void Messages_have_no_control_characters()
    {
        var run = Command.Run(["parse", "a\u001b[31m\u202eb"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("a\\u001b[31m\\u202eb: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Formulas_are_defused_on_request()
    {
        const string Formulas = "account-id srcaddr instance-tag\n123456789010 10.0.0.1 %3DHYPERLINK(1)\n+1 10.0.0.1 @SUM(1)\n";
        Assert.Contains(",=HYPERLINK(1)\n", Command.Run(["parse", "--decode-tags", "-o", "csv"], Formulas).Output, StringComparison.Ordinal);
        var run = Command.Run(["parse", "--decode-tags", "-o", "csv", "--escape-formulas"], Formulas);
        Assert.Contains(",'=HYPERLINK(1)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n+1,10.0.0.1,'@SUM(1)\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backtest")]
    [InlineData("cost")]
    public void Names_in_a_template_move_no_cursor_and_begin_no_row(string verb)
    {
        using var samples = new Samples();
        var template = samples.Text("hostile.template.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "lab.template.json"))
            .Replace("\"SSH rejects\"", "\"\\u001b[31mred\\u001b]0;pwn\\u0007\\nnext\\trow\\u202e\"", StringComparison.Ordinal));
        Assert.Contains("pwn", File.ReadAllText(template), StringComparison.Ordinal);
        foreach (var format in new[] { "table", "csv", "json", "ndjson" })
        {
            var run = Command.Run([verb, "-t", template, "-o", format], Samples.Rejected);
            Assert.Equal(0, run.ExitCode);
            Assert.DoesNotContain(run.Output + run.Errors, c => c is '\u001b' or '\a' or '\u202e' or '\t');
            Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("next", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_verb_that_prints_rows_has_the_four_outputs()
    {
        foreach (var words in new string[][]
        {
            ["parse"],
            ["parse", "--count-by", "action"],
            ["insights", "-q", "fields action"],
            ["insights", "--list"],
            ["query", "--list"],
            ["fields"],
            ["detections"],
            ["backtest", "-t", Template],
            ["cost", "-t", Template],
            ["match", "-p", "ACCEPT"],
            ["match", "-p", "NOTHING"],
            ["format"],
            ["format", "v5", "--as", "glue"],
            ["generate", "--list-scenarios"],
        })
        {
            Assert.Equal((0, ""), (Command.Run([.. words, "-o", "table"], Samples.Accepted) is var table ? table.ExitCode : -1, table.Errors));
            Assert.Contains(",", Command.Run([.. words, "-o", "csv"], Samples.Accepted).Output + ",", StringComparison.Ordinal);
            using var document = JsonDocument.Parse(Command.Run([.. words, "-o", "json"], Samples.Accepted).Output);
            foreach (var line in Command.Run([.. words, "-o", "ndjson"], Samples.Accepted).Lines)
                JsonDocument.Parse(line).Dispose();
        }
    }

    [Fact]
    public void A_result_that_cannot_be_written_leaves_the_old_one_and_no_other_file()
    {
        var directory = Directory.CreateTempSubdirectory("flowlogs-result").FullName;
        try
        {
            var old = Path.Combine(directory, "r.json");
            File.WriteAllText(old, "old");
            Assert.Equal(2, Command.Run(["backtest", "-t", Template, "--json", old, "no-such-file", "--html",
                Path.Combine(directory, "none", "r.html")]).ExitCode);
            Assert.Equal("old", File.ReadAllText(old));
            Assert.Equal(0, Command.Run(["backtest", "-t", Template, "--json", old], Samples.Accepted).ExitCode);
            Assert.StartsWith("{", File.ReadAllText(old), StringComparison.Ordinal);
            Assert.Equal([old], Directory.GetFiles(directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void A_full_disk_is_named()
    {
        if (!File.Exists("/dev/full"))
            return;
        foreach (var words in new string[][] { ["backtest", "-t", Template, "--html", "/dev/full"], ["backtest", "-t", Template, "--json", "/dev/full"],
            ["cost", "-t", Template, "--json", "/dev/full"] })
        {
            var run = Command.Run(words, Samples.Accepted);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("No space left", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fail_on_fails_without_a_record()
    {
        var run = Command.Run(["backtest", "-t", Template, "--fail-on", "1"], "\n");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("cannot be evaluated without records", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh-rejects")]
    [InlineData("SSHREJECTS")]
    [InlineData("ssh_rejects")]
    public void Ids_are_taken_in_any_case_and_with_hyphens(string id) =>
        Assert.Equal(0, Command.Run(["detections", id]).ExitCode);

    [Fact]
    public void Help_of_a_verb_has_examples_exit_codes_and_each_default_once()
    {
        foreach (var (verb, examples) in HelpText.Examples)
        {
            var help = Command.Run(["help", verb]).Output;
            Assert.All(examples, example => Assert.Contains(example, help, StringComparison.Ordinal));
            Assert.Equal(2, examples.Length);
            Assert.Contains("130  interrupted", help, StringComparison.Ordinal);
            Assert.DoesNotContain("[default:", help, StringComparison.Ordinal);
            Assert.Equal(help, Command.Run([verb, "--help"]).Output);
        }

        Assert.Contains("Did you mean 'parse'?", Command.Run(["help", "prase"]).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "backtest) words=\"--")]
    [InlineData("zsh", "backtest) offered=(--")]
    public void A_completion_has_every_verb_and_option(string shell, string options)
    {
        var script = Command.Run(["completion", shell]).Output;
        Assert.Contains("--decode-tags", script, StringComparison.Ordinal);
        Assert.Contains(options, script, StringComparison.Ordinal);
        Assert.Equal(2, Command.Run(["completion", "fish"]).ExitCode);
    }
}
