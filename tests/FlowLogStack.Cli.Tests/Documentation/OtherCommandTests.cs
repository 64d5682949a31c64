using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>Commands in blocks of pages that are not of <c>flowlogs</c>: each is run by another test, or is listed with the reason why none runs it.</summary>
public sealed partial class OtherCommandTests
{
    static readonly (string Command, string Reason)[] Known =
    [
        (@"npx --yes aws-cdk@[\d.]+ (synth|bootstrap|deploy|destroy)\b", "run by CI, by FreshAppTests, and against an emulator by AcceptanceTests"),
        (@"dotnet (new|add package|nuget add source|tool install|pack)\b", "run by FreshAppTests"),
        (@"dotnet (build|test|run|publish)\b", "run by CI"),
        (@"bash \.ci/(pack|native)\b", "run for a release: they take minutes"),
        (@"bash tests/(coverage|mutation)\.sh\b", "measure the tests: minutes to hours"),
        (@"bash tests/regenerate\.sh$", "writes what the tests compare with"),
        (@"(python3 tests/acceptance/acceptance\.py|moto_server|export AWS_ENDPOINT_URL=http://localhost:)", "run by AcceptanceTests"),
        (@"aws (ec2 describe-[a-z-]+|lambda invoke) ", "needs an account"),
        (@"(curl|ssh) .*ADDRESS$", "needs the server of the lab"),
        (@"cd ", "changes the folder for the next line"),
    ];

    static readonly List<(string Place, string Text)> Commands =
    [
        .. MarkdownPage.All.SelectMany(page => page.Blocks.Where(block => block.Language is "" or "sh" or "bash")
            .SelectMany(block => block.Text.Split('\n').Select(line => (Place: $"{page}:{block.Line}", Text: line.Trim()))))
            .Where(line => Program().IsMatch(line.Text) && !DocumentedCommands.In(line.Text).Any(command => command.Length > 0)),
    ];

    [Fact]
    public void Every_other_command_is_run_by_a_test_or_listed_with_the_reason()
    {
        Assert.True(Commands.Count > 40, $"{Commands.Count} commands were found.");
        Assert.All(Commands, command => Assert.True(Known.Any(known => Regex.IsMatch(command.Text, "^" + known.Command)), $"{command.Place}: {command.Text}"));
        Assert.All(Known, known => Assert.Contains(Commands, command => Regex.IsMatch(command.Text, "^" + known.Command)));
    }

    [Fact]
    public void Every_path_of_the_repository_in_a_command_exists()
    {
        var paths = Commands.SelectMany(command => RepositoryPath().Matches(command.Text).Select(path => (command.Place, Path: path.Value))).ToList();
        Assert.True(paths.Count > 8, $"{paths.Count} paths were found.");
        Assert.All(paths, path => Assert.True(Path.Exists(Repository.PathOf(path.Path)), $"{path.Place}: {path.Path} does not exist."));
    }

    [Theory]
    [InlineData("dotnet run --project src/FlowLogStack.Absent", true)]
    [InlineData("TCP 22 from outside", false)]
    public void A_line_with_a_program_is_a_command(string line, bool isCommand) => Assert.Equal(isCommand, Program().IsMatch(line));

    [GeneratedRegex(@"^(npx|npm|node|dotnet|bash|sh|python3?|aws|git|curl|ssh|cd|export|moto_server|docker|terraform|sudo|cp|mkdir|chmod|pip3?) \S")]
    private static partial Regex Program();

    [GeneratedRegex(@"(?<=^|[ =])(src|tests|lambda|docs|\.ci)/[\w./-]+")]
    private static partial Regex RepositoryPath();
}
