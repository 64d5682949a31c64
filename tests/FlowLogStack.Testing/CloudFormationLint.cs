using Xunit;

namespace FlowLogStack.Testing;

/// <summary>Lints templates with <c>cfn-lint</c>.</summary>
public static class CloudFormationLint
{
    /// <summary>One region of each partition, and two of the first.</summary>
    public static readonly string[] Regions = ["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1"];

    /// <summary>No template has errors or warnings in any of the regions. All are checked in one run, since loading the schemas takes longest.</summary>
    /// <param name="templates">The templates' texts by name.</param>
    public static void AssertClean(IReadOnlyDictionary<string, string> templates)
    {
        Assert.NotEmpty(templates);
        var folder = Directory.CreateTempSubdirectory("lint-");
        try
        {
            foreach (var (name, template) in templates)
                File.WriteAllText(Path.Combine(folder.FullName, $"{name}.template.json"), template);
            var result = Tool.Run("cfn-lint", ["-r", .. Regions, "--", .. templates.Keys.Select(name => $"{name}.template.json")], folder: folder.FullName);
            Assert.True(result.ExitCode == 0, $"cfn-lint exits with {result.ExitCode}\n{result.Output}{result.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The template has neither errors nor warnings in any of the regions.</summary>
    public static void AssertClean(string name, string template) => AssertClean(new Dictionary<string, string> { [name] = template });
}
