using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK;

namespace FlowLogStack.Testing.Deployment;

/// <summary>All templates of an app, as <c>cdk synth</c> writes them: of its stacks, of its stages' stacks and of nested stacks.</summary>
public sealed partial class SynthesizedApp
{
    readonly List<SynthesizedStack> stacks = [];

    SynthesizedApp()
    {
    }

    /// <summary>The stacks, nested ones after their parents.</summary>
    public IReadOnlyList<SynthesizedStack> Stacks => stacks;

    /// <summary>Synthesizes an app and reads its templates.</summary>
    public static SynthesizedApp Of(App app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return Read(app.Synth().Directory);
    }

    /// <summary>Reads the templates of a cloud assembly's folder.</summary>
    public static SynthesizedApp Read(string folder)
    {
        var read = new SynthesizedApp();
        read.ReadAssembly(folder);
        return read;
    }

    /// <summary>Reads one template, of any origin.</summary>
    /// <param name="name">The name of its stack.</param>
    /// <param name="template">The template as JSON.</param>
    public static SynthesizedApp OfTemplate(string name, string template)
    {
        var read = new SynthesizedApp();
        read.stacks.Add(new SynthesizedStack(read, new SynthesizedStack.Identity(name, null, null, null, null), template, []));
        return read;
    }

    /// <summary>The stack of that name.</summary>
    public SynthesizedStack this[string name] => stacks.Single(stack => stack.Name == name);

    /// <summary>The messages of a level, <c>info</c>, <c>warning</c> or <c>error</c>, that synthesis prints.</summary>
    public IReadOnlyList<string> Messages(string level) =>
        [.. stacks.SelectMany(stack => stack.Messages).Where(message => message.Level == level).Select(message => message.Text)];

    void ReadAssembly(string folder)
    {
        foreach (var (_, artifact) in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")))!["artifacts"]!.AsObject())
        {
            var properties = artifact!["properties"];
            switch ((string)artifact["type"]!)
            {
                case "cdk:cloud-assembly":
                    ReadAssembly(Path.Combine(folder, (string)properties!["directoryName"]!));
                    break;
                case "aws:cloudformation:stack":
                    ReadStack(folder, artifact, properties!);
                    break;
            }
        }
    }

    void ReadStack(string folder, JsonNode artifact, JsonNode properties)
    {
        var environment = new Uri((string)artifact["environment"]!);
        var messages = (artifact["metadata"]?.AsObject() ?? [])
            .SelectMany(path => path.Value!.AsArray())
            .Where(entry => ((string)entry!["type"]!).StartsWith("aws:cdk:", StringComparison.Ordinal))
            .Select(entry => (Level: ((string)entry!["type"]!)["aws:cdk:".Length..], Text: entry["data"]?.ToString() ?? ""))
            .ToList();
        var name = (string?)properties["stackName"] ?? (string?)artifact["displayName"] ?? Path.GetFileName((string)properties["templateFile"]!).Split('.')[0];
        Add(folder, (string)properties["templateFile"]!,
            new SynthesizedStack.Identity(name, Known(environment.Host, "account"), Known(environment.AbsolutePath.Trim('/'), "region"), null, null), messages);
    }

    void Add(string folder, string file, SynthesizedStack.Identity identity, IReadOnlyList<(string Level, string Text)> messages)
    {
        var stack = new SynthesizedStack(this, identity, File.ReadAllText(Path.Combine(folder, file)), messages);
        stacks.Add(stack);
        foreach (var (logicalId, nested) in stack.ResourcesOf("AWS::CloudFormation::Stack"))
        {
            if (NestedTemplate(folder, nested) is { } path)
                Add(folder, path, identity with { Name = $"{identity.Name}-{logicalId}-1A2B3C4D5E6F", Parent = stack, LogicalId = logicalId }, []);
        }
    }

    // The address of a nested stack's template ends with the hash of an asset.
    static string? NestedTemplate(string folder, JsonObject nested)
    {
        var hash = AssetHash().Match(nested["Properties"]!["TemplateURL"]!.ToJsonString()).Value;
        return Directory.GetFiles(folder, "*.assets.json")
            .Select(file => (string?)JsonNode.Parse(File.ReadAllText(file))!["files"]?[hash]?["source"]?["path"])
            .FirstOrDefault(path => path is not null);
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex AssetHash();

    static string? Known(string value, string part) => value == $"unknown-{part}" ? null : value;
}
