using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs insights</c> over its files, whose records or lines are the events of one log group.</summary>
sealed class InsightsRun(CommandStreams streams, Func<FlowLogFormat, LogsInsightsQuery> queryFor, LogEventKind events, FlowLogFormat? format, OutputBuffer output)
{
    LogsInsightsRun? run;
    FlowLogFormat? asked;
    FlowLogFormat? current;

    /// <summary>Reads a file, or standard input when it is null.</summary>
    /// <returns>The exit code this file alone would give.</returns>
    internal int Read(string? file) => InputFile.Read(file, streams, output, events is LogEventKind.Json ? ReadLines : Read, Fail);

    internal LogsInsightsResult Complete() => Start(format ?? FlowLogFormat.Default).Complete();

    int Read(Stream stream, string name)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = name, Format = format });
        while (reader.Read())
        {
            if (reader.IsRejected)
            {
                streams.Errors.WriteLine($"{name}:{reader.LineNumber}: {reader.DescribeRejection()}");
                continue;
            }

            // The first record's format decides which fields the query may name.
            var started = Start(reader.Format);
            if (!ReferenceEquals(current, reader.Format))
                WarnOfOther(reader.Format, $"{name}:{reader.LineNumber}");
            started.Add(reader.Record);
        }

        return reader.RejectedLines == 0 ? FlowLogs.Success : FlowLogs.SomeRejected;
    }

    int ReadLines(Stream stream, string name)
    {
        using var lines = new LogEventReader(stream, name);
        var exit = FlowLogs.Success;
        var started = Start(FlowLogFormat.Default);
        while (lines.Read())
        {
            if (lines.IsTooLong)
            {
                streams.Errors.WriteLine(MatchRun.TooLong(lines, name));
                exit = FlowLogs.SomeRejected;
                continue;
            }

            started.AddLine(lines.Message);
        }

        return exit;
    }

    LogsInsightsRun Start(FlowLogFormat of)
    {
        asked ??= of;
        return run ??= queryFor(asked).Start(new LogsInsightsOptions { Events = events, Format = asked });
    }

    void WarnOfOther(FlowLogFormat next, string place)
    {
        current = next;
        if (!next.Equals(asked))
            streams.Errors.WriteLine($"{place}: warning: the records from here on have another format than the first ones, for which the query was read; fields that it does not parse itself may be missing");
    }

    int Fail(string message)
    {
        streams.Errors.WriteLine(message);
        return FlowLogs.Failure;
    }
}
