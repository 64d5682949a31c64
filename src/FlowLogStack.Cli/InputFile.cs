using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Opens what a command reads: a file, or standard input when none is named.</summary>
static class InputFile
{
    /// <summary>Reads a file to its end.</summary>
    /// <param name="file">The file's name; null for standard input.</param>
    /// <param name="streams">The command's streams.</param>
    /// <param name="output">What is printed before standard input makes the command wait.</param>
    /// <param name="read">Reads the open stream, given the name to call it in messages; answers an exit code.</param>
    /// <param name="fail">Says why the file cannot be read; answers an exit code.</param>
    internal static int Read(string? file, CommandStreams streams, OutputBuffer output, Func<Stream, string, int> read, Func<string, int> fail)
    {
        var name = file ?? "stdin";
        try
        {
            if (file is null)
                return read(new PromptInput(streams.Input, output.Flush), name);
            if (file.Length == 0)
                throw new IOException("a FILE has no name: leave it out, or write '-' for standard input.");
            if (Directory.Exists(file))
                throw new IOException("it is a directory: name the files in it.");
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
            return read(stream, name);
        }
        catch (UnreadableObjectException e)
        {
            return fail(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return fail($"{name}: {e.Message}");
        }
    }
}
