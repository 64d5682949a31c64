using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs rehearse</c>: a connection to a target of a deployed stack, followed from its record to the message.</summary>
static class RehearseCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var template = new Option<string>("--template", "-t") { Description = "The CloudFormation template that was deployed, in JSON or YAML, such as "
            + "cdk.out/STACK.template.json.", HelpName = "FILE", Required = true };
        var target = new Option<string>("--target") { Description = "IP address of a network interface that a flow log of the stack records. Addresses of "
            + "other interfaces are rejected, and so are private addresses unless this machine is in the same VPC.", HelpName = "ADDRESS", Required = true };
        var port = NumberOption.Whole("--port", 1, IPEndPoint.MaxPort);
        port.Description = "TCP port to connect to. Default: 22.";
        var consent = new Option<bool>("--consent") { Description = "You may connect to the target. Without it, only the target and the alarms are checked." };
        var knocks = NumberOption.Whole("--knocks", 1, Rehearsal.MostKnocks);
        knocks.Description = "Number of connections, for alarms with a higher threshold. Default: 1.";
        var source = new Option<string[]>("--source") { Description = "Address of this machine as the target sees it, if a NAT device changes source "
            + "ports. Repeat for several. Default: source ports identify the records.", HelpName = "ADDRESS" };
        var within = new Option<string>("--within") { Description = "Maximum time until the message. Default: 30m.", HelpName = "30m",
            DefaultValueFactory = _ => "30m" };
        var stack = new Option<string?>("--stack") { Description = "Name of the stack. Default: from the name of the template file.", HelpName = "NAME" };
        var parameter = new Option<string[]>("--parameter") { Description = "A value of a template parameter. Default: that of the deployed stack.",
            HelpName = "NAME=VALUE" };
        var output = OutputOption.Of(OutputFormat.Table);
        var command = new Command("rehearse", $"Connects to one target of a deployed stack and follows the record, its datapoint, the alarm and the "
            + $"message, with the time of each. Ends with {ExitCode.ChecksFailed} when a step is not reached, and with {ExitCode.Failure} when no "
                + "connection was made. Region and credentials are those of other AWS tools.")
        {
            template, target, port, consent, knocks, source, within, stack, parameter, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new RehearsalOptions
            {
                Target = AddressOf("--target", parsed.GetValue(target)!),
                Port = (int)(parsed.GetValue(port) ?? 22),
                HasConsent = parsed.GetValue(consent),
                Knocks = (int)(parsed.GetValue(knocks) ?? 1),
                Sources = [.. (parsed.GetValue(source) ?? []).Select(text => AddressOf("--source", text))],
                Within = WithinOf(parsed.GetValue(within)!),
                Stack = parsed.GetValue(stack),
                Parameters = TemplateArgument.Parameters(parsed.GetValue(parameter) ?? []),
                Say = streams.Errors.WriteLine,
            };
            return new RehearseRun(streams, AwsServices.OfEnvironment, parsed.Get(output)).RunAsync(parsed.GetValue(template)!, options, cancellation);
        });
        return command;
    }

    // A host name could have another address at the time of the connection. Of IPv4, .NET also parses forms such as 1.2 and 0x7f000001.
    static IPAddress AddressOf(string option, string text) =>
        IPAddress.TryParse(text, out var address) && !address.IsIPv4MappedToIPv6
            && (address.AddressFamily is AddressFamily.InterNetworkV6 ? address.ScopeId == 0 : address.ToString() == text)
            ? address
            : throw new FormatException($"{option} must be an IP address, but is '{text}'. Use an address such as 203.0.113.7 or 2001:db8::7, not a host "
                + "name.");

    static TimeSpan WithinOf(string text) =>
        TimeArgument.Duration("--within", text) is var within && within >= TimeSpan.FromMinutes(1)
            ? within
            : throw new FormatException($"--within must be a minute or longer, but is '{text}'.");
}
