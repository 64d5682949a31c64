using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs match</c> over its files. Events are numbered across all files.</summary>
sealed class MatchRun(CommandStreams streams, LogPattern pattern, MatchOutput matches, OutputBuffer output, InputUse use) : IDisposable
{
    const int SampleLength = 60;

    readonly Notices notices = new(streams);
    long eventNumber;

    public void Dispose() => matches.Dispose();

    /// <summary>Reads all inputs.</summary>
    /// <returns>The exit code.</returns>
    internal int ReadAll(string[] inputs)
    {
        var exit = new Inputs(streams, output, notices, use).ReadAll(inputs, Read);
        matches.Finish();
        return exit;
    }

    /// <summary>Returns why a line isn't a valid event.</summary>
    internal static string ReasonOf(LogEventReader events) => events.IsTooLong
        ? $"the line is longer than {LogEventReader.MaximumMessageLength} bytes, which is the limit of CloudWatch Logs for an event."
        : (events.IsAccessLog ? "it is not a record of an S3 server access log" : "the JSON is cut short, malformed or too long")
            + $": '{Encoding.UTF8.GetString(events.Message[..Math.Min(events.Message.Length, SampleLength)])}…'.";

    int Read(Stream stream, string name)
    {
        using var events = new LogEventReader(stream, name, pattern.Kind is LogPatternKind.Json);
        var exit = ExitCode.Success;
        while (events.Read())
        {
            if (events.IsTooLong || events.IsMalformed)
            {
                notices.Malformed($"{name}:{events.LineNumber}", ReasonOf(events));
                exit = ExitCode.SomeMalformed;
                continue;
            }

            eventNumber++;
            if (pattern.TryMatch(events.Message, out var match))
                matches.Write(eventNumber, match);
        }

        return exit;
    }
}
