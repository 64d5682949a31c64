using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs insights</c> over its files. Their records or lines are the events of one log group.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="queryFor">Returns the query for the format of flow log records.</param>
/// <param name="events">Kind of the events; null if the content of the first input determines it.</param>
/// <param name="format">Format of files without a header line; null for the default one.</param>
/// <param name="output">Buffer that is flushed before the command waits for standard input.</param>
/// <param name="use">What is used of the inputs.</param>
sealed class InsightsRun(CommandStreams streams, Func<FlowLogFormat, LogsInsightsQuery> queryFor, LogEventKind? events, FlowLogFormat? format,
    OutputBuffer output, InputUse use)
{
    readonly Notices notices = new(streams);
    LogEventKind? kind = events;
    LogsInsightsRun? run;
    FlowLogFormat? asked;
    FlowLogFormat? current;

    /// <summary>Reads all inputs.</summary>
    /// <returns>The exit code.</returns>
    internal int ReadAll(string[] inputs) => kind is LogEventKind.Json
        ? new Inputs(streams, output, notices, InputUse.Lines).ReadAll(inputs, ReadLines)
        : new Inputs(streams, output, notices, use).ReadAll(inputs, kind is null ? ReadByContent : Read);

    internal LogsInsightsResult Complete() => Start(format ?? FlowLogFormat.Default).Complete();

    // Events of both kinds have no field in common.
    int ReadByContent(Stream stream, string name)
    {
        using var content = ActivityContent.Of(stream);
        var found = content.Kind is ActivityKind.None ? LogEventKind.FlowLogRecords : LogEventKind.Json;
        kind ??= found;
        if (kind == found)
            return found is LogEventKind.Json ? ReadLines(content, name) : Read(content, name);
        var (first, other) = found is LogEventKind.Json ? ("flow log records", "an activity log") : ("activity logs", "not one");
        return notices.Fail($"{name}: the first input has {first}, but this one is {other}. Query the inputs of each kind separately.");
    }

    int Read(Stream stream, string name)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = name, Format = format, AcceptsAnyForm = true });
        while (reader.Read())
        {
            if (reader.IsRejected)
            {
                notices.Malformed($"{name}:{reader.LineNumber}", reader.DescribeRejection());
                continue;
            }

            // The first record's format determines the fields that the query can use.
            var started = Start(reader.Format);
            if (!ReferenceEquals(current, reader.Format))
                WarnOfOther(reader.Format, $"{name}:{reader.LineNumber}");
            started.Add(reader.Record, reader.Origin);
        }

        return reader.RejectedLines == 0 ? ExitCode.Success : ExitCode.SomeMalformed;
    }

    int ReadLines(Stream stream, string name)
    {
        using var lines = new LogEventReader(stream, name, messagesAreJson: true);
        var exit = ExitCode.Success;
        var started = Start(FlowLogFormat.Default);
        while (lines.Read())
        {
            if (lines.IsTooLong || lines.IsMalformed)
            {
                notices.Malformed($"{name}:{lines.LineNumber}", MatchRun.ReasonOf(lines));
                exit = ExitCode.SomeMalformed;
                continue;
            }

            if (lines.Origin == default)
                started.AddLine(lines.Message);
            else
                started.Add(lines.Message, lines.Origin);
        }

        return exit;
    }

    LogsInsightsRun Start(FlowLogFormat of)
    {
        asked ??= of;
        return run ??= queryFor(asked).Start(new LogsInsightsOptions { Events = kind ?? LogEventKind.FlowLogRecords, Format = asked });
    }

    void WarnOfOther(FlowLogFormat next, string place)
    {
        current = next;
        if (!next.Equals(asked))
            notices.Warn($"{place}: warning: the records from here on have another format than the first ones, for which the query was read; fields that it "
                + "does not parse itself may be missing");
    }
}
