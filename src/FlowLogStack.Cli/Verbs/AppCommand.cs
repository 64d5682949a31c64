using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs app</c>: runs the CDK app of the tool, which synthesizes the stack of a settings file.</summary>
static class AppCommand
{
    const string Summary =
        "Runs the CDK app that synthesizes the stack of ./flowlogs.json. The CDK CLI starts it: "
        + $"npx --yes {HelpText.CdkCli} synth --app \"flowlogs app\". Needs Node.js.";

    internal static Command Create(CommandStreams streams)
    {
        var command = new Command("app", Summary);
        command.SetAction(_ => Run(Path.Combine(AppContext.BaseDirectory, "app", "FlowLogStack.App.dll"), streams));
        return command;
    }

    static int Run(string app, CommandStreams streams)
    {
        if (!File.Exists(app))
        {
            streams.Errors.WriteLine(
                $"flowlogs: This build lacks the CDK app '{app}'. Install the package FlowLogStack.Cli, or run 'npx --yes {HelpText.CdkCli} synth' in "
                    + "the checkout.");
            return ExitCode.Failure;
        }

        // The process shares the streams, the folder and the environment of the CDK CLI.
        using var process = Process.Start(new ProcessStartInfo(Host(), [app]) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    // An installed tool has its own executable, so the path of this process isn't the path of the dotnet host.
    static string Host()
    {
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(beside) ? beside : program;
    }
}
