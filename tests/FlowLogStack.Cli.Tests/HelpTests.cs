using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

public sealed class HelpTests
{
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
            var lines = help.Split('\n').Where(line => !HelpText.Examples[verb].Contains(line.Trim()) && !HelpText.ExitCodes.Contains(line, StringComparison.Ordinal));
            // A word longer than the width isn't divided.
            Assert.All(lines, line => Assert.True(line.Length <= width || line.Trim().Split(' ').Any(word => word.Length + 8 > width / 2), $"{width}: {line}"));
        }
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

    static string Program => Path.Combine(AppContext.BaseDirectory, "flowlogs.dll");

    // Runs a program on a pseudo-terminal of a given width; prints its output and its exit code.
    const string Terminal = """
        import fcntl, os, pty, struct, sys, termios
        width, what, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, width, 0, 0))
            os.environ.pop('COLUMNS', None)
            if what.isdigit():
                os.environ['COLUMNS'] = what
            os.environ['TERM'] = 'xterm'
            os.execvp(command[0], command)
        printed = b''
        while True:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            printed += part
        print(printed.decode().replace('\r', ''))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """;

    static string OnTerminal(int width, string columns, params string[] arguments)
    {
        var run = Tool.Run("python3", ["-c", Terminal, $"{width}", columns.Length > 0 ? columns : "none", "dotnet", Program, .. arguments]);
        Assert.EndsWith("\n0\n", run.Output, StringComparison.Ordinal);
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
