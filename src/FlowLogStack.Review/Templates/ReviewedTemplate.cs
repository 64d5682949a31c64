using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>A template with resolved resources.</summary>
sealed class ReviewedTemplate
{
    // Values of the deployment are equal in both templates, whatever the files are called.
    internal const string Account = "ACCOUNT";

    ReviewedTemplate(string name, string text, JsonObject root, IReadOnlyDictionary<string, ReviewedResource> resources, AlarmTemplate alarms,
        IReadOnlyDictionary<string, string> parameters)
    {
        Name = name;
        Text = text;
        Root = root;
        Resources = resources;
        Alarms = alarms;
        Parameters = parameters;
    }

    /// <summary>Name in messages.</summary>
    internal string Name { get; }

    /// <summary>Text of the template in JSON, with new logical ids.</summary>
    internal string Text { get; }

    internal JsonObject Root { get; }

    internal IReadOnlyDictionary<string, ReviewedResource> Resources { get; }

    internal AlarmTemplate Alarms { get; }

    /// <summary>The resources as they were read.</summary>
    internal IReadOnlyList<TemplateResource> Read { get; private init; } = [];

    /// <summary>The flow logs.</summary>
    internal IReadOnlyList<FlowLogFacts> FlowLogs => field ??= [.. Of("AWS::EC2::FlowLog").Select(resource => new FlowLogFacts(resource))];

    /// <summary>The parameter values with which the template is resolved.</summary>
    internal IReadOnlyDictionary<string, string> Parameters { get; }

    internal IEnumerable<ReviewedResource> Of(string type) => Resources.Values.Where(resource => resource.Type == type);

    /// <summary>Reads the JSON of a template.</summary>
    /// <exception cref="TemplateException">The text isn't a template.</exception>
    internal static JsonObject ReadRoot(string text, string name)
    {
        using var document = TemplateText.Read(text, name);
        if (RawJson.Copy(document.RootElement) is JsonObject root && root[nameof(Resources)] is JsonObject)
            return root;
        throw new TemplateException($"{name} is not a CloudFormation template, because it has no \"Resources\". Synthesize one with 'cdk synth', which "
            + "writes cdk.out/STACK.template.json.");
    }

    /// <summary>Resolves a template.</summary>
    /// <param name="root">The template.</param>
    /// <param name="name">Name in messages.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="parameters">Values of parameters; those that the template lacks are ignored.</param>
    /// <param name="known">A template whose filters and rules take the place of equal ones. Default: null (none).</param>
    internal static ReviewedTemplate Resolve(JsonObject root, string name, string stack, IReadOnlyDictionary<string, string> parameters,
        AlarmTemplate? known = null)
    {
        var text = root.ToJsonString();
        var declared = root[nameof(Parameters)] as JsonObject;
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS::AccountId"] = Account,
            ["AWS::StackName"] = stack,
            ["AWS::StackId"] = $"arn:aws:cloudformation:us-east-1:{Account}:stack/{stack}/id",
        };
        foreach (var (parameter, value) in parameters)
        {
            if (parameter.StartsWith("AWS::", StringComparison.Ordinal) || declared?.ContainsKey(parameter) == true)
                given[parameter] = value;
        }

        var raw = (JsonObject)root[nameof(Resources)]!;
        var resources = new Dictionary<string, ReviewedResource>(StringComparer.Ordinal);
        var read = AlarmTemplate.Resources(text, name, given);
        foreach (var resource in read)
        {
            if (resource.Type != "AWS::CDK::Metadata")
                resources[resource.LogicalId] = new ReviewedResource(resource.LogicalId, resource.Type, resource.Properties, resource.Unknown,
                    (JsonObject)raw[resource.LogicalId]!);
        }

        var alarms = AlarmTemplate.Parse(text, name, given);
        return new ReviewedTemplate(name, text, root, resources, known is null ? alarms : alarms.WithDefinitionsOf(known), given) { Read = read };
    }
}
