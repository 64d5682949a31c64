using System.CommandLine;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs parse</c>: prints the records of files or of standard input.</summary>
static class ParseCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = "Flow log files, gzip or not; '-' is standard input. Default: standard input.",
            Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string?>("--format", "-f") { Description = $"The format of files without a header "
            + $"line. {FormatArgument.Description} Default: default." };
        var output = OutputOption.Of(OutputFormat.Ndjson);
        var formulas = FormulaOption.Create();
        var where = new Option<string[]>("--where", "-w") { Description = "Conditions that records must meet, all of them: field, one of = != < <= > >=, "
            + "value. Commas separate alternative values, addresses may be CIDR blocks, '-' is an absent value: action=REJECT dstport=22,3389 "
            + "srcaddr=10.0.0.0/8.", AllowMultipleArgumentsPerToken = true };
        var countBy = new Option<string?>("--count-by", "-c") { Description = "Count the records by the values of this field, the most frequent first, in "
            + "place of printing them." };
        var top = NumberOption.Top(int.MaxValue);
        top.Description = "Maximum number of values to print. Requires --count-by.";
        var from = CloudOption.Create();
        var geo = GeoOption.Create("Add fields with the country, network and AWS service of both addresses, such as src-country, for the output, --where "
            + "and --count-by.");
        var decodeTags = new Option<bool>("--decode-tags") { Description = "Decode the percent-encoding of tag values." };
        var command = new Command("parse", "Prints the records of flow log files, one a line, in the order of the input.") { files, from, geo, format, output,
            where, countBy, top, decodeTags, formulas };
        command.SetAction(parsed => Run(
            new Request(
                parsed.GetValue(files) ?? [],
                parsed.GetValue(format),
                parsed.Get(output),
                parsed.GetValue(where) ?? [],
                parsed.GetValue(countBy),
                (int?)parsed.GetValue(top),
                parsed.GetValue(decodeTags),
                parsed.GetResult(where) is not null,
                parsed.GetValue(formulas),
                CloudOption.Of(parsed.GetValue(from)),
                parsed.GetValue(geo)),
            streams));
        return command;
    }

    static int Run(Request request, CommandStreams streams)
    {
        var format = request.Format is null ? null : FormatArgument.Parse(request.Format);
        using var addresses = GeoOption.Open(request.Geo);
        FlowField[] custom = [.. format?.Fields.Where(field => field.IsCustom) ?? [], .. addresses?.Fields ?? []];
        if (request.HasWhere && (!request.Where.Any(RecordCondition.LooksLike) || request.Where.Contains("")))
            throw new FormatException("--where has no condition. Use a field, one of = != < <= > >=, and a value, as in action=REJECT.");
        var filter = new RecordFilter(request.Where.Where(RecordCondition.LooksLike).Select(condition => RecordCondition.Parse(condition, custom)));
        var countBy = request.CountBy is null ? null : custom.FirstOrDefault(field => field.Name == request.CountBy) ?? FieldOf(request.CountBy);
        if (request.Top is not null && countBy is null)
            throw new FormatException($"--top {request.Top} requires --count-by FIELD, whose values it limits. For the first records use 'head'.");

        // Words after --where without an operator are input files.
        string[] files = [.. request.Files, .. request.Where.Where(word => !RecordCondition.LooksLike(word))];
        files = Inputs.Named(files, streams);

        var output = new OutputBuffer(streams.Output);
        var counts = countBy is null ? null : new RecordCounts(countBy, request.DecodeTags);
        var records = counts is null ? RecordOutput.Of(request.Output, output, request.DecodeTags, request.EscapesFormulas) : null;
        var exit = new ParseRun(streams, format, filter, counts, records, output, request.Google, addresses).ReadAll(files);
        records?.Finish();
        if (counts is not null)
            CountOutput.Write(counts, request.Top ?? int.MaxValue, request.Output, output, request.EscapesFormulas);
        output.Flush();
        return exit;
    }

    static FlowField FieldOf(string name) =>
        FlowField.TryGet(name, out var field) ? field
        : throw new FormatException($"--count-by '{name}' is not a flow log "
        + $"field.{(UnknownField.Describe(name) is { } note ? $" {note}" : " 'flowlogs fields' lists them.")}");

    sealed record Request(string[] Files, string? Format, OutputFormat Output, string[] Where, string? CountBy, int? Top, bool DecodeTags, bool HasWhere,
        bool EscapesFormulas,
        GoogleFlowLogs? Google, string[]? Geo);
}
