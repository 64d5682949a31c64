using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs match</c> over its files, whose events are numbered as if they were one.</summary>
sealed class MatchRun(CommandStreams streams, LogPattern pattern, OutputBuffer output) : IDisposable
{
    readonly LogPatternMatchJson json = new();
    readonly Notices notices = new(streams);
    long eventNumber;

    public void Dispose() => json.Dispose();

    /// <summary>Reads all inputs.</summary>
    /// <returns>The exit code.</returns>
    internal int ReadAll(string[] inputs) => new Inputs(streams, output, notices).ReadAll(inputs, Read);

    /// <summary>Why a line cannot be an event.</summary>
    internal static string TooLong =>
        $"the line is longer than {LogEventReader.MaximumMessageLength} bytes, which is all that CloudWatch Logs takes for an event, so it is none.";

    int Read(Stream stream, string name)
    {
        using var events = new LogEventReader(stream, name, pattern.Kind is LogPatternKind.Json);
        var exit = FlowLogs.Success;
        while (events.Read())
        {
            if (events.IsTooLong)
            {
                notices.Malformed($"{name}:{events.LineNumber}", TooLong);
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
}
