using System.CommandLine;
using System.Reflection;
using FlowLogStack.Review;
using FlowLogStack.Simulation;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs review</c>: the effects of a template change on records, permissions, detections and costs.</summary>
static class ReviewCommand
{
    const string StandardOutput = "-";

    static readonly string[] Severities = [.. Enum.GetValues<ReviewSeverity>().Select(severity => severity.ToString().ToLowerInvariant())];

    internal static Command Create(CommandStreams streams)
    {
        const string forms = "a template in JSON or YAML, a cloud assembly such as cdk.out, or REVISION:PATH of a committed one, which is read with 'git show'";
        var old = new Argument<string>("OLD") { Description = $"The old stacks: {forms}." };
        var now = new Argument<string?>("NEW") { Description = $"The new stacks: {forms}.", Arity = ArgumentArity.ZeroOrOne };
        var deployed = new Option<string?>("--deployed") { Description = "Name of a deployed stack in place of OLD: its template, and changes of its "
            + "resources that "
            + "CloudFormation did not make. Region and credentials are those of other AWS tools.", HelpName = "STACK" };
        var files = new Argument<string[]>("FILE") { Description = $"Flow logs for a backtest of both templates and for costs of traffic. "
            + $"{Inputs.Description.Replace(" Default: standard input.", " Default: none.", StringComparison.Ordinal)}", Arity = ArgumentArity.ZeroOrMore };
        var parameter = new Option<string[]>("--parameter") { Description = "Value of a template parameter, AWS::Region or AWS::AccountId in both templates. "
            + "Repeat the option for several.", HelpName = "NAME=VALUE" };
        var rate = new Option<string?>("--rate") { Description = "Rate of records for costs of traffic, such as 200/s or 5000/m. Default: that of the files; "
            + "without files, costs without traffic.", HelpName = "RATE" };
        var prices = new Option<string?>("--prices") { Description = "Prices that differ from the list prices of us-east-1, as a JSON object: "
            + "{\"metric\":0.28}.", HelpName = "FILE" };
        var output = OutputOption.Optional("a page of Markdown");
        var json = new Option<string?>("--json") { Description = "Write the review as JSON to this file; '-' is standard output, instead of Markdown.",
            HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write the review as one HTML page to this file.", HelpName = "FILE" };
        var sarif = new Option<string?>("--sarif") { Description = "Write the findings as SARIF 2.1.0 to this file, for code scanning.", HelpName = "FILE" };
        var failOn = new Option<string?>("--fail-on").Among(Severities);
        failOn.Description = $"Exit with code {ExitCode.LimitReached} if a finding has this severity or a higher one.";
        var command = new Command("review",
            "Reviews a change of CloudFormation templates: what is lost, who may do more, which detections change, what no longer fits, and what it costs.")
        {
            old, now, files, deployed, parameter, rate, prices, output, json, html, sarif, failOn,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var stack = parsed.GetValue(deployed);
            // With a deployed stack, there is one template less, and what follows it are files.
            string[] inputs = [parsed.GetValue(old)!, .. parsed.GetValue(now) is { } second ? [second] : Array.Empty<string>(),
                .. parsed.GetValue(files) ?? []];
            if (stack is null && inputs.Length < 2)
                throw new FormatException("NEW is missing. Add the new template or folder after OLD, or use --deployed STACK in place of OLD.");
            return RunAsync(
                new Request(
                    stack is null ? inputs[0] : null,
                    stack,
                    inputs[stack is null ? 1 : 0],
                    inputs[(stack is null ? 2 : 1)..],
                    TemplateArgument.Parameters(parsed.GetValue(parameter) ?? []),
                    parsed.GetValue(rate),
                    parsed.GetValue(prices),
                    parsed.GetOptional(output),
                    parsed.GetValue(json),
                    parsed.GetValue(html),
                    parsed.GetValue(sarif),
                    parsed.GetValue(failOn) is { } severity ? Enum.Parse<ReviewSeverity>(severity, ignoreCase: true) : null),
                streams,
                AwsServices.OfEnvironment,
                cancellation);
        });
        return command;
    }

    /// <summary>Runs a review.</summary>
    /// <param name="request">The arguments.</param>
    /// <param name="streams">The command's streams.</param>
    /// <param name="connect">Connects to AWS, for a deployed stack.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    internal static async Task<int> RunAsync(Request request, CommandStreams streams, Func<AwsServices> connect, CancellationToken cancellation = default)
    {
        if (request.Deployed is not { } stack)
            return await FileWork.RunAsync(() => Run(request, ReviewInput.Read(request.Old!), ReviewInput.Read(request.New), streams), cancellation)
                .ConfigureAwait(false);
        try
        {
            // A file that isn't a valid input is reported before AWS is called.
            var now = ReviewInput.Read(request.New);
            using var services = connect();
            var deployed = await DeployedTemplate.ReadAsync(stack, services, cancellation: cancellation).ConfigureAwait(false);
            foreach (var note in deployed.Notes)
                streams.Errors.WriteLine($"flowlogs: {note}");
            return await FileWork.RunAsync(() => Run(request, new ReviewInput(deployed.Template.Name, [deployed.Template]), now, streams), cancellation)
                .ConfigureAwait(false);
        }
        catch (VerificationException e)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return ExitCode.Failure;
        }
    }

    static int Run(Request request, ReviewInput old, ReviewInput now, CommandStreams streams)
    {
        using var json = Open("--json", request.Json);
        using var html = Open("--html", request.Html);
        using var sarif = Open("--sarif", request.Sarif);
        using var review = new TemplateReview(old, now, Options(request));
        var output = new OutputBuffer(streams.Output);
        var exit = request.Files.Length == 0 ? ExitCode.Success : new BacktestRun(streams, review.Read, output).ReadAll(request.Files);
        var result = review.Finish();
        Print(result, request, output);
        output.Flush();
        Save(json, buffer => ReviewJson.Write(result, buffer.Bytes));
        Save(sarif, buffer => ReviewSarif.Write(result, buffer.Bytes, Version));
        if (html is not null)
        {
            ReviewPage.Write(result, html);
            html.Commit();
        }

        if (exit == ExitCode.Failure || request.FailOn is not { } limit || !result.Findings.Any(finding => finding.Severity >= limit))
            return exit;
        return ExitCode.LimitReached;
    }

    static string Version => typeof(ReviewCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    static ReviewOptions Options(Request request) => new()
    {
        Parameters = request.Parameters,
        Prices = request.Prices is { } file ? PriceList.Parse(TemplateArgument.ReadText("--prices", file), file) : null,
        Rate = request.Rate is null ? null : TrafficRate.Parse(request.Rate),
    };

    static void Print(ReviewResult result, Request request, OutputBuffer output)
    {
        if (request.Json == StandardOutput || request.Output is OutputFormat.Json)
        {
            ReviewJson.Write(result, output.Bytes);
        }
        else if (request.Output is { } format)
        {
            var rows = new RowOutput(format, output, [new("severity"), new("rule"), new("stack"), new("logicalId"), new("title")]);
            foreach (var finding in result.Findings)
                rows.Add(finding.Severity.ToString().ToLowerInvariant(), finding.Rule.Id, finding.Stack, finding.LogicalId, finding.Title);
            rows.Finish();
        }
        else
        {
            using var page = new StringWriter();
            ReviewMarkdown.Write(result, page);
            output.Write(page.ToString());
        }
    }

    static ResultFile? Open(string option, string? file) => file is null or StandardOutput ? null : TemplateArgument.OpenResult(option, file);

    static void Save(ResultFile? file, Action<OutputBuffer> write)
    {
        if (file is null)
            return;
        var buffer = new OutputBuffer(file);
        write(buffer);
        buffer.Flush();
        file.Commit();
    }

    internal sealed record Request(
        string? Old,
        string? Deployed,
        string New,
        string[] Files,
        IReadOnlyDictionary<string, string> Parameters,
        string? Rate,
        string? Prices,
        OutputFormat? Output,
        string? Json,
        string? Html,
        string? Sarif,
        ReviewSeverity? FailOn);
}
