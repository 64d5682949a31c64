using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static readonly CommandStreams Streams = new(Stream.Null, Stream.Null, TextWriter.Null);

    public static TheoryData<string> Names => [.. Verbs.All.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_verb_has_two_examples_that_parse(string verb)
    {
        var examples = HelpText.Examples[verb];
        Assert.Equal(2, examples.Length);
        foreach (var example in examples)
        {
            var words = WordsOf(example);
            Assert.Equal(verb, words[0]);
            var parsed = Verbs.RootFor(words, Streams).Parse(words);
            Assert.Equal(verb, parsed.CommandResult.Command.Name);
            Assert.Empty(ArgumentCheck.Of(parsed, words));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_of_a_verb_fits_the_width_except_for_its_examples(string verb)
    {
        foreach (var width in new[] { 40, 60, 80, 200 })
        {
            var help = HelpOf(width, "help", verb);
            Assert.Contains($"flowlogs {verb}", help, StringComparison.Ordinal);
            var lines = help.Split('\n').Where(line => !HelpText.Examples[verb].Contains(line.Trim())
                && !HelpText.ExitCodes.Contains(line, StringComparison.Ordinal));
            // A word longer than the width isn't divided.
            Assert.All(lines, line => Assert.True(line.Length <= width || line.Trim().Split(' ').Any(word => word.Length + 8 > width / 2), $"{width}: {line}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_of_a_verb_lists_each_option_once(string verb)
    {
        var options = HelpOf(200, "help", verb).Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2]).ToList();
        Assert.NotEmpty(options);
        Assert.Equal(options.Distinct(), options);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Folding_loses_no_word(string verb) =>
        Assert.Equal(Unfolded(HelpOf(10_000, "help", verb)), Unfolded(HelpOf(40, "help", verb)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_list_of_verbs_has_one_line_for_a_verb(string verb)
    {
        var help = HelpOf(80);
        Assert.Single(help.Split('\n'), line => line.StartsWith($"  {verb} ", StringComparison.Ordinal) && line.EndsWith('.') && line.Length <= 80);
        Assert.Equal(help, HelpOf(80, "help"));
        Assert.Equal(help, HelpOf(80, "--help"));
    }

    [Theory]
    [InlineData("Unknown verb 'prase'. Did you mean 'parse'?", "prase")]
    [InlineData("Unknown verb 'prase'. Did you mean 'parse'?", "help", "prase")]
    [InlineData("Unknown option '--formt' for 'parse'. Did you mean '--format'?", "parse", "--formt", "v5")]
    [InlineData("Did you mean 'ssh-brute-force'?", "generate", "--scenario", "ssh-brute-forc")]
    [InlineData("Did you mean", "insights", "--name", "TopByteTransfer")]
    [InlineData("Did you mean", "query", "top-rejected-sorces", "--show")]
    public void A_misspelled_word_gets_a_suggestion(string suggestion, params string[] words)
    {
        var run = Command.Run(words);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(suggestion, run.Errors, StringComparison.Ordinal);
    }

    [ToolTheory("bash")]
    [InlineData("flowlogs pa", "parse")]
    [InlineData("flowlogs parse --dec", "--decode-tags")]
    [InlineData("flowlogs help sch", "schema")]
    public void Bash_completes_verbs_and_options(string line, string completed)
    {
        var words = line.Split(' ');
        var script = $"{Command.Run(["completion", "bash"]).Output}\nCOMP_WORDS=({line}); COMP_CWORD={words.Length - 1}; _flowlogs; echo \"${{COMPREPLY[@]}}\"";
        var run = Tool.Run("bash", ["-c", script]);
        Assert.Equal((0, completed + "\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [ToolTheory("zsh")]
    [InlineData("flowlogs pa", "parse", false)]
    [InlineData("flowlogs pa", "parse", true)]
    [InlineData("flowlogs parse --dec", "parse --decode-tags", false)]
    [InlineData("flowlogs parse --dec", "parse --decode-tags", true)]
    [InlineData("flowlogs help sch", "help schema", false)]
    [InlineData("flowlogs parse ./onl", "parse ./only-file.log", false)]
    public void Zsh_completes_verbs_options_and_files(string line, string completed, bool isInFunctionPath)
    {
        var script = samples.Text("_flowlogs", Command.Run(["completion", "zsh"]).Output);
        var folder = Path.GetDirectoryName(samples.Text("only-file.log", ""))!;
        var (before, after) = isInFunctionPath ? ($"fpath=({folder} $fpath)", "") : ("", $"source {script}");
        // A terminal in which the line is typed, with a tab and a line feed behind it.
        var run = Tool.Run("zsh", ["-f", "-c", $$"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'PS1=; cd {{folder}}; {{before}}; autoload -U compinit; compinit -u -D; {{after}}; flowlogs() { print -r -- "got: $*" }; print ready'
            zpty -r shell text '*
            ready*'
            zpty -w shell $'{{line}}\t'
            zpty -r shell text '*got: *'
            print -rn -- $text
            zpty -r shell text '*
            '
            print -rn -- $text
            zpty -d shell
            """]);
        Assert.Contains($"got: {completed}", string.Concat(run.Output.Where(character => character is not ('\r' or '\b'))), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_several_verbs_have_are_short_in_the_same_way()
    {
        var root = Verbs.RootFor(["completion"], Streams);
        var byShort = root.Subcommands.SelectMany(verb => verb.Options)
            .SelectMany(option => option.Aliases.Where(alias => alias.Length == 2).Select(alias => (Short: alias, Long: option.Name))).Distinct().ToList();
        Assert.Equal(byShort.Count, byShort.Select(pair => pair.Short).Distinct().Count());
        Assert.Equal(
            ["-c --count-by", "-d --duration", "-f --format", "-l --list", "-n --top", "-o --output", "-p --pattern", "-q --query", "-s --scenario",
                "-t --template", "-w --where"],
            byShort.Where(pair => pair.Long != "--help").Select(pair => $"{pair.Short} {pair.Long}").Order(StringComparer.Ordinal));
        foreach (var option in root.Subcommands.SelectMany(verb => verb.Options))
            Assert.All(byShort.Where(pair => pair.Long == option.Name && option.Name != "--help"), pair => Assert.Contains(pair.Short, option.Aliases));
    }

    [ToolFact("python3")]
    public void Help_fits_the_terminal_and_COLUMNS_has_precedence()
    {
        var lines = OnTerminal(50, "", "help", "parse").Split('\n');
        Assert.Contains(lines, line => line.Length > 40);
        Assert.All(lines.TakeWhile(line => line != "Examples:"), line => Assert.True(line.Length <= 50, line));
        Assert.Contains(OnTerminal(50, "120", "help", "parse").Split('\n'), line => line.Length is > 100 and <= 120);
    }

    [ToolFact("python3")]
    public void Help_has_no_escape_sequences_on_a_terminal() =>
        Assert.DoesNotContain("\u001b[3", OnTerminal(80, "", "help", "verify"), StringComparison.Ordinal);

    static string OnTerminal(int width, string columns, params string[] arguments)
    {
        var run = Terminal.Run(new Dictionary<string, string?> { ["COLUMNS"] = columns.Length > 0 ? columns : null }, arguments, width);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }

    static string HelpOf(int width, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var streams = new CommandStreams(Stream.Null, output, TextWriter.Null) { Width = () => width };
        Assert.Equal(0, FlowLogs.Run(arguments, streams));
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    static string[] Unfolded(string help) => help.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    // The words after 'flowlogs', split as in a shell, up to a pipe, a redirection or a closing parenthesis.
    static string[] WordsOf(string example)
    {
        var words = new List<string>();
        var start = example.IndexOf("flowlogs ", StringComparison.Ordinal) + "flowlogs ".Length;
        foreach (var part in example[start..].TrimEnd('\'').Split('\'').Select((text, number) => (text, isQuoted: number % 2 == 1)))
        {
            if (part.isQuoted)
                words.Add(part.text);
            else
                words.AddRange(part.text.TrimEnd(')').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        var end = words.FindIndex(word => word is ">" or "|");
        return [.. end < 0 ? words : words[..end]];
    }
}
