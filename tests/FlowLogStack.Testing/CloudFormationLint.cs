using Xunit;

namespace FlowLogStack.Testing;

/// <summary>Lints templates with <c>cfn-lint</c>.</summary>
public static class CloudFormationLint
{
    /// <summary>One region of each partition, and two of the first.</summary>
    public static readonly string[] Regions = ["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1"];

    /// <summary>The template has neither errors nor warnings in any of the regions.</summary>
    public static void AssertClean(string name, string template)
    {
        var folder = Directory.CreateTempSubdirectory("lint-");
        try
        {
            var file = Path.Combine(folder.FullName, $"{name}.template.json");
            File.WriteAllText(file, template);
            var result = Tool.Run("cfn-lint", ["-r", .. Regions, "--", file]);
            Assert.True(result.ExitCode == 0, $"{name}: cfn-lint exits with {result.ExitCode}\n{result.Output}{result.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
