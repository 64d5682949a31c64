using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs schema</c>: prints the JSON schema of settings files, for editors.</summary>
static class SchemaCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var command = new Command("schema", "Prints the JSON schema of flowlogs.json, with the meaning and the default of every key.");
        command.SetAction(_ =>
        {
            using var schema = new StreamReader(typeof(SchemaCommand).Assembly.GetManifestResourceStream("flowlogs.schema.json")!);
            var buffer = new OutputBuffer(streams.Output);
            buffer.Write(schema.ReadToEnd());
            buffer.Flush();
            return FlowLogs.Success;
        });
        return command;
    }
}
