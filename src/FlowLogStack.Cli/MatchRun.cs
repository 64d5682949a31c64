using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs match</c> over its files, whose events are numbered as if they were one.</summary>
sealed class MatchRun(CommandStreams streams, LogPattern pattern, OutputBuffer output) : IDisposable
{
    readonly LogPatternMatchJson json = new();
    long eventNumber;

    public void Dispose() => json.Dispose();

    /// <summary>Reads a file, or standard input when it is null.</summary>
    /// <returns>The exit code this file alone would give.</returns>
    internal int Read(string? file) => InputFile.Read(file, streams, output, Read, Fail);

    /// <summary>Says that a line cannot be an event.</summary>
    internal static string TooLong(LogEventReader events, string name) =>
        $"{name}:{events.LineNumber}: the line is longer than {LogEventReader.MaximumMessageLength} bytes, which is all that CloudWatch Logs takes for an event, so it is none.";

    int Read(Stream stream, string name)
    {
        using var events = new LogEventReader(stream, name);
        var exit = FlowLogs.Success;
        while (events.Read())
        {
            if (events.IsTooLong)
            {
                streams.Errors.WriteLine(TooLong(events, name));
                exit = FlowLogs.SomeRejected;
                continue;
            }

            eventNumber++;
            if (pattern.TryMatch(events.Message, out var match))
            {
                json.Write(eventNumber, match, output.Bytes);
                output.EndLine();
            }
        }

        return exit;
    }

    int Fail(string message)
    {
        streams.Errors.WriteLine(message);
        return FlowLogs.Failure;
    }
}
