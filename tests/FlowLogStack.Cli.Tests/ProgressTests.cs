using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>The progress line of a command that takes more than one second.</summary>
public sealed class ProgressTests
{
    sealed class Clock : TimeProvider
    {
        long now;

        /// <summary>Milliseconds by which each reading of the clock advances it.</summary>
        internal int Step { get; init; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => now += Step;
    }

    static (int Exit, string Output, string Terminal) Run(int millisecondsALook, string input, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var terminal = new StringWriter();
        using var streams = new CommandStreams(new MemoryStream(Encoding.UTF8.GetBytes(input)), output,
            terminal) { Progress = new Progress(terminal, isShown: true, new Clock { Step = millisecondsALook }) };
        var exit = FlowLogs.Run(arguments, streams);
        return (exit, Encoding.UTF8.GetString(output.ToArray()), terminal.ToString());
    }

    public static TheoryData<string[]> VerbsThatTakeLonger()
    {
        var lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");
        return
        [
            ["parse"],
            ["match", "--pattern", "REJECT"],
            ["insights", "--query", "limit 1"],
            ["backtest", "--template", lab],
            ["cost", "--template", lab],
            ["generate", "--duration", "5m"],
        ];
    }

    static string Many => string.Join('\n', Enumerable.Repeat(Samples.Accepted, 20_000));

    [Theory]
    [MemberData(nameof(VerbsThatTakeLonger))]
    public void A_verb_that_takes_longer_than_a_second_says_how_far_it_is(params string[] words)
    {
        var (exit, output, terminal) = Run(600, Many, words);
        Assert.Equal(0, exit);
        Assert.Matches("\r\u001b\\[K[0-9.,]+ MB", terminal);
        // The line is cleared at the end, and the output contains none of it.
        Assert.EndsWith("\r\u001b[K", terminal, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [MemberData(nameof(VerbsThatTakeLonger))]
    public void A_verb_that_takes_less_than_a_second_says_nothing(params string[] words) =>
        Assert.Equal((0, ""), Run(0, Many, words) is var (exit, _, terminal) ? (exit, terminal) : default);

    [Fact]
    public void Of_files_whose_length_is_known_a_bar_shows_the_share()
    {
        using var samples = new Samples();
        var (_, _, terminal) = Run(600, "", "parse", samples.Text("a.log", [.. Enumerable.Repeat(Samples.Accepted, 20_000)]));
        Assert.Matches("\\[#+\\.+\\] +[0-9]+ %  [0-9.]+ MB", terminal);
    }

    [Fact]
    public void A_message_takes_the_place_of_the_line()
    {
        var (exit, _, terminal) = Run(600, Many + "\nno record\n" + Many, "parse");
        Assert.Equal(1, exit);
        Assert.Contains("\r\u001b[Kstdin:20001: ", terminal, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_on_the_same_terminal_takes_the_place_of_the_line()
    {
        using var terminal = new MemoryStream();
        using var words = new StreamWriter(terminal) { AutoFlush = true };
        var progress = new Progress(words, isShown: true, new Clock { Step = 2000 });
        using var output = CommandStreams.Clearing(terminal, progress);
        progress.Advance(1_000_000);
        output.Write("row\n"u8);
        Assert.Equal("\r\u001b[K1.0 MB\r\u001b[Krow\n", Encoding.UTF8.GetString(terminal.ToArray()));
    }

    [Fact]
    public async Task Nothing_of_it_is_written_where_standard_error_is_no_terminal()
    {
        var run = await Command.RunProcessAsync(new Dictionary<string, string>(), "generate", "--records", "400000", "--duration", "4h", "--format", "v10");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }
}
