using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs parse</c> over its files.</summary>
sealed class ParseRun(CommandStreams streams, FlowLogFormat? format, RecordFilter filter, RecordCounts? counts, RecordOutput? records, OutputBuffer output,
    GoogleFlowLogs? google = null, AddressFiles? addresses = null)
{
    readonly Notices notices = new(streams);
    readonly FormatGuess guess = new();

    InputUse Use => (records is not null || counts is null ? InputUse.Records
        : InputUse.Of([.. filter.Conditions.Select(condition => condition.Field), counts.Field], addresses)) with
    {
        Google = google,
        Addresses = addresses,
        Format = format,
    };

    /// <summary>Reads all inputs.</summary>
    /// <returns>The exit code.</returns>
    internal int ReadAll(string[] inputs)
    {
        var exit = new Inputs(streams, output, notices, Use).ReadAll(inputs, Read);
        if (guess.Hint(format is not null) is { } hint)
            streams.Errors.WriteLine(hint);
        return exit;
    }

    int Read(Stream stream, string name)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = name, Format = format, AcceptsAnyForm = true });
        FlowLogFormat? checkedFormat = null;
        var contradictions = 0L;
        while (reader.Read())
        {
            if (reader.ContradictingHeaders > contradictions)
            {
                contradictions = reader.ContradictingHeaders;
                notices.Warn($"{name}:{reader.LineNumber}: warning: the header above has other fields than --format, and the header is used");
            }

            if (reader.IsRejected)
            {
                notices.Malformed($"{name}:{reader.LineNumber}", reader.DescribeRejection());
                guess.TakeRejected(reader);
                continue;
            }

            if (!ReferenceEquals(checkedFormat, reader.Format))
            {
                checkedFormat = reader.Format;
                WarnOfMissing(checkedFormat, name);
            }

            guess.TakeRecord();
            if (filter.Passes(reader.Record))
                Keep(reader.Record);
        }

        return reader.RejectedLines == 0 ? ExitCode.Success : ExitCode.SomeMalformed;
    }

    void Keep(FlowRecord record)
    {
        counts?.Add(record);
        records?.Write(record);
    }

    void WarnOfMissing(FlowLogFormat read, string name)
    {
        if (filter.FieldsMissingFrom(read) is { Count: > 0 } missing)
            notices.Warn($"{name}: warning: its records have no {string.Join(", ", missing.Select(field => $"'{field}'"))}, so --where leaves none of them");
        if (counts is not null && !read.Contains(counts.Field))
            notices.Warn($"{name}: warning: its records have no '{counts.Field}', so --count-by counts them as absent");
    }
}
