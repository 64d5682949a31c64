using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

public sealed class AppTests
{
    [Fact]
    public void A_build_without_the_app_names_the_file_it_lacks_and_the_ways_to_run_it()
    {
        var result = Command.Run(["app"]);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(Path.Combine("app", "FlowLogStack.App.dll"), result.Errors, StringComparison.Ordinal);
        Assert.Contains("Install the package FlowLogStack.Cli", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public void Schema_prints_the_schema_of_the_app()
    {
        var result = Command.Run(["schema"]);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Equal(File.ReadAllText(Repository.PathOf("src", "FlowLogStack.App", "flowlogs.schema.json")), result.Output);
    }
}
