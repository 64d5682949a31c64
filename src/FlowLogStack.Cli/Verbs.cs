using System.CommandLine;

namespace FlowLogStack.Cli;

/// <summary>The verbs of the command line. Each is created only if the command line contains its name.</summary>
static class Verbs
{
    /// <summary>The verbs with their summaries, in the order of the list in help.</summary>
    internal static (string Name, string Summary)[] All { get; } =
    [
        ("demo", "Shows the alarms on a generated day with attacks; needs no AWS."),
        ("init", "Writes a settings file to start from."),
        ("parse", "Prints or counts the records of flow log files."),
        ("match", "Prints the log events that a filter pattern selects."),
        ("generate", "Generates reproducible flow logs with attacks in them."),
        ("convert", "Converts flow logs to Parquet or text in S3 keys."),
        ("backtest", "Simulates a template's alarms on recorded flow logs."),
        ("preview", "Draws a template's dashboards from recorded flow logs."),
        ("cost", "Estimates the monthly cost of a template."),
        ("review", "Reviews the effects of a template change."),
        ("verify", "Compares a deployed stack with its template."),
        ("coverage", "Lists the flow logs of VPCs in accounts and Regions."),
        ("rehearse", "Follows a test connection from its record to the message."),
        ("insights", "Runs a Logs Insights query on files."),
        ("query", "Runs an Athena query on files or on an archive."),
        ("rules", "Compares security group and network ACL rules with traffic."),
        ("savings", "Prices traffic that a change of the network would make cheaper."),
        ("explain", "Puts network changes and what followed in one timeline."),
        ("fields", "Lists the flow log fields."),
        ("format", "Prints a log format in the syntax of each AWS service."),
        ("detections", "Lists the built-in detections, or prints one."),
        ("app", "Runs the CDK app that synthesizes the default stack."),
        ("schema", "Prints the JSON schema of flowlogs.json."),
        ("completion", "Prints a completion script for bash or zsh."),
    ];

    /// <summary>Returns the root command with the verbs on the command line. The others have only a name and a summary.</summary>
    internal static RootCommand RootFor(IReadOnlyCollection<string> arguments, CommandStreams streams)
    {
        var root = new RootCommand("Reads and generates VPC and transit gateway flow logs. 'flowlogs help VERB' prints the options of a verb.");
        var needsAll = arguments.Contains("completion");
        foreach (var (name, summary) in All)
            root.Add(needsAll || arguments.Contains(name) ? Create(name, streams) : new Command(name, summary));
        AwsAccount.AddTo(root);
        return root;
    }

    static Command Create(string name, CommandStreams streams) => name switch
    {
        "demo" => DemoCommand.Create(streams),
        "init" => InitCommand.Create(streams),
        "parse" => ParseCommand.Create(streams),
        "match" => MatchCommand.Create(streams),
        "generate" => GenerateCommand.Create(streams),
        "convert" => ConvertCommand.Create(streams),
        "backtest" => BacktestCommand.Create(streams),
        "preview" => PreviewCommand.Create(streams),
        "cost" => CostCommand.Create(streams),
        "review" => ReviewCommand.Create(streams),
        "verify" => VerifyCommand.Create(streams),
        "coverage" => CoverageCommand.Create(streams),
        "rehearse" => RehearseCommand.Create(streams),
        "insights" => InsightsCommand.Create(streams),
        "query" => QueryCommand.Create(streams),
        "rules" => RulesCommand.Create(streams),
        "savings" => SavingsCommand.Create(streams),
        "explain" => ExplainCommand.Create(streams),
        "fields" => FieldsCommand.Create(streams),
        "format" => FormatCommand.Create(streams),
        "detections" => DetectionsCommand.Create(streams),
        "app" => AppCommand.Create(streams),
        "schema" => SchemaCommand.Create(streams),
        "completion" => CompletionCommand.Create(streams),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The verb is not in the list of verbs."),
    };
}
