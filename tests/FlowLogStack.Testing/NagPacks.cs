using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>A finding of a rule pack of cdk-nag.</summary>
/// <param name="File">File name of the template.</param>
/// <param name="Pack">Name of the pack.</param>
/// <param name="Rule">Name of the rule, with that of the pack.</param>
/// <param name="Resource">Logical id of the resource.</param>
/// <param name="Type">Type of the resource.</param>
/// <param name="Reason">Reason of the template for accepting the finding; null if it has none.</param>
public sealed record NagFinding(string File, string Pack, string Rule, string Resource, string Type, string? Reason);

/// <summary>A reason of a template for which there is no finding.</summary>
/// <param name="File">File name of the template.</param>
/// <param name="Resource">Logical id of the resource.</param>
/// <param name="Rule">Name of the rule, with that of the pack.</param>
/// <param name="Reason">The reason.</param>
public sealed record UnusedReason(string File, string Resource, string Rule, string Reason);

/// <summary>The findings of a run.</summary>
/// <param name="Findings">The findings, with and without a reason.</param>
/// <param name="Unused">Reasons without a finding.</param>
public sealed record NagReport(IReadOnlyList<NagFinding> Findings, IReadOnlyList<UnusedReason> Unused);

/// <summary>cdk-nag's packs NIST 800-53 R5, HIPAA and PCI DSS, from npm packages of a committed lockfile.</summary>
/// <remarks>A test that needs them has <c>[ToolFact("node", "npm")]</c>.</remarks>
public static class NagPacks
{
    /// <summary>Checks templates, all in one process.</summary>
    /// <param name="templates">The templates as JSON, each with a name.</param>
    /// <exception cref="InvalidOperationException">The packages can't be installed, or a template can't be read.</exception>
    public static NagReport Check(IEnumerable<(string Name, string Template)> templates)
    {
        var source = Repository.PathOf("tests", "FlowLogStack.Testing", "Nag");
        var packages = NodePackages.Install(source, "nag");
        var folder = Directory.CreateTempSubdirectory("nag-");
        try
        {
            var files = new List<string>();
            foreach (var (name, template) in templates)
            {
                files.Add(Path.Combine(folder.FullName, $"{name}.json"));
                File.WriteAllText(files[^1], template);
            }

            var result = Tool.Run("node", [Path.Combine(source, "nag.mjs"), packages, .. files]);
            return result.ExitCode == 0
                ? JsonSerializer.Deserialize<NagReport>(result.Output, JsonSerializerOptions.Web)!
                : throw new InvalidOperationException($"nag.mjs exited with {result.ExitCode}:\n{result.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
