using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FlowLogStack.Cli;

/// <summary>What a command reads and writes: data in and out, words to people.</summary>
sealed record CommandStreams(Stream Input, Stream Output, TextWriter Errors) : IDisposable
{
    /// <summary>Whether a person would have to type the input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether the output may be coloured: a person watches it and has not set <c>NO_COLOR</c>.</summary>
    public bool ShowsColor { get; init; }

    /// <summary>Shows how far the command is. Default: nothing is shown.</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>Returns the width of help texts in characters. Default: 80.</summary>
    public Func<int> Width { get; init; } = () => HelpText.UsualWidth;

    internal static CommandStreams OfProcess()
    {
        var errors = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        var progress = Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb" ? Progress.None : new Progress(errors, isShown: true);
        // On a terminal that shows both, the output takes the place of the line.
        var output = Console.IsOutputRedirected || progress == Progress.None ? OpenOutput() : new ClearingStream(OpenOutput(), progress);
        return new(Console.OpenStandardInput(), output, errors)
        {
            InputIsTerminal = !Console.IsInputRedirected,
            ShowsColor = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Progress = progress,
            Width = WidthOfProcess,
        };
    }

    public void Dispose()
    {
        Output.Dispose();
        Errors.Dispose();
    }

    // COLUMNS is set by callers that know the width of a terminal that is not theirs, such as a pager.
    static int WidthOfProcess()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
            return columns;
        return !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : HelpText.UsualWidth;
    }

    // The console's stream swallows the error of a closed pipe, and the work would go on for nobody. A file stream
    // reports it, but keeps a file position of its own, which a file shared with other commands cannot stand.
    static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!pipe.CanSeek)
            return pipe;
        pipe.Dispose();
        return Console.OpenStandardOutput();
    }
}
