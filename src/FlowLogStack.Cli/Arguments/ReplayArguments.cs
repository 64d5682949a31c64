using System.CommandLine;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The common arguments of verbs that run a template on recorded logs: the files, and options for the simulation of CloudWatch.</summary>
sealed class ReplayArguments
{
    readonly Argument<string[]> files = new("FILE") { Description = Inputs.Description, Arity = ArgumentArity.ZeroOrMore };
    readonly Option<string> template;
    readonly Option<string?> format =
        new("--format", "-f") { Description = $"The format of files without a header line. {FormatArgument.Description} Default: that of the "
            + "template's flow log." };
    readonly Option<string[]> parameter =
        new("--parameter") { Description = "Value of a template parameter, AWS::Region or AWS::AccountId, in place of its default. Repeat the option "
            + "for several.", HelpName = "NAME=VALUE" };
    readonly Option<string?> logGroup =
        new("--log-group") { Description = "Log group of the records, by logical id or name. Default: the log group of the template's flow log.",
            HelpName = "NAME" };
    readonly Option<string?> flowLog =
        new("--flow-log") { Description = "Flow log of the records, by logical id, where flow logs of the template have different log formats. Default: all "
            + "that deliver to the log group.", HelpName = "NAME" };
    readonly Option<string[]> from = CloudOption.CreateWithTime("Start time (UTC). Earlier records are ignored.");
    readonly Option<string?> to = new("--to") { Description = "End time (UTC). Later records are ignored.", HelpName = "TIME" };
    readonly Option<string> delay =
        new("--delay") { Description = "Delivery delay: the time from the end of a record to its arrival in CloudWatch Logs. Default: 5m.", HelpName = "5m",
            DefaultValueFactory = _ => "5m" };

    /// <summary>Creates the options.</summary>
    /// <param name="tested">Description of what is simulated, such as "whose dashboards are drawn".</param>
    internal ReplayArguments(string tested) =>
        template = new Option<string>("--template", "-t") { Description = $"The CloudFormation template {tested}, in JSON or YAML, or as 'aws cloudformation "
            + "get-template' prints it, such as cdk.out/STACK.template.json.", HelpName = "FILE", Required = true };

    internal void AddTo(Command command)
    {
        AddInputTo(command);
        foreach (var option in new Option[] { from, to, delay })
            command.Add(option);
    }

    /// <summary>Adds only the template and the files, for verbs that don't simulate CloudWatch.</summary>
    internal void AddInputTo(Command command)
    {
        command.Add(files);
        foreach (var option in new Option[] { template, format, parameter, logGroup, flowLog })
            command.Add(option);
    }

    internal string[] Files(ParseResult parsed) => parsed.GetValue(files) ?? [];

    internal string Template(ParseResult parsed) => parsed.GetValue(template)!;

    internal string[] Parameters(ParseResult parsed) => parsed.GetValue(parameter) ?? [];

    /// <summary>Returns the log format of files without a header line, or null for the format of the template's flow log.</summary>
    /// <exception cref="FormatException">The text isn't a valid log format.</exception>
    internal FlowLogFormat? Format(ParseResult parsed) => parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null;

    /// <summary>Returns the log group of the records, or null for those of the template's flow logs.</summary>
    internal string? LogGroup(ParseResult parsed) => parsed.GetValue(logGroup);

    /// <summary>Returns the flow log that delivers the records, or null for all.</summary>
    internal string? FlowLog(ParseResult parsed) => parsed.GetValue(flowLog);

    /// <summary>Returns what a verb with a time range uses of the inputs.</summary>
    internal InputUse Use(ParseResult parsed) => InputUse.Objects with { Google = CloudOption.Split(parsed.GetValue(from)).Google };

    /// <summary>Returns the simulation options that all verbs have.</summary>
    /// <exception cref="FormatException">A value is malformed. The message contains the option.</exception>
    internal BacktestOptions Options(ParseResult parsed) => new()
    {
        Format = Format(parsed),
        LogGroup = LogGroup(parsed),
        FlowLog = FlowLog(parsed),
        From = TimeArgument.Instant("--from", CloudOption.Split(parsed.GetValue(from)).Time),
        To = TimeArgument.Instant("--to", parsed.GetValue(to)),
        Delay = TimeArgument.Duration("--delay", parsed.GetValue(delay)!),
    };
}
