using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Verification.Tests;

public sealed partial class GuideTests
{
    static readonly string[] Blocks = [.. JsonBlock().Matches(File.ReadAllText(Repository.PathOf("docs", "verifying.md")))
        .Select(match => match.Groups[1].Value)];

    [Fact]
    public async Task The_policy_allows_every_call_and_no_other()
    {
        // What each call is said to need, when it is the one that is refused.
        var asked = Given.Account();
        await Given.VerifyAsync(asked, new VerificationOptions { Notifies = true });
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var operation in asked.Calls.Distinct())
        {
            var account = Given.Account();
            account.Refused[operation] = "AccessDenied";
            foreach (var check in (await Given.VerifyAsync(account, new VerificationOptions { Notifies = true }))
                .Checks.Where(check => check.Cure.StartsWith("Allow ", StringComparison.Ordinal)))
                needed.Add(check.Cure.Split(' ')[1]);
        }

        // The command to set an alarm back is its cure when that is refused; the call is the same.
        var allowed = JsonNode.Parse(Blocks[0])!["Statement"]!.AsArray()
            .SelectMany(statement => statement!["Action"] is JsonArray actions ? actions.Select(action => (string)action!) : [(string)statement["Action"]!]);
        Assert.Equal(needed, allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_example_has_the_members_that_are_written()
    {
        var output = new ArrayBufferWriter<byte>();
        VerificationJson.Write(await Given.VerifyAsync(Given.Account()), output);
        var written = JsonNode.Parse(Encoding.UTF8.GetString(output.WrittenSpan))!.AsObject();
        var example = JsonNode.Parse(Blocks[1])!.AsObject();
        Assert.Equal(written.Select(member => member.Key), example.Select(member => member.Key));
        Assert.Equal(written["checks"]![0]!.AsObject().Select(member => member.Key), example["checks"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void Every_kind_and_outcome_is_named()
    {
        var guide = File.ReadAllText(Repository.PathOf("docs", "verifying.md"));
        foreach (var name in Enum.GetNames<CheckKind>().Concat(Enum.GetNames<CheckOutcome>()))
            Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(name)}`", guide);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
