using System.CommandLine;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs insights</c>: runs a Logs Insights query on files.</summary>
static class InsightsCommand
{
    const int MostCharacters = 1_000_000;

    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = "Flow log files, files of CloudTrail, S3 access logs, or with --events json files of JSON "
            + "lines, gzip or not; '-' is standard input. Default: standard input.", Arity = ArgumentArity.ZeroOrMore };
        var query = new Option<string?>("--query", "-q") { Description = "The query.", HelpName = "Q" };
        var queryFile = new Option<string?>("--query-file") { Description = "A file that contains the query.", HelpName = "FILE" };
        var name = new Option<string?>("--name") { Description = "Name of a built-in query, which is adapted to the format of the records.",
            HelpName = "NAME" };
        var format = new Option<string?>("--format", "-f") { Description = $"The format of files without a header "
            + $"line. {FormatArgument.Description} Default: default." };
        var output = OutputOption.Of(OutputFormat.Table);
        var formulas = FormulaOption.Create();
        var events = new Option<string?>("--events") { Description = "Kind of the lines. records: flow log records. json: JSON objects, whose values are "
            + "fields named by their path, such as detail.userIdentity.arn and items.0.fromPort; a time before the object, as in exports of CloudWatch Logs, "
            + "is the event's, and without one @timestamp has no value. Default: by content; files of CloudTrail and S3 access logs are JSON objects with the "
            + "time of the call or request, all others records.", HelpName = "records|json" };
        events.Among("records", "json");
        var from = CloudOption.Create();
        var geo = GeoOption.Create("Add fields with the country, network and AWS service of both addresses to the end of each record, such as src_country.");
        var inside = new Option<string[]>("--internal") { Description = "CIDR block of the internal network, for built-in queries that distinguish inside "
            + "from outside. Default: the private ranges.", HelpName = "CIDR", AllowMultipleArgumentsPerToken = false };
        var nat = new Option<string?>("--nat-gateway") { Description = "Private address of a NAT gateway, for the built-in queries that require one.",
            HelpName = "ADDRESS" };
        var list = new Option<bool>("--list", "-l") { Description = "List the built-in queries whose fields the format has." };
        var show = new Option<string?>("--show") { Description = "Print the built-in query of this name for the format.", HelpName = "NAME" };
        var activity = new Option<bool>("--activity") { Description = "With --list, the built-in queries of files of CloudTrail." };
        var command = new Command("insights", "Runs a CloudWatch Logs Insights query on flow logs, activity logs or files of JSON events, and prints the "
            + "result.") { files, from, geo, query, queryFile, name, events, format, inside, nat, activity, output, formulas, list, show };
        command.SetAction(parsed => Run(
            new Request(
                parsed.GetValue(files) ?? [],
                parsed.GetValue(query),
                parsed.GetValue(queryFile),
                parsed.GetValue(name),
                parsed.GetValue(events) switch { "json" => LogEventKind.Json, "records" => LogEventKind.FlowLogRecords, _ => null },
                parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null,
                OptionsOf(parsed.GetValue(inside) ?? [], parsed.GetValue(nat)),
                parsed.Get(output),
                parsed.GetValue(formulas),
                parsed.GetValue(list),
                parsed.GetValue(show),
                parsed.GetValue(activity),
                CloudOption.Of(parsed.GetValue(from)),
                parsed.GetValue(geo)),
            streams));
        return command;
    }

    static int Run(Request request, CommandStreams streams)
    {
        EnsureServed(request);
        var output = new OutputBuffer(streams.Output);
        if (request.List || request.Show is not null)
        {
            EnsureAlone(request);
            if (request.List)
                List(request, output);
            else
                output.WriteLine(ActivityNamed(request.Show)?.Insights ?? Named(request.Show!, request.FormatOrDefault, request.Options).Query);
            output.Flush();
            return ExitCode.Success;
        }

        try
        {
            var queryFor = QueryOf(request);
            var files = Inputs.Named(request.Files, streams);
            using var addresses = GeoOption.Open(request.Geo);
            var use = InputUse.Records with { Google = request.Google, Addresses = addresses, Format = request.Format };
            var run = new InsightsRun(streams, queryFor, request.Events, request.Format, output, use);
            var exit = run.ReadAll(files);
            InsightsOutput.Write(run.Complete(), request.Output, output, request.EscapesFormulas);
            output.Flush();
            return exit;
        }
        catch (InsightsQueryException e)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            streams.Errors.WriteLine(e.Query.Split('\n')[e.Line - 1].TrimEnd('\r').Replace('\t', ' '));
            streams.Errors.WriteLine(new string(' ', e.Column - 1) + "^");
            return ExitCode.Failure;
        }
    }

    static void EnsureServed(Request request)
    {
        if (request.Activity && !request.List)
            throw new FormatException("--activity requires --list. Add --list, or remove the option; the name of a query determines what it reads.");
        if (request.Events is not LogEventKind.Json || (request.Format is null && !request.List && ActivityNamed(request.Name ?? request.Show) is not null))
            return;
        if (request.Format is not null)
            throw new FormatException("--format and --events json exclude each other, since JSON events name their own fields. Remove --format.");
        if (request.Geo is [_, ..])
            throw new FormatException("--geo and --events json exclude each other, since fields are added to flow log records. Remove one of them.");
        if (request.Google is not null)
            throw new FormatException("--from gcp and --events json exclude each other, since log entries become flow log records. Remove one of them.");
        if (request.Name is not null || request.List || request.Show is not null)
            throw new FormatException("The queries of the catalog are for flow log records, and exclude --events json. Remove --events json, or use --query "
                + "or --query-file.");
    }

    static void EnsureAlone(Request request)
    {
        if (request.List && request.Show is not null)
            throw new FormatException("--list and --show exclude each other. Use one of them.");
        if (request.Query is not null || request.QueryFile is not null || request.Name is not null || request.Files.Length > 0)
            throw new FormatException($"{(request.List ? "--list" : "--show")} does not run a query. Remove the query and the files, "
                + $"or {(request.List ? "--list" : "use --name instead of --show")}.");
    }

    // The format of the records, which a header line may set, determines the text of a catalog query.
    static Func<FlowLogFormat, LogsInsightsQuery> QueryOf(Request request)
    {
        if (new[] { request.Query, request.QueryFile, request.Name }.Count(given => given is not null) != 1)
            throw new FormatException("A query is required exactly once. Use one of --query Q, --query-file FILE and --name NAME.");
        if (request.Name is not null)
        {
            return ActivityNamed(request.Name) is { } calls
                ? _ => LogsInsightsQuery.Parse(calls.Insights!)
                : format => LogsInsightsQuery.Parse(Named(request.Name, format, request.Options).Query);
        }

        var query = LogsInsightsQuery.Parse(request.Query ?? OptionFile.Read("--query-file", request.QueryFile!, MostCharacters, "a file with a query"));
        return _ => query;
    }

    static void List(Request request, OutputBuffer output)
    {
        var table = new RowOutput(request.Output, output, [new("name"), new("topic"), new("title")]);
        foreach (var question in ActivityQuestions.All.Where(question => request.Activity && question.Insights is not null))
            table.Add(question.Id, "Activity", question.Name);
        foreach (var question in InsightsQueries.All.Where(question => !request.Activity
            && question.CanBeAskedOf(request.FormatOrDefault, request.Options)))
            table.Add(question.Id, question.Topic, question.Title);
        table.Finish();
    }

    static ActivityQuestion? ActivityNamed(string? name) => name is null ? null : ActivityQuestions.All.FirstOrDefault(question =>
        question.Insights is not null && question.Id.Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    static NamedInsightsQuery Named(string name, FlowLogFormat format, InsightsQuestionOptions options)
    {
        var question = InsightsQueries.All.FirstOrDefault(known =>
            known.Id.Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
                || known.Id.Equals(name, StringComparison.OrdinalIgnoreCase) || known.Title.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (question is null)
        {
            var nearest = Nearest.To(name, InsightsQueries.All.SelectMany(known => new[] { known.Id, known.Title }));
            throw new FormatException($"Unknown query '{name}'. {(nearest is null ? "'flowlogs insights --list' lists them." : $"Did you mean '{nearest}'?")}");
        }

        return question.NeedsNatGateway && options.NatGateway is null
            ? throw new FormatException($"The query '{question.Title}' requires the private address of a NAT gateway. Add --nat-gateway ADDRESS.")
            : question.Of(format, options);
    }

    static InsightsQuestionOptions OptionsOf(string[] inside, string? nat)
    {
        var options = new InsightsQuestionOptions();
        if (inside.Length > 0)
            options = options with { InternalNetworks = [.. inside.Select(text => AddressRange.TryParse(text, out var network) ? network
                : throw new FormatException($"--internal must be a CIDR block, but is '{text}'. Use a block such as 10.0.0.0/8."))] };
        return nat is null ? options
            : FlowAddress.TryParse(nat, out var address) ? options with { NatGateway = address }
            : throw new FormatException($"--nat-gateway must be an IP address, but is '{nat}'. Use an address such as 10.0.0.9.");
    }

    sealed record Request(string[] Files, string? Query, string? QueryFile, string? Name, LogEventKind? Events, FlowLogFormat? Format,
        InsightsQuestionOptions Options, OutputFormat Output, bool EscapesFormulas, bool List, string? Show, bool Activity,
        GoogleFlowLogs? Google, string[]? Geo)
    {
        internal FlowLogFormat FormatOrDefault => Format ?? FlowLogFormat.Default;
    }
}
