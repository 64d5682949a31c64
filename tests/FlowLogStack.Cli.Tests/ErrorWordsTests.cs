namespace FlowLogStack.Cli.Tests;

/// <summary>Messages of errors that .NET raises first: they have our words, the file that the user named, and a fix.</summary>
public sealed class ErrorWordsTests : IDisposable
{
    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Theory]
    [InlineData("--html no-such-directory/x.html: its directory does not exist. Use a file that can be written.", "--html", "no-such-directory/x.html")]
    [InlineData("--json no-such-directory/x.json: its directory does not exist. Use a file that can be written.", "--json", "no-such-directory/x.json")]
    [InlineData("--geo no-such-file.mmdb: the file does not exist. Check its name.", "--geo", "no-such-file.mmdb")]
    [InlineData("--geo .: it is a directory. Use a file in it.", "--geo", ".")]
    [InlineData("--compare no-such.json: the file does not exist. Use a template", "--compare", "no-such.json")]
    [InlineData("--compare no-such-directory/a.json: its directory does not exist. Use a template", "--compare", "no-such-directory/a.json")]
    public void A_file_that_cannot_be_used_is_named_as_the_user_named_it(string words, params string[] options)
    {
        var run = Command.Run(["backtest", "--template", Path.Combine(AppContext.BaseDirectory, "lab.template.json"), .. options], Samples.Rejected);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("flowlogs: " + words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "line 2: the list of prices is not well-formed JSON: an object or a list is not closed.")]
    [InlineData("{\n metric: 1 }", "line 2: the list of prices is not well-formed JSON: 'm' is an invalid start of a property name.")]
    public void A_fault_of_JSON_has_one_place_counted_from_1(string json, string words)
    {
        var file = samples.Text("prices.json", json);
        var run = Command.Run(["cost", "--template", Path.Combine(AppContext.BaseDirectory, "lab.template.json"), "--rate", "1/s", "--prices", file]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePositionInLine", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flowlogs: OLD is missing. Add it after 'review'.", "review")]
    [InlineData("flowlogs: SHELL is missing. Add it after 'completion'.", "completion")]
    public void A_missing_argument_is_named_with_the_place_to_add_it(string words, params string[] arguments)
    {
        var run = Command.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(words, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_word_that_is_half_another_one_has_no_suggestion()
    {
        var run = Command.Run(["parse", "--count-by", "nope"], Samples.Rejected);
        Assert.StartsWith("flowlogs: --count-by 'nope' is not a flow log field.", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", run.Errors, StringComparison.Ordinal);
    }
}
