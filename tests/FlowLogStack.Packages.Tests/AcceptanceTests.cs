using System.Text.RegularExpressions;

namespace FlowLogStack.Packages.Tests;

/// <summary>The acceptance run, dry: against a local stand-in for AWS.</summary>
public sealed partial class AcceptanceTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acceptance-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [ToolFact("python3", "moto_server", "aws", "npx")]
    public void The_dry_run_deploys_both_stacks_with_cdk_deploy_verifies_them_and_passes_no_step_that_the_stand_in_lacks()
    {
        using var aws = LocalAws.Start();
        var report = Path.Combine(folder.FullName, "report.md");
        string[] programs = ["--flowlogs", Built("Cli", "flowlogs.dll"), "--app", Built("App", "FlowLogStack.App.dll")];
        var result = Tool.Run("python3", [Script, "--stand-in", aws.Environment["AWS_ENDPOINT_URL"], "--report", report, .. programs]);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var rows = Row().Matches(File.ReadAllText(report));
        var steps = rows.ToDictionary(row => row.Groups["step"].Value, row => row.Groups["outcome"].Value);
        var found = rows.ToDictionary(row => row.Groups["step"].Value, row => row.Groups["found"].Value);
        var passed = steps.Where(step => step.Value == "passed").Select(step => step.Key);
        Assert.Equal(["bootstrap", "deploy everything", "deploy the lab", "download the records", "wait for records"], passed.Order(StringComparer.Ordinal));
        Assert.Equal(18, steps.Count);
        Assert.All(steps.Values, outcome => Assert.Contains(outcome, (string[])["passed", "skipped"]));
        Assert.All(["deploy the lab", "deploy everything"], step => Assert.StartsWith("cdk deploy: ", found[step], StringComparison.Ordinal));
        Assert.All(["verify the lab", "verify everything"], step => Assert.Matches("^[1-9][0-9]* of [0-9]+ checks passed", found[step]));
    }

    [ToolFact("python3", "aws")]
    public void States_the_cost_and_does_not_start_without_credentials()
    {
        // Nothing listens there, so no credentials are of use.
        var result = Tool.Run("python3", [Script, "--yes", "--region", "eu-west-1"], new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9",
            ["AWS_ACCESS_KEY_ID"] = "none",
            ["AWS_SECRET_ACCESS_KEY"] = "none",
            ["AWS_MAX_ATTEMPTS"] = "1",
        });
        Assert.Equal(2, result.ExitCode);
        Assert.InRange(double.Parse(Total().Match(result.Output).Groups["cost"].Value, System.Globalization.CultureInfo.InvariantCulture), 0.1, 2);
        Assert.Contains("The run did not start", result.Errors, StringComparison.Ordinal);
    }

    static string Script => Repository.PathOf("tests", "acceptance", "acceptance.py");

    static string Built(string project, string assembly) =>
        "dotnet " + Repository.PathOf("src", "FlowLogStack." + project, "bin", BuildConfiguration.Name, "net10.0", assembly);

    [GeneratedRegex(@"(?m)^\| (?<step>.+?) \| (?<outcome>passed|skipped|FAILED) \| (?<found>.*) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<cost>[\d.]+) USD  in total")]
    private static partial Regex Total();
}
