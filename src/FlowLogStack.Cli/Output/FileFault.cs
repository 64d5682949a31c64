namespace FlowLogStack.Cli;

/// <summary>The reason why a file can't be read or written, without the names of temporary files that messages of the runtime contain.</summary>
static class FileFault
{
    /// <summary>Returns the reason, without a period at its end.</summary>
    /// <param name="fault">The error of the file system.</param>
    internal static string ReasonOf(Exception fault) => fault switch
    {
        FileNotFoundException => "the file does not exist",
        DirectoryNotFoundException => "its directory does not exist",
        UnauthorizedAccessException => "access is denied",
        _ => fault.Message.TrimEnd('.'),
    };
}
