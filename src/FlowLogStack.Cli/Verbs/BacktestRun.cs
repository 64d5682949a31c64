namespace FlowLogStack.Cli;

/// <summary>One run of a verb that reads flow logs for a template.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="readObject">Reads an open object with a name, and reports malformed lines.</param>
/// <param name="output">Buffer that is flushed before the command waits for standard input.</param>
/// <param name="use">What the verb uses of the inputs. Default: null, objects as they are stored.</param>
sealed class BacktestRun(CommandStreams streams, Action<Stream, string, Action<long, string>> readObject, OutputBuffer output, InputUse? use = null)
{
    readonly Notices notices = new(streams);
    long malformed;

    /// <summary>Reads all inputs.</summary>
    /// <returns>The exit code.</returns>
    internal int ReadAll(string[] inputs) => new Inputs(streams, output, notices, use ?? InputUse.Objects).ReadAll(inputs, Read);

    int Read(Stream stream, string name)
    {
        var before = malformed;
        readObject(stream, name, (line, why) =>
        {
            malformed++;
            notices.Malformed($"{name}:{line}", why);
        });
        return malformed == before ? ExitCode.Success : ExitCode.SomeMalformed;
    }
}
