using System.Globalization;
using System.Text;
using FlowLogStack.Records;
using Microsoft.Win32.SafeHandles;

namespace FlowLogStack.Cli;

/// <summary>The streams of a command: input and output for data, and a writer for messages.</summary>
sealed record CommandStreams(Stream Input, Stream Output, TextWriter Errors) : IDisposable
{
    /// <summary>Whether standard input is a terminal.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether the output may contain colors: it is a terminal and <c>NO_COLOR</c> isn't set.</summary>
    public bool ShowsColor { get; init; }

    /// <summary>Progress display of the command. Default: null (no display).</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>Function that returns the width of help texts in characters. Default: 80.</summary>
    public Func<int> Width { get; init; } = () => HelpText.UsualWidth;

    internal static CommandStreams OfProcess()
    {
        var errors = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        var progress = Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb" ? Progress.None : new Progress(errors, isShown: true);
        // If one terminal shows both, the output clears the progress line.
        var output = Console.IsOutputRedirected || progress == Progress.None ? OpenOutput() : Clearing(OpenOutput(), progress);
        return new(Console.OpenStandardInput(), output, errors)
        {
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ShowsColor = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Progress = progress,
            Width = WidthOfProcess,
        };
    }

    /// <summary>Returns a terminal's output that clears the progress line before each write.</summary>
    internal static Stream Clearing(Stream terminal, Progress progress) => new ObservedStream(terminal, writing: progress.Clear);

    public void Dispose()
    {
        Output.Dispose();
        Errors.Dispose();
    }

    // Callers that know the width of another terminal, such as a pager, set COLUMNS.
    static int WidthOfProcess()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
            return columns;
        return !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : HelpText.UsualWidth;
    }

    // The console's stream ignores the error of a closed pipe, and the command would continue without a reader. A file stream reports the error,
    // but tracks its own file position, which fails for a file that several commands write to.
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
