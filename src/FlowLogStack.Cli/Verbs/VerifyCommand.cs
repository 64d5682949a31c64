using System.CommandLine;
using System.Globalization;
using FlowLogStack.Simulation;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs verify</c>: compares a deployed stack with its template and checks its delivery and alarms.</summary>
static class VerifyCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var template = new Option<string>("--template", "-t") { Description = "The CloudFormation template that was deployed, in JSON or YAML, such as "
            + "cdk.out/STACK.template.json.", HelpName = "FILE", Required = true };
        var stack = new Option<string?>("--stack") { Description = "Name of the stack. Default: from the name of the template file.", HelpName = "NAME" };
        var parameter = new Option<string[]>("--parameter") { Description = "A value of a template parameter. Default: that of the deployed stack.",
            HelpName = "NAME=VALUE" };
        var within = new Option<string>("--within") { Description = "Maximum age of the latest records. Default: 30m.", HelpName = "30m",
            DefaultValueFactory = _ => "30m" };
        var notify = new Option<bool>("--notify") { Description = "Set one alarm of each topic to ALARM and back, so that each subscriber gets a test "
            + "message. Nothing else is changed." };
        var drift = new Option<bool>("--drift") { Description = "Let CloudFormation compare the properties of all resources, such as keys and policies, with "
            + "the deployed template. Takes up to some minutes." };
        var metrics = new Option<string[]>("--metrics") { Description = "Flow logs of the same time, as files, directories or s3://BUCKET/PREFIX, to compare "
            + "each metric filter's datapoints with.", HelpName = "FILE" };
        var from = new Option<string?>("--from") { Description = "With --metrics, the start of the comparison in UTC. Default: the first record.",
            HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "With --metrics, the end of the comparison in UTC. Default: the last record.", HelpName = "TIME" };
        var tolerance = new Option<string?>("--tolerance") { Description = "With --metrics, the allowed difference of a data point. Default: 0%.",
            HelpName = "1%" };
        var delay = new Option<string>("--delay") { Description = "With --metrics, the delay between the end of a record and its arrival in CloudWatch Logs; "
            + "later minutes are not compared. Default: 5m.", HelpName = "5m", DefaultValueFactory = _ => "5m" };
        var format = new Option<string?>("--format", "-f") { Description = $"With --metrics, the format of files without a header "
            + $"line. {FormatArgument.Description} Default: that of the template's flow log." };
        var logGroup = new Option<string?>("--log-group") { Description = "With --metrics, the logical id or name of the log group of the records. Default: "
            + "the one that the template's flow log delivers to.", HelpName = "NAME" };
        var output = OutputOption.Of(OutputFormat.Table);
        var flowLog = new Option<string?>("--flow-log") { Description = "With --metrics, the logical id of the flow log of the records, if the template has "
            + "several of different formats.", HelpName = "NAME" };
        var json = new Option<string?>("--json") { Description = "Write the result as JSON to this file; '-' is standard output, instead of the table.",
            HelpName = "FILE" };
        var command = new Command("verify", $"Checks that a deployed stack matches its template, flow logs deliver and topics have confirmed subscribers. "
            + $"Ends with {ExitCode.ChecksFailed} when a check fails, and with {ExitCode.Failure} when no check was possible. Region and credentials are "
            + "those of other AWS tools.")
        {
            template, stack, parameter, within, notify, drift, metrics, from, to, tolerance, delay, format, logGroup, flowLog, output, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var files = parsed.GetValue(metrics) ?? [];
            foreach (var option in new Option[] { from, to, tolerance, delay, format, logGroup, flowLog })
            {
                if (files.Length == 0 && parsed.GetResult(option) is { Implicit: false })
                    throw new FormatException($"{option.Name} requires --metrics. Add the flow logs to compare with --metrics, or remove the option.");
            }

            var replay = new BacktestOptions
            {
                Format = parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null,
                LogGroup = parsed.GetValue(logGroup),
                FlowLog = parsed.GetValue(flowLog),
                From = TimeArgument.Instant("--from", parsed.GetValue(from)),
                To = TimeArgument.Instant("--to", parsed.GetValue(to)),
                Delay = TimeArgument.Duration("--delay", parsed.GetValue(delay)!),
            };
            TemplateArgument.CheckRange(replay);
            var options = new VerificationOptions
            {
                Stack = parsed.GetValue(stack),
                Parameters = TemplateArgument.Parameters(parsed.GetValue(parameter) ?? []),
                Within = WithinOf(parsed.GetValue(within)!),
                Notifies = parsed.GetValue(notify),
                ChecksDrift = parsed.GetValue(drift),
                Say = streams.Errors.WriteLine,
                From = replay.From,
                To = replay.To,
                Delay = replay.Delay,
                Tolerance = ToleranceOf(parsed.GetValue(tolerance)),
            };
            return new VerifyRun(streams, AwsServices.OfEnvironment, parsed.GetValue(json), parsed.Get(output))
                .RunAsync(parsed.GetValue(template)!, files, options, replay, cancellation);
        });
        return command;
    }

    static TimeSpan WithinOf(string text) =>
        TimeArgument.Duration("--within", text) is var within && within >= TimeSpan.FromMinutes(1)
            ? within
            : throw new FormatException($"--within must be a minute or longer, but is '{text}'.");

    static double ToleranceOf(string? text)
    {
        if (text is null)
            return 0;
        var isPercent = text.EndsWith('%');
        return double.TryParse(isPercent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (isPercent ? number / 100 : number) is >= 0 and < 1 and var share
            ? share
            : throw new FormatException($"--tolerance must be a share from 0 up to but not including 1, but is '{text}'. Use 1% or 0.01.");
    }
}
