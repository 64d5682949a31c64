namespace FlowLogStack.Cli;

/// <summary>The value of <c>--output-directory</c>.</summary>
static class OutputDirectory
{
    /// <summary>Returns the directory.</summary>
    /// <exception cref="FormatException">The text can't be the name of a directory. The message contains the option, the text and the fix.</exception>
    internal static string Parse(string text) =>
        File.Exists(text) ? throw new FormatException($"--output-directory '{text}' is a file. Use a directory that can be written.")
        : text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal)
        ? text
        : throw new FormatException($"--output-directory '{text}' is not the name of a directory. Use one that can be written.");
}
