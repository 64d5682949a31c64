using System.Text.RegularExpressions;

namespace FlowLogStack.Cli;

/// <summary>What help has beside the options: examples of each verb, and the exit codes of all.</summary>
static partial class HelpText
{
    /// <summary>The exit codes, the same for every verb.</summary>
    internal const string ExitCodes = """
        Exit codes:
          0    done
          1    done, and some of the input was malformed
          2    not done: arguments, files, template, credentials or AWS
          3    --fail-on was reached
          4    verify: a check failed
          130  interrupted
        """;

    /// <summary>Two examples for each verb.</summary>
    internal static IReadOnlyDictionary<string, string[]> Examples { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["demo"] = ["flowlogs demo --open", "flowlogs demo --all --html report.html"],
        ["parse"] = ["flowlogs parse day.log.gz --where action=REJECT dstport=22,3389", "flowlogs parse 's3://bucket/AWSLogs/**/*.log.gz' --count-by dstport --top 10 -o table"],
        ["match"] = ["flowlogs match day.log --pattern '[..., action=REJECT, status]'", "aws logs filter-log-events --log-group-name flows | flowlogs match --pattern '[...]'"],
        ["generate"] = ["flowlogs generate --scenario ssh-brute-force --scenario web-tier --output-file day.log.gz", "flowlogs generate --duration 24h --output-directory logs"],
        ["backtest"] = ["flowlogs backtest --template cdk.out/STACK.template.json logs --html report.html", "flowlogs backtest --template new.json --compare old.json day.log --fail-on 5"],
        ["preview"] = ["flowlogs preview --template cdk.out/STACK.template.json logs --html dashboards.html", "flowlogs preview --template t.json day.log --html - > page.html"],
        ["cost"] = ["flowlogs cost --template cdk.out/STACK.template.json --rate 200/s", "flowlogs cost --template new.json --compare old.json logs"],
        ["verify"] = ["flowlogs verify --template cdk.out/STACK.template.json --profile prod", "flowlogs verify --template cdk.out/STACK.template.json --notify"],
        ["insights"] = ["flowlogs insights day.log --query 'stats sum(bytes) as b by srcAddr | sort b desc | limit 10'", "flowlogs insights --list"],
        ["query"] = ["flowlogs query --list", "flowlogs query top-rejected-sources --workgroup flows --database network --last 24h"],
        ["fields"] = ["flowlogs fields", "flowlogs fields -o json"],
        ["format"] = ["flowlogs format v5 --as filter-pattern", "flowlogs format 'srcaddr dstaddr action' --as log-format"],
        ["detections"] = ["flowlogs detections --format v5", "flowlogs detections ssh-rejects"],
        ["completion"] = ["source <(flowlogs completion bash)", "flowlogs completion zsh > ~/.zfunc/_flowlogs"],
    };

    /// <summary>Help as the parser prints it, with each default once, and with examples and exit codes below.</summary>
    internal static string Complete(string help, string verb)
    {
        var text = RepeatedDefault().Replace(help, "").TrimEnd() + "\n";
        if (Examples.TryGetValue(verb, out var examples))
            text += "\nExamples:\n" + string.Concat(examples.Select(example => $"  {example}\n"));
        return $"{text}\n{ExitCodes}\n";
    }

    // The description of an option has its default already.
    [GeneratedRegex(@"\s*\[default: [^\]]*\]")]
    private static partial Regex RepeatedDefault();
}
