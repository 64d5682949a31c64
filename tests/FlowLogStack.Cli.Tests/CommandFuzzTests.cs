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

    static readonly string[] Verbs = ["parse", "match", "insights", "backtest", "cost", "fields", "format", "detections", "generate", "query", "completion", "help", "prase", ""];

    static readonly string[] Options =
    [
        "--format", "-f", "--output", "-o", "--where", "-w", "--count-by", "--top", "--decode-tags", "--escape-formulas", "--pattern", "-p", "--query", "-q", "--name", "--events", "--list", "--show", "--template", "-t",
        "--fail-on", "--pages-per-week", "--look-further", "--from", "--to", "--delay", "--log-group", "--parameter", "--rate", "--records", "--seed", "--ipv6", "--interval", "--accounts", "--regions", "--duration",
        "--start", "--scenario", "--as", "--inside", "--ouput", "-x", "--", "--help", "--timestamp", "--internal", "--nat-gateway", "--layout", "--prefix", "--sql", "--last", "--compare",
    ];

    static readonly string[] Values =
    [
        "", "-", "--", "0", "-1", "1", "9223372036854775808", "99999999999999999999999", "1e308", "NaN", "v5", "default", "csv", "json", "table", "ndjson", "action=REJECT", "action==REJECT", "dstport<=99999", "srcaddr=10.0.0.0/33",
        "\0", "\u001b[31m", "\u202e", "\ud800", "é", "..", "../..", "*", "**", "[", "[!", "s3://", "s3:// /x", "60", "1s", "1h", "24h", "99999d", "2026-01-05", "stats count(*) by action", "fields replace(replace(@message,'a','aaaaaaaa'),'a','aaaaaaaa')",
        "[...]", "{ $.a = 1 }", "[a, b", "%", "((((((((", "10.0.0.0/8", "::ffff:0:0/96", "A=B", "=", "quiet-office", "port-scan@+1m,1m", "log-format", "SSHREJECTS", "a b", "srcaddr dstaddr action", "${version} ${", "@x",
    ];

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Every_case_ends_with_an_exit_code_of_the_table()
    {
        var cases = Number("FLOWLOGS_FUZZ_CASES") ?? CasesInTests;
        var seed = (int)(Number("FLOWLOGS_FUZZ_SEED") ?? 1);
        var template = samples.Text("T.template.json", """{"Resources":{"F":{"Type":"AWS::EC2::FlowLog","Properties":{"LogDestinationType":"cloud-watch-logs","LogGroupName":"g","ResourceType":"VPC","ResourceId":"v","TrafficType":"ALL"}}}}""");
        byte[][] inputs =
        [
            Encoding.UTF8.GetBytes($"{Samples.Header}\n{Samples.Accepted}\n{Samples.Rejected}\n{Samples.NoData}\n"),
            Encoding.UTF8.GetBytes($$"""{"messageType":"DATA_MESSAGE","logStream":"s","logEvents":[{"id":"1","timestamp":1,"message":"{{Samples.Accepted}}"}]}"""),
            Encoding.UTF8.GetBytes($$"""{"events":[{"timestamp":1,"message":"{{Samples.Accepted}}"}]}"""),
            Encoding.UTF8.GetBytes($"timestamp,message\n1,\"{Samples.Accepted}\"\n"),
            Encoding.UTF8.GetBytes(Command.Run(["parse"], Samples.Accepted).Output),
            Encoding.UTF8.GetBytes(Command.Run(["parse", "--output", "csv"], Samples.Accepted).Output),
            File.ReadAllBytes(samples.Gzip("a.gz", Samples.Accepted)),
            Encoding.UTF8.GetBytes($"2026-01-05T00:00:00.000Z {Samples.Accepted}\n"),
        ];
        for (var number = 0; number < cases; number++)
        {
            var random = new Random(unchecked((seed * 1_000_003) + number));
            var file = samples.Bytes("input", Damaged(inputs[random.Next(inputs.Length)], random));
            var words = Words(random, file, template);
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

    static string[] Words(Random random, string file, string template)
    {
        var words = new List<string> { Verbs[random.Next(Verbs.Length)] };
        if (words[0] is "backtest" or "cost")
            words.AddRange(["--template", template]);
        if (words[0] is "match")
            words.AddRange(["--pattern", "[...]"]);
        if (words[0] is "insights")
            words.AddRange(["--query", "fields @message"]);
        // Generated traffic stays small with any other options.
        if (words[0] is "generate" && random.Next(2) == 0)
            words.AddRange(["--duration", "1m"]);
        else if (words[0] is "generate")
            words.Add("--list-scenarios");
        if (words[0] is not ("generate" or "fields" or "format" or "detections" or "query" or "completion" or "help"))
            words.Add(file);
        for (var more = random.Next(4); more > 0; more--)
        {
            words.Add(Options[random.Next(Options.Length)]);
            if (random.Next(4) > 0)
                words.Add(Values[random.Next(Values.Length)]);
        }

        return [.. words];
    }

    static long? Number(string variable) => long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
