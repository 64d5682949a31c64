using System.Diagnostics;

namespace FlowLogStack.Cli.Tests;

/// <summary>Templates beyond limits: errors of every verb that reads one.</summary>
public sealed class TemplateBoundsTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    public static TheoryData<string, string> Refused()
    {
        var laughs = "\"lol\"";
        for (var level = 0; level < 30; level++)
            laughs = $$"""{ "Fn::Sub": ["${a}${a}${a}${a}${a}${a}${a}${a}${a}${a}", { "a": {{laughs}} }] }""";
        (string Template, string Message)[] templates =
        [
            ("""
                { "Conditions": { "A": { "Condition": "B" }, "B": { "Condition": "A" } },
                  "Resources": { "G": { "Type": "AWS::Logs::LogGroup", "Condition": "A" } } }
                """, "the condition 'A' refers to itself: A → B → A"),
            ($$"""{ "Resources": { "G": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": {{laughs}} } } } }""",
                "makes text of more than 1000000 characters"),
            ($$"""{ "Resources": {}, "Metadata": {{new string('[', 100_000)}}{{new string(']', 100_000)}} }""", "nested deeper than 100 levels"),
            ($"Resources: {{}}\nMetadata: {new string('[', 100_000)}{new string(']', 100_000)}\n", "nested deeper than 100 levels"),
        ];
        var data = new TheoryData<string, string>();
        foreach (var (template, message) in templates)
            data.Add(template, message);
        return data;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Every_command_refuses_them_in_bounded_time(string template, string message)
    {
        var file = samples.Text("t.template", template);
        var log = samples.Text("a.log", Samples.Header, Samples.Accepted);
        string[][] commands = [["backtest", "--template", file, log], ["cost", "--template", file, log],
            ["preview", "--template", file, "--html", samples.Text("p.html"), log], ["verify", "--template", file]];
        foreach (var command in commands)
        {
            var time = Stopwatch.StartNew();
            var run = Command.Run(command);
            Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
            Assert.StartsWith("flowlogs: ", run.Errors, StringComparison.Ordinal);
            Assert.Contains(message, run.Errors, StringComparison.Ordinal);
            Assert.True(time.Elapsed < Patience, $"{command[0]}: {time.Elapsed}");
        }
    }

    [Fact]
    public void A_template_in_YAML_is_taken_as_it_is()
    {
        var file = samples.Text("t.yaml", "Resources:", "  Group:", "    Type: AWS::Logs::LogGroup", "    Properties:", "      LogGroupName: !Sub "
            + "'${AWS::StackName}-flows'");
        var run = Command.Run(["cost", "--template", file, samples.Text("a.log", Samples.Header, Samples.Accepted)]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Errors));
    }
}
