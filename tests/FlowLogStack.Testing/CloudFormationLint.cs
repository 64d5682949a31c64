using Xunit;

namespace FlowLogStack.Testing;

/// <summary>Lints templates with <c>cfn-lint</c>.</summary>
public static class CloudFormationLint
{
    /// <summary>One region of each of the eight partitions, and two of the first.</summary>
    public static readonly string[] Regions =
    [
        "us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1",
    ];

    /// <summary>The template has neither errors nor warnings in any of the regions.</summary>
    public static void AssertClean(string name, string template) => AssertClean([(name, template)], Regions, []);

    /// <summary>The templates have neither errors nor warnings in any of the regions, but for rules that are accepted; one run for all of them.</summary>
    public static void AssertClean(IEnumerable<(string Name, string Template)> templates, IEnumerable<string> regions, IReadOnlyCollection<string> accepted)
    {
        var folder = Directory.CreateTempSubdirectory("lint-");
        try
        {
            var files = new List<string>();
            foreach (var (name, template) in templates)
            {
                files.Add(Path.Combine(folder.FullName, $"{name}.template.json"));
                File.WriteAllText(files[^1], template);
            }

            string[] ignored = accepted.Count == 0 ? [] : ["-i", .. accepted];
            var result = Tool.Run("cfn-lint", ["-r", .. regions, .. ignored, "--", .. files]);
            Assert.True(result.ExitCode == 0, $"cfn-lint exits with {result.ExitCode}\n{result.Output}{result.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
