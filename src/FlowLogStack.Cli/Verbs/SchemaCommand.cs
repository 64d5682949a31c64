using System.CommandLine;
using FlowLogStack.Settings;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs schema</c>: prints the JSON schema of settings files, for editors.</summary>
static class SchemaCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var command = new Command("schema", "Prints the JSON schema of flowlogs.json, with the meaning and the default of every key.");
        command.SetAction(_ =>
        {
            var buffer = new OutputBuffer(streams.Output);
            buffer.Write(SettingsFile.Schema);
            buffer.Flush();
            return ExitCode.Success;
        });
        return command;
    }
}
