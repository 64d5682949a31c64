using System.IO.Compression;
using System.Text;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>Commands of pages and of help, run in a folder that has the files they name. What calls AWS prints its statement instead.</summary>
[Collection(WorkingFolder.Name)]
public sealed class DocumentedRunTests : IDisposable
{
    const string Zeek = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
        + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\thistory\torig_"
        + "pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\n"
        + "1767225601.5\tC1\t10.0.1.5\t40000\t203.0.113.80\t443\ttcp\t-\t2.0\t500\t5000\tSF\tShADadFf\t10\t920\t12\t5500\n";

    // Verbs that need an account, Node.js, a browser, or some seconds that other tests spend on them.
    static readonly string[] Others = ["verify", "coverage", "rehearse", "app", "demo", "help", "VERB"];

    readonly WorkingFolder folder = new();

    public static TheoryData<string> Commands => [.. All];

    static IEnumerable<string> All => MarkdownPage.All.Where(page => page.Name != "docs/commands.md")
        .SelectMany(page => page.Blocks).Where(block => block.Language is "" or "sh" or "bash" or "yaml").SelectMany(block => DocumentedCommands.In(block.Text))
        .Concat(HelpText.Examples.Values.SelectMany(examples => examples).Where(example => !example.Contains("| flowlogs", StringComparison.Ordinal))
        .SelectMany(DocumentedCommands.In))
        .Where(command => command.Length > 0 && !Others.Contains(command.Split(' ')[0]) && !command.StartsWith("--", StringComparison.Ordinal)
            && !command.StartsWith("review --deployed", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_a_page_runs(string command)
    {
        var words = Offline(DocumentedCommands.WordsOf(command));
        WriteFiles(words);
        if (words.Contains("--evaluate"))
        {
            WriteLog("conn.log.gz", Zeek);
            Run(["generate", "--from", "zeek", "conn.log.gz", "--labels", "labels.csv", "--output-file", "records.log.gz"]);
        }

        Run(words);
    }

    [Fact]
    public void Most_verbs_are_run()
    {
        string[] expected = ["init", "parse", "match", "generate", "convert", "backtest", "preview", "cost", "insights", "query", "fields", "format",
            "detections", "rules", "review", "schema", "completion"];
        var run = All.Select(command => command.Split(' ')[0]).ToHashSet();
        Assert.All(expected, verb => Assert.Contains(verb, run));
    }

    static void Run(IReadOnlyList<string> words)
    {
        var run = Command.Run([.. words]);
        Assert.True(run.ExitCode == 0, $"flowlogs {string.Join(' ', words)}: {run.ExitCode}\n{run.Errors}");
    }

    // Objects of a bucket become files, and queries are printed.
    static List<string> Offline(List<string> words)
    {
        var offline = words.Select(word => word.StartsWith("s3://", StringComparison.Ordinal) ? "logs" : word).ToList();
        if ((offline[0] == "query" && !offline.Contains("--list") && !offline.Contains("--show")) || offline.Contains("--athena")
            || (offline[0] == "rules" && offline.Contains("--workgroup")))
            offline.Add("--show");
        return offline;
    }

    void WriteFiles(List<string> words)
    {
        var template = words[0] == "preview"
            ? Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", "dashboards.template.json")
            : Path.Combine(AppContext.BaseDirectory, "lab.template.json");
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i - 1] is "--template" or "-t" or "--compare")
                File.Copy(template, Place(words[i]), overwrite: true);
            if (words[i - 1] == "--describe")
                File.WriteAllText(Place(words[i]), words[i] switch { "addresses.json" => """{ "Addresses": [] }""", "groups.json" =>
                    RulesTests.Groups, "acls.json" => RulesTests.Acls, _ => RulesTests.Interfaces });
        }

        if (words[0] == "review")
            WriteSides(words[1], words[2], template);

        var records = $"{Samples.Header}\n{Samples.Accepted}\n{Samples.Rejected}\n";
        foreach (var file in words.Where(word => word.EndsWith(".log", StringComparison.Ordinal) || word.EndsWith(".log.gz", StringComparison.Ordinal)))
        {
            var isZeek = Path.GetFileName(file).StartsWith("conn", StringComparison.Ordinal);
            WriteLog(file.Replace("**", "111122223333", StringComparison.Ordinal).Replace('*', 'x'), isZeek ? Zeek : records);
        }

        if (words.Contains("gcp"))
            WriteLog("export/a.json", GoogleInputTests.Entry("SRC", 443));
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i - 1] == "--geo")
                File.WriteAllBytes(Place(words[i]), MmdbFile.Of("GeoLite2-Country"));
            if (words[i - 1] == "--changes")
                WriteLog(words[i], SavingsTests.Changes);
            if (words[i - 1] == "--prices")
                WriteLog(words[i], """{ "metric": 0.28 }""");
        }

        foreach (var file in words.Where(word => word.EndsWith(".json.gz", StringComparison.Ordinal)
            && words[0] is "insights" or "match" or "query" or "preview"))
            WriteLog(file.Replace('*', 'x'), ActivityTests.Documented);

        // The folder that 'generate' writes must be new.
        if (words[0] == "convert" || !words.Contains("--output-directory"))
            WriteLog("logs/day.log.gz", records);
    }

    // Both sides are the same template: a file, a folder, or a revision of one.
    void WriteSides(string old, string now, string template)
    {
        foreach (var side in new[] { old, now })
        {
            var path = side[(side.IndexOf(':', StringComparison.Ordinal) + 1)..];
            File.Copy(template, Place(path.EndsWith(".json", StringComparison.Ordinal) ? path : $"{path}/FlowLogStack.template.json"), overwrite: true);
        }

        if (old.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var end))
            return;
        const string commit = "-c user.name=t -c user.email=t@example.com commit -q -m first";
        foreach (var command in new[] { "init -q", "add .", commit, $"update-ref refs/remotes/{old[..end]} HEAD" })
            Assert.Equal(0, Tool.Run("git", ["-C", folder.Path, .. command.Split(' ')]).ExitCode);
    }

    void WriteLog(string file, string text)
    {
        using var output = File.Create(Place(file));
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(output, CompressionLevel.Fastest);
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            output.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    string Place(string file)
    {
        var path = Path.Combine(folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
