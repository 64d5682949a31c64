using System.Text;

namespace FlowLogStack.Cli;

/// <summary>The parts of help texts that follow the options: examples of each verb, and the exit codes.</summary>
static class HelpText
{
    /// <summary>Default width of help in characters, without a terminal.</summary>
    internal const int UsualWidth = 80;

    /// <summary>Package and version of the CDK CLI in printed commands.</summary>
    internal const string CdkCli = "aws-cdk@2.1148.1";

    const int LeastWidth = 40;
    const int DeepIndent = 4;

    /// <summary>The exit codes of all verbs.</summary>
    internal const string ExitCodes = """
        Exit codes:
          0    done
          1    done, and some of the input was malformed; coverage: a gap
          2    not done: arguments, files, template, credentials or AWS
          3    --fail-on was reached, or had no record to test with
          4    verify: a check failed; rehearse: a step was not reached
          130  interrupted by Ctrl-C
          143  ended by SIGTERM
        """;

    /// <summary>Two examples for each verb.</summary>
    internal static IReadOnlyDictionary<string, string[]> Examples { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["demo"] = ["flowlogs demo --open", "flowlogs demo --all --html report.html"],
        ["init"] = ["flowlogs init", "flowlogs init --source vpc-0a1b2c3d4e5f67890 --notify network-team@example.com --detections all"],
        ["parse"] = ["flowlogs parse day.log.gz --where action=REJECT dstport=22,3389", "flowlogs parse 's3://bucket/AWSLogs/**/*.log.gz' --count-by dstport "
            + "--top 10 -o table"],
        ["match"] = ["flowlogs match day.log --pattern '[..., action=REJECT, status]'", "flowlogs match --template cdk.out/STACK.template.json --filter 'SSH "
            + "Rejects' day.log"],
        ["generate"] = ["flowlogs generate --scenario ssh-brute-force --scenario web-tier --output-file day.log.gz", "flowlogs generate --from zeek conn.log "
            + "--labels labels.csv --output-file records.log.gz"],
        ["convert"] = ["flowlogs convert logs --key-region us-east-1 --output-directory archive",
            "flowlogs convert day.log.gz --key-region us-east-1 --sort srcaddr,start --layout s3-hive-hourly --output-directory archive"],
        ["backtest"] = ["flowlogs backtest --template cdk.out/STACK.template.json logs --html report.html", "flowlogs backtest --template new.json --compare "
            + "old.json day.log --fail-on 5"],
        ["preview"] = ["flowlogs preview --template cdk.out/STACK.template.json logs --html dashboards.html", "flowlogs preview --template t.json day.log "
            + "--html - > page.html"],
        ["cost"] = ["flowlogs cost --template cdk.out/STACK.template.json --rate 200/s", "flowlogs cost --template new.json --compare old.json logs"],
        ["review"] =
        [
            "flowlogs review origin/main:cdk.out cdk.out --fail-on high --sarif review.sarif",
            "flowlogs review --deployed STACK cdk.out/STACK.template.json",
        ],
        ["verify"] = ["flowlogs verify --template cdk.out/STACK.template.json --profile prod", "flowlogs verify --template "
            + "cdk.out/STACK.template.json --notify"],
        ["insights"] = ["flowlogs insights day.log --query 'stats sum(bytes) as b by srcAddr | sort b desc | limit 10'", "flowlogs insights --list"],
        ["coverage"] = ["flowlogs coverage --regions eu-west-1,us-east-1", "flowlogs coverage --organization --role FlowLogCoverage -o csv > coverage.csv"],
        ["rehearse"] = ["flowlogs rehearse --template cdk.out/FlowLogStack.template.json --target 203.0.113.7",
            "flowlogs rehearse --template cdk.out/FlowLogStack.template.json --target 203.0.113.7 --port 22 --consent"],
        ["query"] = ["flowlogs query top-rejected-sources logs", "flowlogs query top-rejected-sources --workgroup flows --database network --last 24h"],
        ["rules"] = ["flowlogs rules --describe groups.json --describe interfaces.json logs",
            "flowlogs rules --describe groups.json --describe interfaces.json --workgroup flows --database network --cloudformation narrower.json"],
        ["savings"] = ["flowlogs savings --describe interfaces.json --describe addresses.json logs",
            "flowlogs savings --nat-gateway 10.0.0.220 --prices prices.json week.log.gz"],
        ["explain"] = ["flowlogs explain --changes changes.log logs",
            "flowlogs explain --changes trail.json.gz --describe interfaces.json --window 30m day.log.gz"],
        ["fields"] = ["flowlogs fields", "flowlogs fields -o json"],
        ["format"] = ["flowlogs format v5 --as filter-pattern", "flowlogs format 'srcaddr dstaddr action' --as log-format"],
        ["detections"] = ["flowlogs detections ssh-rejects --format v5", "flowlogs detections --evaluate labels.csv records.log.gz -o csv"],
        ["app"] = [$"npx --yes {CdkCli} synth --app 'flowlogs app'", $"npx --yes {CdkCli} deploy --app 'flowlogs app'"],
        ["schema"] = ["flowlogs schema", "flowlogs schema > flowlogs.schema.json"],
        ["completion"] = ["source <(flowlogs completion bash)", "flowlogs completion zsh > ~/.zfunc/_flowlogs"],
    };

    /// <summary>Returns the parser's help, wrapped to a width, without duplicate defaults, and with examples and exit codes.</summary>
    /// <param name="help">Help text of the parser.</param>
    /// <param name="verb">Name of the verb, or another name for the list of verbs.</param>
    /// <param name="width">Width in characters, at least 40. Examples aren't wrapped, so you can copy them.</param>
    internal static string Complete(string help, string verb, int width)
    {
        var text = new StringBuilder();
        // A verb's own option replaces that of every verb, which comes later.
        var options = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in help.TrimEnd().Split('\n').Where(line => !line.StartsWith("  --", StringComparison.Ordinal) || options.Add(line.Split(' ')[2])))
            Fold(WithoutDefault(line.TrimEnd()), Math.Max(width, LeastWidth), text);
        if (Examples.TryGetValue(verb, out var examples))
            text.Append("\nExamples:\n").AppendJoin("", examples.Select(example => $"  {example}\n"));
        return text.Append('\n').Append(ExitCodes).Append('\n').ToString();
    }

    // The description of an option already contains its default.
    static string WithoutDefault(string line) =>
        line.EndsWith(']') && line.LastIndexOf("[default: ", StringComparison.Ordinal) is >= 0 and var start ? line[..start].TrimEnd() : line;

    // A line is a name, two or more spaces and a description, or only a description.
    static void Fold(string line, int width, StringBuilder text)
    {
        var indent = line.Length - line.AsSpan().TrimStart().Length;
        var gap = line.IndexOf("  ", Math.Min(indent + 1, line.Length), StringComparison.Ordinal);
        var column = gap < 0 ? indent : gap + (line.Length - gap - line.AsSpan(gap).TrimStart().Length);
        var position = 0;
        if (gap >= 0 && column > width / 2)
        {
            text.Append(line, 0, gap).Append('\n');
            position = column;
            column = indent + DeepIndent;
        }

        while (true)
        {
            var isFirst = position == 0;
            var room = isFirst ? width : width - column;
            var rest = line.Length - position;
            var length = rest;
            if (rest > room)
            {
                var least = isFirst ? column : 0;
                var blank = line.LastIndexOf(' ', position + room, room - least + 1);
                if (blank <= position + least)
                    blank = line.IndexOf(' ', position + Math.Max(least, 1));
                length = blank < 0 ? rest : blank - position;
            }

            if (!isFirst)
                text.Append(' ', column);
            text.Append(line.AsSpan(position, length).TrimEnd()).Append('\n');
            position += length;
            while (position < line.Length && line[position] == ' ')
                position++;
            if (position >= line.Length)
                return;
        }
    }
}
