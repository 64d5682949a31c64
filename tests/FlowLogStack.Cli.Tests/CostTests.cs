using System.Text.Json;

namespace FlowLogStack.Cli.Tests;

/// <summary>The verb <c>flowlogs cost</c>.</summary>
public sealed class CostTests : IDisposable
{
    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Prints_what_each_thing_costs_and_what_is_paid_without_traffic()
    {
        var run = Command.Run(["cost", "--template", Lab, "--rate", "100/s"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("USD a month  what", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.Contains("Delivery to CloudWatch Logs", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("1.40 USD of it is paid without any traffic. 262,800,000 records a month.",
            StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.Contains("(AWS::Athena::WorkGroup): queries cost by what they scan", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_the_records_of_files_for_a_month_of_them()
    {
        var run = Command.Run(["cost", "--template", Lab, "--json", "-"], $"{Samples.Accepted}\n{Samples.Rejected}\n");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal((0, 2L), (run.ExitCode, json.RootElement.GetProperty("records").GetInt64()));
        Assert.Equal(1.40m, json.RootElement.GetProperty("usdPerMonthWithoutTraffic").GetDecimal());
        var items = json.RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(json.RootElement.GetProperty("usdPerMonth").GetDecimal(), Math.Round(items.Sum(item => item.GetProperty("usd").GetDecimal()), 2));
        Assert.Contains(items, item => item.GetProperty("kind").GetString() == "Delivery to S3" && item.GetProperty("unit").GetString() == "GB");
    }

    [Fact]
    public void Says_what_a_change_adds()
    {
        var cheaper = samples.Text("old.template.json", """{ "Resources": { "Key": { "Type": "AWS::KMS::Key", "Properties": {} } } }""");
        var dearer = samples.Text("new.template.json",
            """
                { "Resources": { "Key": { "Type": "AWS::KMS::Key", "Properties": {} }, "Secret": { "Type": "AWS::SecretsManager::Secret", "Properties": {} } } }
                """);
        var run = Command.Run(["cost", "--template", dearer, "--compare", cheaper, "--rate", "1/s"]);
        Assert.Contains("The change adds 0.40 USD a month.", run.Lines);
        Assert.Contains(run.Lines, line => line.TrimStart().StartsWith("1.40    1.00  total", StringComparison.Ordinal));
        Assert.Contains("The change saves 0.40 USD a month.", Command.Run(["cost", "--template", cheaper, "--compare", dearer, "--rate", "1/s"]).Lines);
    }

    [Theory]
    [InlineData("--rate 1/s and 'x.log' exclude each other", "cost", "--template", "lab.template.json", "--rate", "1/s", "x.log")]
    [InlineData("'lots' is not a rate", "cost", "--template", "lab.template.json", "--rate", "lots")]
    [InlineData("--prices nowhere.json: ", "cost", "--template", "lab.template.json", "--rate", "1/s", "--prices", "nowhere.json")]
    [InlineData("--template nowhere.json: ", "cost", "--template", "nowhere.json", "--rate", "1/s")]
    public void Refuses_what_makes_no_sense(string message, params string[] arguments)
    {
        var run = Command.Run([.. arguments.Select(argument => argument == "lab.template.json" ? Lab : argument)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }
}
