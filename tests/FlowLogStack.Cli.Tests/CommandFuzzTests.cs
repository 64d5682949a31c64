using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>Random command lines with damaged files: every case ends soon, with a documented exit code and without a stack trace.</summary>
/// <remarks><c>tests/fuzz-command-line.sh</c> runs a million cases; <c>FLOWLOGS_FUZZ_CASES</c> and <c>FLOWLOGS_FUZZ_SEED</c> choose others.</remarks>
public sealed class CommandFuzzTests : IDisposable
{
    const int CasesInTests = 1500;
    static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(20);

    // verify and s3:// need AWS, app needs Node.js, and demo evaluates a day for each case.
    static readonly string[] Verbs =
    [
        "parse", "match", "insights", "backtest", "preview", "cost", "fields", "format", "detections", "generate", "query", "completion", "help", "prase", "",
        "convert", "review", "rules", "savings", "explain", "init", "schema",
    ];

    static readonly string[] Options =
    [
        "--format", "-f", "--output", "-o", "--where", "-w", "--count-by", "--top", "--decode-tags", "--escape-formulas", "--pattern", "-p", "--query", "-q",
            "--name", "--events", "--list", "--show", "--template", "-t",
        "--fail-on", "--pages-per-week", "--look-further", "--from", "--to", "--delay", "--log-group", "--parameter", "--rate", "--records", "--seed",
            "--ipv6", "--interval", "--accounts", "--regions", "--duration",
        "--start", "--scenario", "--as", "--inside", "--ouput", "-x", "--", "--help", "--timestamp", "--internal", "--nat-gateway", "--layout", "--prefix",
            "--sql", "--last", "--compare", "-c", "-n", "-s", "-d", "-l",
        "--to", "--compression", "--sort", "--account", "--key-region", "--region", "--describe", "--changes", "--window", "--ip-ranges", "--prices", "--sarif",
        "--source", "--notify", "--known-source", "--resolver", "--stack-name", "--retention-days", "--force",
        "--memory-limit", "--table", "--database", "--list-scenarios",
    ];

    static readonly string[] Values =
    [
        "", "-", "--", "0", "-1", "1", "9223372036854775808", "99999999999999999999999", "1e308", "NaN", "v5", "default", "csv", "json", "table", "ndjson",
            "action=REJECT", "action==REJECT", "dstport<=99999", "srcaddr=10.0.0.0/33",
        "\0", "\u001b[31m", "\u202e", "\ud800", "é", "..", "../..", "*", "**", "[", "[!", "s3://", "s3:// /x", "60", "1s", "1h", "24h", "99999d", "2026-01-05",
            "stats count(*) by action", "fields replace(replace(@message,'a','aaaaaaaa'),'a','aaaaaaaa')",
        "[...]", "{ $.a = 1 }", "[a, b", "%", "((((((((", "10.0.0.0/8", "::ffff:0:0/96", "A=B", "=", "quiet-office", "port-scan@+1m,1m", "log-format",
            "SSHREJECTS", "a b", "srcaddr dstaddr action", "${version} ${", "@x",
        "text", "parquet", "zstd", "none", "s3", "s3-hive-hourly", "start,srcaddr", ",", "123456789012", "us-east-1",
        "500MB", "0MB", "high", "vpc-0a1b2c3d4e5f67890", "a@b.example", "select 1", "select * from vpc_flow_logs",
    ];

    const string Change = """
        { "eventTime": "2014-12-14T04:07:00Z", "eventSource": "ec2.amazonaws.com", "eventName": "RevokeSecurityGroupIngress",
          "userIdentity": { "type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/alice", "userName": "alice" },
          "requestParameters": { "groupId": "sg-0a1", "ipPermissions": { "items": [
            { "ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "ipRanges": { "items": [{ "cidrIp": "0.0.0.0/0" }] } }] } } }
        """;

    static readonly string[] Statements = ["select * from vpc_flow_logs", "select srcaddr, count(*) from vpc_flow_logs group by 1", "select", ""];

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Every_case_ends_with_an_exit_code_of_the_table()
    {
        var cases = Number("FLOWLOGS_FUZZ_CASES") ?? CasesInTests;
        var seed = (int)(Number("FLOWLOGS_FUZZ_SEED") ?? 1);
        var template = samples.Text("T.template.json",
            """
            {"Resources":{"F":{"Type":"AWS::EC2::FlowLog","Properties":{"LogDestinationType":"cloud-watch-logs","LogGroupName":"g",
              "ResourceType":"VPC","ResourceId":"v","TrafficType":"ALL"}},
              "D":{"Type":"AWS::CloudWatch::Dashboard","Properties":{"DashboardBody":"{\\"widgets\\":[]}"}}}}
            """);
        byte[][] inputs =
        [
            Encoding.UTF8.GetBytes($"{Samples.Header}\n{Samples.Accepted}\n{Samples.Rejected}\n{Samples.NoData}\n"),
            Encoding.UTF8.GetBytes($$"""{"messageType":"DATA_MESSAGE","logStream":"s","logEvents":[{"id":"1","timestamp":1"""
                + $$""","message":"{{Samples.Accepted}}"}]}"""),
            Encoding.UTF8.GetBytes($$"""{"events":[{"timestamp":1,"message":"{{Samples.Accepted}}"}]}"""),
            Encoding.UTF8.GetBytes($"timestamp,message\n1,\"{Samples.Accepted}\"\n"),
            Encoding.UTF8.GetBytes(Command.Run(["parse"], Samples.Accepted).Output),
            Encoding.UTF8.GetBytes(Command.Run(["parse", "--output", "csv"], Samples.Accepted).Output),
            File.ReadAllBytes(samples.Gzip("a.gz", Samples.Accepted)),
            Encoding.UTF8.GetBytes($"2026-01-05T00:00:00.000Z {Samples.Accepted}\n"),
            Encoding.UTF8.GetBytes(RulesTests.Groups),
            Encoding.UTF8.GetBytes(Change),
            File.ReadAllBytes(template),
        ];
        string[] described =
        [
            samples.Text("groups.json", RulesTests.Groups), samples.Text("interfaces.json", RulesTests.Interfaces), samples.Text("acls.json", RulesTests.Acls),
        ];
        var changes = samples.Text("changes.json", Change);
        var folder = Directory.CreateDirectory(samples.Text("folder") + ".d").FullName;
        var readOnly = samples.Text("read-only.html", "old");
        File.SetAttributes(readOnly, FileAttributes.ReadOnly);
        string[] results = [samples.Text("page.html", "old"), folder + "/new.json", folder + "/none/new.json", folder,
            readOnly, "-", "", "/dev/null", "/dev/full", samples.Text("input"), new string('x', 300), "\0"];
        for (var number = 0; number < cases; number++)
        {
            var random = new Random(unchecked((seed * 1_000_003) + number));
            var file = samples.Bytes("input", Damaged(inputs[random.Next(inputs.Length)], random));
            var words = Words(random, new Files(file, template, described, changes, results));
            var clock = Stopwatch.StartNew();
            var run = Command.Run(words);
            var shown = $"case {number}: flowlogs {string.Join(' ', words.Select(word => $"'{word}'"))} → {run.ExitCode}: {run.Errors}";
            Assert.True(run.ExitCode is >= 0 and <= 3, shown);
            Assert.False(run.Errors.Contains("internal error", StringComparison.Ordinal) || run.Errors.Contains("   at ", StringComparison.Ordinal), shown);
            Assert.True(run.ExitCode == 0 || run.Errors.Length > 0, shown);
            Assert.False(run.Errors.Contains('\u001b', StringComparison.Ordinal), shown);
            Assert.True(clock.Elapsed < LongestCase, shown);
        }
    }

    static byte[] Damaged(byte[] bytes, Random random)
    {
        bytes = [.. bytes];
        for (var damage = random.Next(4); damage > 0 && bytes.Length > 0; damage--)
        {
            switch (random.Next(4))
            {
                case 0:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 2:
                    bytes = [.. bytes, .. bytes[random.Next(bytes.Length)..]];
                    break;
                default:
                    bytes = bytes[random.Next(bytes.Length)..];
                    break;
            }
        }

        return bytes;
    }

    static string[] Words(Random random, Files files)
    {
        string OneOf(params string[] choices) => choices[random.Next(choices.Length)];
        bool IsNow(int times) => random.Next(times) == 0;
        var verb = OneOf(Verbs);
        List<string> words =
        [
            verb,
            .. verb switch
            {
                "backtest" or "cost" => ["--template", files.Template],
                // Results go to files that are good, in no folder, folders, read-only, or the input itself.
                "preview" => ["--template", files.Template, "--html", OneOf(files.Results)],
                "match" => ["--pattern", "[...]"],
                "insights" => ["--query", "fields @message"],
                // Generated traffic stays small with any other options.
                "generate" => IsNow(2) ? ["--duration", "1m"] : ["--list-scenarios"],
                // A folder named "-" would be in the directory of the tests.
                "convert" => ["--output-directory", OneOf([.. files.Results.Where(name => name != "-")])],
                "review" => [OneOf(files.Template, files.Input, "", " ", "\0", "HEAD:none"), OneOf(files.Template, files.Input, files.Changes)],
                "rules" => ["--describe", OneOf([files.Input, .. files.Described])],
                "savings" when IsNow(2) => [OneOf("--describe", "--ip-ranges", "--prices"), OneOf([files.Input, .. files.Described])],
                "explain" => ["--changes", OneOf(files.Changes, files.Changes, files.Input)],
                "init" => ["--output-file", OneOf([.. files.Results.Where(name => name != "-")])],
                // The engine of SQL takes longer to start than other cases take.
                "query" when IsNow(20) => [files.Input, "--sql", OneOf(Statements)],
                _ => Array.Empty<string>(),
            },
        ];
        if (verb is not ("generate" or "fields" or "format" or "detections" or "query" or "completion" or "help" or "init" or "schema"))
            words.Add(files.Input);
        if (verb is "backtest" or "cost" or "review" && IsNow(2))
        {
            string[] options = verb switch { "cost" => ["--json"], "review" => ["--html", "--json", "--sarif"], _ => ["--html", "--json", "--output"] };
            foreach (var option in options.Where(_ => verb is "cost" || IsNow(2)))
                words.AddRange([option, option == "--output" ? OneOf("table", "csv", "json", "ndjson", "xml", "") : OneOf(files.Results)]);
        }

        for (var more = random.Next(4); more > 0; more--)
        {
            words.Add(OneOf(Options));
            if (!IsNow(4))
                words.Add(OneOf(Values));
        }

        return [.. words];
    }

    static long? Number(string variable) => long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture,
        out var number) ? number : null;

    sealed record Files(string Input, string Template, string[] Described, string Changes, string[] Results);
}
