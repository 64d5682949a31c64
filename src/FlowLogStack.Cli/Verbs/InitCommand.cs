using System.CommandLine;
using System.Text;
using FlowLogStack.Settings;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs init</c>: writes a settings file to start from, and its schema beside it.</summary>
static class InitCommand
{
    const string AllDetections = "all";
    static readonly char[] Separators = [',', ' '];

    internal static Command Create(CommandStreams streams)
    {
        var source = new Option<string[]>("--source") { Description = "Id of a VPC, subnet, network interface, regional NAT gateway, transit gateway or "
            + "attachment. Repeat for each. Default: none; the stack creates a small VPC.", HelpName = "ID" };
        var group = new Option<string>("--log-group") { Description = "Existing log group to watch, to which other flow logs deliver, in place of --source. "
            + "Set --format to their log format. Default: none.", HelpName = "NAME" };
        var notify = new Option<string[]>("--notify") { Description = "Subscriber of the alarms: an email address, an https URL, or the ARN of an SQS queue "
            + "or Lambda function. Repeat for each. Default: none.", HelpName = "SUBSCRIBER" };
        var format = new Option<string>("--format", "-f") { Description = "Log format: a preset, or fields such as '${version} ${srcaddr}'. Default: v5, for "
            + "transit gateways transit-gateway, otherwise AWS's default format.", HelpName = "FORMAT" };
        var detections = new Option<string>("--detections") { Description = "Detections that are on: ssh for rejected SSH connections, or all whose fields "
            + "the format has. Default: ssh." }.Among("ssh", AllDetections);
        var known = new Option<string[]>("--known-source") { Description = "CIDR block of administrators or partners, whose accepted connections do not "
            + "count. Repeat for each. Requires --detections all.", HelpName = "CIDR" };
        var resolver = new Option<string[]>("--resolver") { Description = "CIDR block of an external DNS resolver in use. Repeat for each. Requires "
            + "--detections all.", HelpName = "CIDR" };
        var stack = new Option<string>("--stack-name") { Description = "Name of the CloudFormation stack. Default: FlowLogStack.", HelpName = "NAME" };
        var retention = new Option<int?>("--retention-days") { Description = "Retention of the log group in days. Default: 30.", HelpName = "DAYS" };
        var file = new Option<string>("--output-file") { Description = $"File to write; its folder also gets {SettingsFile.SchemaName}. "
            + $"Default: {SettingsFile.DefaultName}.", HelpName = "FILE", DefaultValueFactory = _ => SettingsFile.DefaultName };
        var force = new Option<bool>("--force") { Description = "Overwrite existing files. Default: an existing file is an error." };
        var command = new Command("init", "Writes a settings file to start from. Without options it prompts for the values on a terminal, and writes the "
            + "default stack's settings elsewhere. Thresholds for existing resources are those that were quiet in a noisy network.")
        {
            source, group, notify, format, detections, known, resolver, stack, retention, file, force,
        };
        Option[] choices = [source, group, notify, format, detections, known, resolver, stack, retention];
        command.SetAction(parsed =>
        {
            var settings = new StarterSettings
            {
                Sources = parsed.GetValue(source) ?? [],
                LogGroup = parsed.GetValue(group),
                Notify = parsed.GetValue(notify) ?? [],
                Format = parsed.GetValue(format),
                HasAllDetections = parsed.GetValue(detections) == AllDetections,
                KnownSources = parsed.GetValue(known) ?? [],
                Resolvers = parsed.GetValue(resolver) ?? [],
                StackName = parsed.GetValue(stack),
                RetentionDays = parsed.GetValue(retention),
            };
            return Run(settings, streams.InputIsTerminal && !choices.Any(choice => parsed.GetResult(choice) is not null), parsed.GetValue(file)!,
                parsed.GetValue(force), streams);
        });
        return command;
    }

    static int Run(StarterSettings settings, bool prompts, string file, bool overwrites, CommandStreams streams)
    {
        if (File.Exists(file) && !overwrites)
        {
            streams.Errors.WriteLine($"flowlogs: '{file}' exists already. Use --force to overwrite it, or --output-file with the name of another file.");
            return ExitCode.Failure;
        }

        if (prompts)
            settings = Prompt(settings, streams);
        string text;
        try
        {
            text = settings.ToJson();
        }
        catch (InvalidSettingsException e)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return ExitCode.Failure;
        }

        Write(file, text);
        var schema = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, SettingsFile.SchemaName);
        var writesSchema = overwrites || !File.Exists(schema);
        if (writesSchema)
            Write(schema, SettingsFile.Schema);

        var output = new OutputBuffer(streams.Output);
        output.WriteLine($"Wrote {file}{(writesSchema ? $" and {SettingsFile.SchemaName}, with which editors complete it" : "")}.");
        output.WriteList("Next:",
        [
            $"npx --yes {HelpText.CdkCli} synth --quiet --app \"flowlogs app\""
                + (Path.GetFileName(file) == SettingsFile.DefaultName ? "" : $" -c settings={file}"),
            $"flowlogs backtest --template cdk.out/{settings.StackName ?? "FlowLogStack"}.template.json --html report.html LOGS",
            $"flowlogs cost --template cdk.out/{settings.StackName ?? "FlowLogStack"}.template.json LOGS",
        ]);
        output.Flush();
        return ExitCode.Success;
    }

    // Each answer is validated at once, and the prompt repeated; the end of the input keeps the default.
    static StarterSettings Prompt(StarterSettings settings, CommandStreams streams)
    {
        using var input = new StreamReader(streams.Input, Encoding.UTF8, leaveOpen: true);
        settings = Ask(settings, "Ids of the resources to monitor, such as vpc-0a1b2c3d4e5f67890 [none: create a small VPC]: ", (value, text) =>
            value with { Sources = ListOf(text) });
        settings = Ask(settings, "Subscribers of the alarms, such as network-team@example.com [none]: ", (value, text) => value with { Notify = ListOf(text) });
        return Ask(settings, "Detections: ssh, or all for about 11 USD a month [ssh]: ", (value, text) => text switch
        {
            "ssh" => value,
            AllDetections => value with { HasAllDetections = true },
            _ => throw new InvalidSettingsException("", [new SettingsProblem("", $"\"{text}\" is not a valid value. Use ssh or all.")]),
        });

        StarterSettings Ask(StarterSettings before, string prompt, Func<StarterSettings, string, StarterSettings> change)
        {
            while (true)
            {
                streams.Errors.Write(prompt);
                streams.Errors.Flush();
                if (input.ReadLine()?.Trim() is not { Length: > 0 } text)
                    return before;
                try
                {
                    var after = change(before, text);
                    after.ToJson();
                    return after;
                }
                catch (InvalidSettingsException e)
                {
                    foreach (var problem in e.Problems)
                        streams.Errors.WriteLine(problem.Message);
                }
            }
        }
    }

    static string[] ListOf(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    static void Write(string file, string text)
    {
        using var output = ResultFile.Open("--output-file", file);
        output.Commit(text);
    }
}
