using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLogStack.Records;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>The pages for tools that records are sent to have what the command prints, and their examples fit it.</summary>
public sealed class VendorPageTests
{
    [Theory]
    [InlineData("sumo-logic", "sumo")]
    [InlineData("coralogix", "coralogix")]
    public void A_page_has_what_the_command_prints_for_the_default_format(string page, string rendering) =>
        Assert.Contains($"```text\n{Command.Run(["format", "--as", rendering]).Output}```", PageOf(page), StringComparison.Ordinal);

    [Theory]
    [InlineData("sumo-logic")]
    [InlineData("coralogix")]
    public void What_arrives_is_a_record_of_the_default_format(string page)
    {
        var arrives = PageOf(page).Split("## What arrives")[1];
        var bodies = Regex.Matches(arrives, "```(?:text|json)\n(.*?)\n```", RegexOptions.Singleline)
            .SelectMany(block => block.Groups[1].Value.Split('\n')).ToList();
        Assert.NotEmpty(bodies);
        var expression = VendorFormat.ToCoralogix(FlowLogFormat.Default).Split('\n').Last(line => line.StartsWith('^'));
        foreach (var body in bodies)
        {
            var line = body.StartsWith('{') ? JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()! : body;
            Assert.Matches(expression, line);
            Assert.Equal(0, Command.Run(["parse"], line + "\n").ExitCode);
        }
    }

    static string PageOf(string name) => File.ReadAllText(Repository.PathOf("docs", "vendors", name + ".md"));
}
