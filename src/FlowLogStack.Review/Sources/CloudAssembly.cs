using System.Text.Json;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>The stacks of a cloud assembly (<c>cdk.out</c>), with those of its stages, or of a folder with templates.</summary>
/// <param name="files">The files.</param>
sealed class CloudAssembly(IReviewFiles files)
{
    const string Manifest = "manifest.json";
    const string Ending = ".template.json";
    const int MostStages = 10;

    /// <summary>Returns the stacks in a folder.</summary>
    /// <exception cref="TemplateException">The folder has no template.</exception>
    internal IReadOnlyList<StackTemplate> Read(string folder)
    {
        var stacks = new List<StackTemplate>();
        if (files.Read(Join(folder, Manifest)) is { } manifest)
            ReadManifest(folder, manifest, stacks, 0);
        else
            stacks.AddRange((files.List(folder) ?? []).Where(file => file.EndsWith(Ending, StringComparison.Ordinal))
                .Select(file => Template(file[..^Ending.Length], Join(folder, file))));
        return stacks.Count > 0 ? stacks
            : throw new TemplateException($"{files.NameOf(folder)} has neither a {Manifest} with stacks nor a file *{Ending}. Use the folder that 'cdk "
            + "synth' writes, or a template.");
    }

    void ReadManifest(string folder, string text, List<StackTemplate> stacks, int depth)
    {
        try
        {
            using var manifest = JsonDocument.Parse(text);
            if (!manifest.RootElement.TryGetProperty("artifacts", out var artifacts))
                return;
            foreach (var artifact in artifacts.EnumerateObject())
            {
                var type = artifact.Value.GetProperty("type").GetString();
                var properties = artifact.Value.TryGetProperty("properties", out var given) ? given : default;
                if (type == "aws:cloudformation:stack" && Text(properties, "templateFile") is { } file)
                {
                    stacks.Add(Template(Text(properties, "stackName") ?? artifact.Name,
                        Join(folder, file)) with { Environment = EnvironmentOf(Text(artifact.Value, "environment")) });
                }
                else if (type == "cdk:cloud-assembly" && Text(properties, "directoryName") is { } nested && depth < MostStages
                    && files.Read(Join(Join(folder, nested), Manifest)) is { } inner)
                {
                    ReadManifest(Join(folder, nested), inner, stacks, depth + 1);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new TemplateException($"{files.NameOf(Join(folder, Manifest))} is not the manifest of a cloud assembly: {e.Message}", e);
        }
    }

    StackTemplate Template(string stack, string path) =>
        new(stack, files.NameOf(path),
            files.Read(path) ?? throw new TemplateException($"{files.NameOf(path)} does not exist, and the manifest of the cloud assembly refers to it. "
            + "Synthesize it again with 'cdk synth'."));

    static Dictionary<string, string> EnvironmentOf(string? address)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (address?.Split('/') is ["aws:", "", var account, var region])
        {
            if (account.Length > 0 && !account.StartsWith("unknown", StringComparison.Ordinal))
                environment["AWS::AccountId"] = account;
            if (region.Length > 0 && !region.StartsWith("unknown", StringComparison.Ordinal))
                environment["AWS::Region"] = region;
        }

        return environment;
    }

    static string? Text(JsonElement element, string name) => element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    static string Join(string folder, string name) => folder.Length == 0 || folder is "." ? name : $"{folder.TrimEnd('/', '\\')}/{name}";
}
