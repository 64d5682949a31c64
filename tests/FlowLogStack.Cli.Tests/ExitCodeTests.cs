using System.Globalization;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>The exit codes of all verbs.</summary>
public sealed class ExitCodeTests : IDisposable
{
    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    /// <summary>Command lines with placeholders for files, and their exit codes.</summary>
    public static TheoryData<int, string> Table => new()
    {
        { 0, "" },
        { 0, "--help" },
        { 0, "--version" },
        { 0, "help parse" },
        { 0, "init --force --output-file PAGE" },
        { 0, "parse GOOD" },
        { 0, "match --pattern ACCEPT GOOD" },
        { 0, "generate --duration 1m --output-file PAGE" },
        { 0, "generate --list-scenarios" },
        { 0, "backtest --template TEMPLATE GOOD" },
        { 0, "backtest --template TEMPLATE --fail-on 1 GOOD" },
        { 0, "preview --template DASHBOARDS --html PAGE GOOD" },
        { 0, "cost --template TEMPLATE GOOD" },
        { 0, "cost --template TEMPLATE --rate 10/s" },
        { 0, "insights --query limit GOOD" },
        { 0, "query --list" },
        { 0, "fields" },
        { 0, "format v5" },
        { 0, "detections" },
        { 0, "detections ssh-rejects" },
        { 0, "schema" },
        { 0, "completion bash" },
        { 0, "demo --html PAGE" },
        { 0, "rules --describe GROUPS --describe INTERFACES GOOD" },
        { 1, "rules --describe GROUPS --describe INTERFACES BAD" },
        { 2, "rules GOOD" },
        { 2, "rules --describe GOOD GOOD" },
        { 2, "rules --describe MISSING GOOD" },
        { 2, "rules --describe GROUPS GOOD" },
        { 2, "rules --describe INTERFACES GOOD" },
        { 2, "rules --describe GROUPS --describe INTERFACES MISSING" },
        { 0, "savings GOOD" },
        { 0, "savings --describe INTERFACES GOOD" },
        { 1, "savings BAD" },
        { 2, "savings MISSING" },
        { 2, "savings --describe GOOD GOOD" },
        { 2, "savings --prices MISSING GOOD" },
        { 2, "explain GOOD" },
        { 2, "explain --changes MISSING GOOD" },
        { 2, "explain --changes GOOD GOOD" },
        { 0, "convert --region us-east-1 --account 123456789012 --output-directory FOLDER GOOD" },
        { 1, "convert --region us-east-1 --account 123456789012 --output-directory FOLDER BAD" },
        { 2, "convert --region us-east-1 --account 123456789012 --output-directory FOLDER MISSING" },
        { 2, "convert --key-region us-esat-1 --output-directory FOLDER GOOD" },
        { 0, "review TEMPLATE TEMPLATE" },
        { 2, "review MISSING TEMPLATE" },
        { 2, "coverage --regions us-esat-1" },
        { 2, "coverage --regions us-east-1 --external-id x" },
        { 2, "rehearse --template MISSING --target 192.0.2.1" },
        { 1, "parse BAD" },
        { 1, "match --pattern ACCEPT LONG" },
        { 1, "backtest --template TEMPLATE BAD" },
        { 1, "preview --template DASHBOARDS --html PAGE BAD" },
        { 1, "cost --template TEMPLATE BAD" },
        { 1, "insights --query limit BAD" },
        { 2, "prase" },
        { 2, "init --output-file GOOD" },
        { 2, "init --force --source vpc --output-file PAGE" },
        { 2, "parse MISSING" },
        { 2, "parse BAD MISSING" },
        { 2, "parse --where action==REJECT GOOD" },
        { 2, "match GOOD" },
        { 2, "match --pattern [ GOOD" },
        { 2, "match --pattern ACCEPT MISSING" },
        { 2, "generate --duration soon" },
        { 2, "generate --output-file MISSING/x.log" },
        { 2, "backtest GOOD" },
        { 2, "backtest --template MISSING GOOD" },
        { 2, "backtest --template GOOD GOOD" },
        { 2, "backtest --template TEMPLATE MISSING" },
        { 2, "backtest --template TEMPLATE --fail-on 1 MISSING" },
        { 2, "preview --template DASHBOARDS --html MISSING/x.html GOOD" },
        { 2, "preview --template DASHBOARDS --html PAGE MISSING" },
        { 2, "cost --template MISSING GOOD" },
        { 2, "cost --template TEMPLATE MISSING" },
        { 2, "insights --query nonsense GOOD" },
        { 2, "insights --query limit MISSING" },
        { 2, "query --sql SELECT --workgroup w --database d --profile nowhere" },
        { 2, "query nonsense" },
        { 2, "verify --template MISSING" },
        { 2, "verify --template TEMPLATE --profile nowhere" },
        { 2, "fields --output xml" },
        { 2, "format v99" },
        { 2, "detections nonsense" },
        { 2, "detections --inside nowhere" },
        { 2, "demo --html MISSING/x.html" },
        { 2, "app" },
        { 2, "app --settings x" },
        { 2, "schema nonsense" },
        { 2, "completion fish-and-chips" },
        { 3, "backtest --template TEMPLATE --fail-on 1 SSH" },
        { 3, "backtest --template TEMPLATE --fail-on 1 EMPTY" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_verb_ends_with_the_code_of_the_table(int exit, string line)
    {
        var rejected = Samples.Rejected.Replace(" 3389 ", " 22 ", StringComparison.Ordinal);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word switch
            {
                "GOOD" => samples.Text("good.log", Samples.Header, Samples.Accepted),
                "BAD" => samples.Text("bad.log", Samples.Header, Samples.Accepted, "no record"),
                "LONG" => samples.Text("long.log", Samples.Accepted, new string('x', 2_000_000)),
                "EMPTY" => samples.Text("empty.log", Samples.Header),
                "SSH" => samples.Text("ssh.log", [.. Enumerable.Range(0, 60)
                    .Select(minute => rejected.Replace("1418530010 1418530070",
                    string.Create(CultureInfo.InvariantCulture, $"{1418530010 + (60 * minute)} {1418530070 + (60 * minute)}"), StringComparison.Ordinal))]),
                "GROUPS" => samples.Text("groups.json", RulesTests.Groups),
                "INTERFACES" => samples.Text("interfaces.json", RulesTests.Interfaces),
                "PAGE" => samples.Text("page.html"),
                "FOLDER" => samples.Text("x") + ".folder",
                "limit" => "limit 1",
                _ when word.StartsWith("MISSING", StringComparison.Ordinal) => samples.Text("x") + "." + word.ToLowerInvariant(),
                _ => Stand(word),
            })
            .ToArray();
        var run = Command.Run(words);
        Assert.True(exit == run.ExitCode, $"{line}: {run.ExitCode} {run.Errors}");
        // Every exit code except 0 has a reason on standard error, or for 3 an alarm in the table.
        Assert.True(exit is 0 or 3 || run.Errors.Length > 0, line);
    }

    [Fact]
    public void The_table_has_each_verb() =>
        Assert.Empty(Verbs.All.Select(verb => verb.Name).Except(Table.Select(row => ((string)row[1]).Split(' ')[0])));

    [Theory]
    [InlineData("convert", "--output-directory", "NAME", "FILE")]
    [InlineData("generate", "--records", "10", "--output-directory", "NAME")]
    [InlineData("generate", "--records", "10", "--output-file", "NAME")]
    [InlineData("init", "--output-file", "NAME")]
    [InlineData("review", "NAME", "FILE")]
    [InlineData("review", "TEMPLATE", "NAME")]
    [InlineData("demo", "--html", "NAME")]
    [InlineData("cost", "--template", "TEMPLATE", "--json", "NAME", "FILE")]
    public void Text_that_cannot_be_a_name_is_an_error_with_a_fix(params string[] words)
    {
        var file = samples.Text("good.log", Samples.Header, Samples.Accepted);
        foreach (var name in new[] { "", "\0", "a\0b" })
        {
            var run = Command.Run([.. words.Select(word => word switch { "NAME" => name, "FILE" => file, "TEMPLATE" => Lab, _ => word })]);
            Assert.Equal(2, run.ExitCode);
            Assert.Matches("is not the name of a (file|directory|template). Use ", run.Errors);
        }
    }

    // An account in which the stack is, and nothing of it.
    [Fact]
    public async Task Verify_ends_with_4_where_a_check_fails()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, request.Text.Contains("Action=DescribeStacks", StringComparison.Ordinal)
            ? "<R><DescribeStacksResult><Stacks><member><StackName>lab</StackName><StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/lab/1</StackId>"
                + "<StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></R>"
            : "<R/>"));
        var environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b", ["AWS_REGION"] = "eu-west-1",
            ["AWS_ENDPOINT_URL"] = server.Url.ToString() };
        var run = await Command.RunProcessAsync(environment, "verify", "--template", Lab);
        Assert.True(run.ExitCode == 4, $"{run.ExitCode} {run.Errors}");
    }

    [Fact]
    public void Help_has_every_code_that_a_command_ends_with() =>
        Assert.All([ExitCode.Success, ExitCode.SomeMalformed, ExitCode.Failure, ExitCode.LimitReached, ExitCode.ChecksFailed, ExitCode.Interrupted], code =>
            Assert.Contains($"\n  {code} ", HelpText.ExitCodes, StringComparison.Ordinal));

    [ToolTheory("python3", "mkfifo")]
    [InlineData("backtest", "--template", "TEMPLATE", "--html", "PAGE", "--json", "JSON")]
    [InlineData("preview", "--template", "DASHBOARDS", "--html", "PAGE")]
    [InlineData("cost", "--template", "TEMPLATE", "--json", "JSON")]
    [InlineData("review", "TEMPLATE", "TEMPLATE", "--html", "PAGE", "--json", "JSON")]
    [InlineData("rules", "--describe", "GROUPS", "--describe", "INTERFACES", "--cloudformation", "JSON")]
    [InlineData("generate", "--from", "zeek", "--output-file", "JSON")]
    public void Ctrl_c_on_a_terminal_leaves_the_old_results(params string[] words)
    {
        var pipe = samples.Text("x.log") + ".pipe";
        Assert.Equal(0, Tool.Run("mkfifo", [pipe]).ExitCode);
        var (page, json) = (samples.Text("page.html", "old page"), samples.Text("old.json", "old result"));
        var (groups, interfaces) = (samples.Text("groups.json", RulesTests.Groups), samples.Text("interfaces.json", RulesTests.Interfaces));
        var files = Directory.GetFiles(Path.GetDirectoryName(page)!).Order();
        var run = Terminal.Run(new Dictionary<string, string?>(),
            [.. words.Select(word => word switch { "PAGE" => page, "JSON" => json, "GROUPS" => groups, "INTERFACES" => interfaces, _ => Stand(word) }), pipe],
            interruptedAt: pipe);
        Assert.True(run.ExitCode == 130, $"{run.ExitCode} {run.Output}");
        Assert.Equal(("old page", "old result"), (File.ReadAllText(page).TrimEnd(), File.ReadAllText(json).TrimEnd()));
        Assert.Equal(files, Directory.GetFiles(Path.GetDirectoryName(page)!).Order());
    }

    static string Stand(string word) => word switch
    {
        "TEMPLATE" => Lab,
        "DASHBOARDS" => Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", "dashboards.template.json"),
        _ => word,
    };

    [ToolTheory("kill", "mkfifo")]
    [InlineData("INT", "parse")]
    [InlineData("INT", "match", "--pattern", "x")]
    [InlineData("INT", "insights", "--query", "limit 1")]
    [InlineData("INT", "query", "--sql", "SELECT 1")]
    [InlineData("INT", "backtest", "--template", "TEMPLATE")]
    [InlineData("INT", "preview", "--template", "DASHBOARDS", "--html", "-")]
    [InlineData("INT", "cost", "--template", "TEMPLATE")]
    [InlineData("INT", "review", "TEMPLATE", "TEMPLATE")]
    [InlineData("INT", "rules", "--describe", "GROUPS", "--describe", "INTERFACES")]
    [InlineData("INT", "savings")]
    [InlineData("INT", "generate", "--from", "zeek")]
    [InlineData("TERM", "insights", "--query", "limit 1")]
    [InlineData("TERM", "query", "--sql", "SELECT 1")]
    [InlineData("TERM", "backtest", "--template", "TEMPLATE")]
    [InlineData("TERM", "review", "TEMPLATE", "TEMPLATE")]
    [InlineData("TERM", "rules", "--describe", "GROUPS", "--describe", "INTERFACES")]
    public async Task Every_verb_that_waits_ends_at_once_on_a_signal(string signal, params string[] words)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(samples.Text("x.log"))!, "temporary")).FullName;
        var (exit, output, _) = await EndAtPipeAsync(signal, new Dictionary<string, string> { ["TMPDIR"] = temporary }, words);
        Assert.Equal((signal == "INT" ? 130 : 143, ""), (exit, output));
        Assert.Empty(Directory.GetFileSystemEntries(temporary, "flowlogs*"));
    }

    [ToolFact("kill", "mkfifo")]
    public async Task A_conversion_that_is_interrupted_leaves_no_file()
    {
        // More folders than files that grow at once, so that some are written.
        var days = samples.Text("days.log", [Samples.Header, .. Enumerable.Range(0, 120).Select(day => Samples.Accepted.Replace("1418530010 1418530070",
            string.Create(CultureInfo.InvariantCulture, $"{1418530010 + (86_400 * day)} {1418530070 + (86_400 * day)}"), StringComparison.Ordinal))]);
        var archive = Path.Combine(Path.GetDirectoryName(days)!, "archive");
        var (exit, _, _) = await EndAtPipeAsync("INT", new Dictionary<string, string>(), ["convert", "--output-directory", archive,
            "--region", "us-east-1", days]);
        Assert.Equal(130, exit);
        Assert.NotEmpty(Directory.GetDirectories(archive));
        Assert.Empty(Directory.GetFiles(archive, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }));
    }

    /// <summary>Runs a command until it reads a pipe, which never contains data, and sends it a signal.</summary>
    async Task<(int ExitCode, string Output, string Errors)> EndAtPipeAsync(string signal, IReadOnlyDictionary<string, string> environment, string[] words)
    {
        var pipe = samples.Text("x.log") + ".pipe";
        Assert.Equal(0, Tool.Run("mkfifo", [pipe]).ExitCode);
        using var process = Command.Start(environment, [.. words.Select(word => word switch
        {
            "GROUPS" => samples.Text("groups.json", RulesTests.Groups),
            "INTERFACES" => samples.Text("interfaces.json", RulesTests.Interfaces),
            _ => Stand(word),
        }), pipe]);
        // Opening the pipe waits for its reader.
        await using var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, Tool.Run("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]).ExitCode);
        // Less than the time limit for work that has to be stopped.
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(8));
        return (process.ExitCode, await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
    }
}
