using System.CommandLine;
using System.Globalization;
using Amazon.Athena;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs rules</c>: the rules of security groups and network ACLs, compared with recorded traffic.</summary>
static class RulesCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var files = Inputs.Argument();
        var describe = DescribeArgument.Create("Answer of 'aws ec2 describe-security-groups', 'describe-network-interfaces', 'describe-network-acls', "
            + "'describe-prefix-lists', or 'get-managed-prefix-list-entries' in a file named as the list, as JSON. Repeat the option for several.");
        describe.Required = true;
        var format = FormatArgument.Create();
        var archive = new RuleArchive();
        var output = OutputOption.Of(OutputFormat.Table);
        var template = new Option<string?>("--cloudformation") { Description = "Write the narrower rules of security groups to this file as a "
            + "CloudFormation template.", HelpName = "FILE" };
        var code = new Option<string?>("--csharp") { Description = "Write the narrower rules of security groups to this file as C# for the CDK.",
            HelpName = "FILE" };
        var command = new Command("rules", "Compares the rules of security groups and network ACLs with recorded traffic, from files or from an archive "
            + "in Athena: never hit, wider than used, open but silent.") { files, describe, format, output, template, code };
        archive.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var named = parsed.GetValue(files) ?? [];
            var request = archive.Request(parsed, named, parsed.GetValue(format));
            return RunAsync(named, request, parsed.GetValue(describe) ?? [], parsed.GetValue(format), parsed.Get(output), parsed.GetValue(template),
                parsed.GetValue(code), streams, cancellation);
        });
        return command;
    }

    static async Task<int> RunAsync(string[] files, RuleArchive.Asked? asked, string[] answers, string? format, OutputFormat outputFormat, string? template,
        string? code, CommandStreams streams, CancellationToken cancellation)
    {
        var chosen = format is null ? null : FormatArgument.Parse(format);
        var inventory = DescribeArgument.Read(answers);
        if (inventory.Rules.Count == 0)
            throw new FormatException("The answers have no rules. Add --describe with the answer of 'aws ec2 describe-security-groups'.");
        if (inventory.InterfaceCount == 0)
            throw new FormatException("The answers have no interfaces, by which records belong to rules. Add --describe with the answer of 'aws ec2 "
                + "describe-network-interfaces'.");
        var review = new RuleReview(inventory);
        var archive = asked?.Prepare(review);
        if (asked is { IsShown: true })
            return QueryCommand.Show(streams, archive!.Statement);
        using var templateFile = template is null ? null : ResultFile.Open("--cloudformation", template);
        using var codeFile = code is null ? null : ResultFile.Open("--csharp", code);
        var buffer = new OutputBuffer(streams.Output);
        int exit;
        if (archive is null)
        {
            files = Inputs.Named(files, streams);
            var run = new BacktestRun(streams, (stream, name, rejected) => review.Read(stream, name, chosen, rejected), buffer);
            exit = await FileWork.RunAsync(() => run.ReadAll(files), cancellation).ConfigureAwait(false);
        }
        else
        {
            exit = await new AthenaStatement(streams, () => new AmazonAthenaClient())
                .RunAsync(archive.Statement, [], asked!.Workgroup!, asked.Database!, _ => new AthenaStatement.Rows(archive.Take, () => { }),
                    cancellation).ConfigureAwait(false);
            if (exit != ExitCode.Success)
                return exit;
        }

        var rows = review.Finish();
        Write(rows, new RowOutput(outputFormat, buffer, [new("owner"), new("rule"), new("finding"), new("records", true), new("bytes", true), new("ports"),
            new("peers"), new("narrower")]));
        buffer.Flush();
        templateFile?.Commit(RuleCode.ToCloudFormation(rows));
        codeFile?.Commit(RuleCode.ToCSharp(rows));
        streams.Errors.WriteLine(review.From is { } from
            ? $"{Counted(review.Records)} of known interfaces from {BacktestJson.TextOf(from)} to {BacktestJson.TextOf(review.To!.Value)}. A rule that no "
            + "record matches may still be needed: check a longer time before you remove it."
            : "No record belongs to a known interface, so no rule can be judged.");
        if (review.Unknown > 0)
            streams.Errors.WriteLine($"{Counted(review.Unknown)} of no known interface {(review.Unknown == 1 ? "is" : "are")} ignored.");
        return exit;
    }

    static void Write(IReadOnlyList<RuleReviewRow> rows, RowOutput output)
    {
        foreach (var row in rows)
        {
            var rule = row.Rule;
            output.Add(
                rule.OwnerName.Length > 0 ? $"{rule.Owner} {rule.OwnerName}" : rule.IsOfSecurityGroup ? rule.Owner : $"{rule.Owner} {rule.Number}",
                rule.Text,
                FindingText(row.Finding),
                row.Records.ToString(CultureInfo.InvariantCulture),
                row.Bytes.ToString(CultureInfo.InvariantCulture),
                string.Join(' ', row.Ports),
                string.Join(' ', row.Peers),
                string.Join("; ", row.Narrower.Select(narrower => narrower.Text)));
        }

        output.Finish();
    }

    internal static string FindingText(RuleFinding finding) => finding switch
    {
        RuleFinding.OpenButSilent => "open but silent",
        RuleFinding.NeverHit => "never hit",
        RuleFinding.Covered => "covered by other rules",
        RuleFinding.WiderThanUsed => "wider than used",
        RuleFinding.Used => "used",
        RuleFinding.NoTraffic => "no traffic recorded",
        _ => "peer not resolved",
    };

    static string Counted(long records) => string.Create(CultureInfo.InvariantCulture, $"{records} {(records == 1 ? "record" : "records")}");
}
