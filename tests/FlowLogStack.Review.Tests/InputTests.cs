using System.Diagnostics;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review.Tests;

/// <summary>The inputs: files, cloud assemblies and revisions.</summary>
public sealed class InputTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("review").FullName;

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Yaml_is_compared_with_json()
    {
        var yaml = Write("new.yaml", "Resources:\n  Group:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: 7\n");
        var json = Write("old.json", """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 30 } } } }""");
        using var review = new TemplateReview(ReviewInput.Read(json), ReviewInput.Read(yaml));
        Assert.Equal(["high retention-shortened Group"], review.Finish().Findings.Where(finding => finding.Rule != ReviewRules.CostChanged)
            .Select(Change.Line));
    }

    [Fact]
    public void Stacks_of_two_assemblies_are_paired_by_name_with_those_of_stages()
    {
        foreach (var side in new[] { "old", "new" })
        {
            Write($"{side}/manifest.json", """
                { "version": "36.0.0", "artifacts": { "Net": { "type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
                "properties": { "templateFile": "Net.template.json" } }, "assembly-Prod": { "type": "cdk:cloud-assembly",
                "properties": { "directoryName": "assembly-Prod" } }, "Tree": { "type": "cdk:tree", "properties": { "file": "tree.json" } } } }
                """);
            Write($"{side}/assembly-Prod/manifest.json", """
                { "version": "36.0.0", "artifacts": { "ProdNet": { "type": "aws:cloudformation:stack", "properties": { "templateFile": "x.json",
                "stackName": "Prod-Net" } } } }
                """);
            Write($"{side}/Net.template.json", Change.Stack);
            Write($"{side}/assembly-Prod/x.json", side == "old" ? Change.Stack : Change.OfStack().Set("Group/RetentionInDays", "7").New);
        }

        using var review = new TemplateReview(ReviewInput.Read(Path.Combine(folder, "old")), ReviewInput.Read(Path.Combine(folder, "new")));
        var result = review.Finish();
        Assert.Equal(["Net", "Prod-Net"], result.Stacks.Select(stack => stack.Stack));
        Assert.Equal([0, 1], result.Stacks.Select(stack => stack.Findings.Count));
    }

    [Fact]
    public void A_stack_that_is_added_or_gone_is_stated()
    {
        Write("old/A.template.json", Change.Stack);
        Write("old/B.template.json", Change.Stack);
        Write("new/A.template.json", Change.Stack);
        Write("new/C.template.json", Change.Stack);
        using var review = new TemplateReview(ReviewInput.Read(Path.Combine(folder, "old")), ReviewInput.Read(Path.Combine(folder, "new")));
        Assert.Equal(["info stack-added", "medium stack-removed"], review.Finish().Findings.Select(Change.Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_committed_template_is_read_without_a_checkout_and_without_running_anything()
    {
        Git("init", "-q");
        Write("cdk.out/Net.template.json", Change.Stack);
        Write(".gitattributes", "*.json diff=evil filter=evil\n");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first");
        var mark = Path.Combine(folder, "ran");
        // Programs of the configuration would leave a file.
        Git("config", "diff.evil.textconv", $"touch {mark}; cat");
        Git("config", "filter.evil.smudge", $"touch {mark}; cat");
        Git("config", "core.pager", $"touch {mark}; cat");
        Git("config", "core.fsmonitor", $"touch {mark}");
        Write("cdk.out/Net.template.json", Change.OfStack().Set("Group/RetentionInDays", "7").New);
        var old = ReviewInput.Read("HEAD:cdk.out/Net.template.json", folder);
        using var review = new TemplateReview(old, ReviewInput.Read(Path.Combine(folder, "cdk.out", "Net.template.json")));
        Assert.Equal(["high retention-shortened Group"], review.Finish().Findings.Select(Change.Line));
        Assert.Equal("Net", ReviewInput.Read("HEAD:cdk.out", folder).Stacks.Single().Stack);
        Assert.False(File.Exists(mark));
        Assert.Contains("\"RetentionInDays\":7", File.ReadAllText(Path.Combine(folder, "cdk.out", "Net.template.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD:nowhere.json", "HEAD:nowhere.json does not exist")]
    [InlineData("nothing-here:cdk.out", "nothing-here:cdk.out cannot be read")]
    [InlineData("--output=x:y", "'--output=x' is not a revision")]
    [InlineData("nowhere.json", "nowhere.json does not exist. Use a template")]
    public void An_input_that_cannot_be_read_is_an_error_with_its_fix(string input, string message)
    {
        Git("init", "-q");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "first");
        Assert.Contains(message, Assert.Throws<TemplateException>(() => ReviewInput.Read(input, folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_without_a_common_stack_are_an_error()
    {
        foreach (var file in new[] { "old/A", "old/B", "new/C", "new/D" })
            Write($"{file}.template.json", Change.Stack);
        var e = Assert.Throws<TemplateException>(() =>
            new TemplateReview(ReviewInput.Read(Path.Combine(folder, "old")), ReviewInput.Read(Path.Combine(folder, "new"))));
        Assert.Contains("no stack in common: A, B and C, D", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_parameter_is_an_error() =>
        Assert.Contains("has the parameter 'Nothing'", Assert.Throws<TemplateException>(() =>
            Change.OfStack().Review(new ReviewOptions { Parameters = new Dictionary<string, string> { ["Nothing"] = "x" } })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Logs_compare_when_alarms_enter_alarm_and_what_traffic_costs()
    {
        using var review = new TemplateReview(
            new ReviewInput("old", [new StackTemplate("s", "old", Change.OfStack().Set("SshAlarm/Threshold", "2").New)]),
            new ReviewInput("new", [new StackTemplate("s", "new", Change.OfStack().Set("SshAlarm/Threshold", "3").New)]));
        using var logs = Logs();
        review.Read(logs, "logs");
        var result = review.Finish();
        Assert.Contains(result.Findings, finding => Change.Line(finding) == "medium backtest-changed" && finding.Details
            .Any(detail => detail.Contains("`SSH rejects`", StringComparison.Ordinal)));
        Assert.True(result.Stacks[0].Cost!.HasTraffic);
    }

    [Fact]
    public void Logs_without_a_header_line_have_the_log_format_of_the_old_template()
    {
        using var review = new TemplateReview(
            new ReviewInput("old", [new StackTemplate("s", "old", Change.OfStack().Set("SshAlarm/Threshold", "2").New)]),
            new ReviewInput("new", [new StackTemplate("s", "new", Change.OfStack().Set("SshAlarm/Threshold", "3").Set("ToLogs/LogFormat", OtherFormat).New)]));
        using var logs = Logs();
        review.Read(logs, "logs", (line, why) => Assert.Fail($"{line}: {why}"));
        var stack = review.Finish().Stacks[0];
        Assert.NotEqual(0, stack.Backtest!.TotalsBefore.TimesInAlarm);
        Assert.True(stack.Cost!.HasTraffic);
    }

    [Fact]
    public void Logs_without_a_header_line_are_read_in_the_log_format_of_each_stack_and_malformed_lines_are_reported_once()
    {
        var (old, now) = (Change.OfStack().Set("SshAlarm/Threshold", "2"), Change.OfStack().Set("SshAlarm/Threshold", "3"));
        var first = (Old: old.New, New: now.New);
        old.Set("ToLogs/LogFormat", OtherFormat);
        now.Set("ToLogs/LogFormat", OtherFormat);
        using var review = new TemplateReview(
            new ReviewInput("old",
                [new StackTemplate("A", "old", first.Old), new StackTemplate("B", "old", old.New), new StackTemplate("C", "old", first.Old)]),
            new ReviewInput("new",
                [new StackTemplate("A", "new", first.New), new StackTemplate("B", "new", now.New), new StackTemplate("C", "new", first.New)]));
        using var logs = Logs();
        logs.Position = logs.Length;
        logs.Write("malformed\n"u8);
        logs.Position = 0;
        var malformed = new List<long>();
        review.Read(logs, "logs", (line, _) => malformed.Add(line));
        var result = review.Finish();
        Assert.Equal(["A", "C"], result.Findings.Where(finding => finding.Rule == ReviewRules.BacktestChanged).Select(finding => finding.Stack));
        Assert.Equal([23L], malformed);
    }

    const string OtherFormat = "\"${version} ${vpc-id} ${srcaddr} ${dstaddr} ${dstport} ${action} ${start} ${end}\"";

    static MemoryStream Logs()
    {
        var logs = new MemoryStream();
        using (var lines = new StreamWriter(logs, leaveOpen: true))
        {
            for (var second = 0; second < 1200; second += 60)
            {
                for (var i = 0; i < (second == 300 ? 2 : 0) + 1; i++)
                    lines.Write($"2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 {(second == 300 && i < 2 ? 22 : 443)} 6 20 4249 "
                        + $"{1_700_000_000 + second} {1_700_000_030 + second} REJECT OK\n");
            }
        }

        logs.Position = 0;
        return logs;
    }

    string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardError = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
