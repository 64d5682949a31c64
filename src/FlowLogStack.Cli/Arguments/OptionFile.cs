using System.Globalization;
using System.Text;

namespace FlowLogStack.Cli;

/// <summary>The text of a file that an option names, within a limit, so that a pipe or a wrong file doesn't fill the memory.</summary>
static class OptionFile
{
    const int BlockLength = 64 * 1024;

    /// <summary>Reads a text.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="file">The file.</param>
    /// <param name="most">The maximum number of characters.</param>
    /// <param name="wanted">What is expected, for messages, such as <c>a template</c>.</param>
    /// <exception cref="FormatException">The file can't be read or is longer. The message contains the option, the file, the reason and the fix.</exception>
    internal static string Read(string option, string file, int most, string wanted)
    {
        try
        {
            if (Directory.Exists(file))
                throw new FormatException($"{option} {file}: it is a directory. Use {wanted} in it.");
            using var reader = new StreamReader(file);
            return Read(option, file, reader, most, wanted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"{option} {file}: {FileFault.ReasonOf(e)}. Use {wanted} that can be read.", e);
        }
    }

    /// <summary>Reads a text from a reader.</summary>
    /// <inheritdoc cref="Read(string, string, int, string)"/>
    internal static string Read(string option, string file, TextReader reader, int most, string wanted)
    {
        var (text, block) = (new StringBuilder(), new char[BlockLength]);
        while (reader.ReadBlock(block) is > 0 and var length)
        {
            text.Append(block, 0, length);
            if (text.Length > most)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"{option} {file}: it has more than {most:N0} characters. Use {wanted}."));
        }

        return text.ToString();
    }
}
