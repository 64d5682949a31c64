using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;

namespace FlowLogStack.Organization;

/// <summary>The template of a member account's stack, which needs neither assets nor a bootstrapped account.</summary>
public sealed class MemberTemplate
{
    /// <summary>Greatest size of a template in a StackSet, in bytes.</summary>
    public const int LargestBody = 51_200;

    // An inline policy has a PolicyName as well, which is not one of the account.
    static readonly string[] IdentityNames = ["GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName"];

    static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly JsonObject content;

    MemberTemplate(JsonObject content)
    {
        this.content = content;
        Body = content.ToJsonString(Compact);
    }

    /// <summary>The template as JSON without blanks.</summary>
    public string Body { get; }

    /// <summary>The IAM capabilities that the template requires.</summary>
    public IReadOnlyList<string> Capabilities
    {
        get
        {
            var identities = Resources.Where(resource => ((string?)resource?["Type"])?.StartsWith("AWS::IAM::", StringComparison.Ordinal) == true).ToList();
            return identities.Count == 0 ? []
                : identities.Exists(one => Array.Exists(IdentityNames, name => one!["Properties"]?[name] is not null)) ? ["CAPABILITY_NAMED_IAM"]
                : ["CAPABILITY_IAM"];
        }
    }

    /// <summary>Names of the template's parameters.</summary>
    public IReadOnlyList<string> Parameters => [.. Declared.Select(parameter => parameter.Key)];

    /// <summary>Names of the parameters without a default value.</summary>
    internal IEnumerable<string> RequiredParameters => Declared.Where(parameter => parameter.Value?["Default"] is null).Select(parameter => parameter.Key);

    JsonObject Declared => content[nameof(Parameters)]?.AsObject() ?? [];

    IEnumerable<JsonNode?> Resources => content[nameof(Resources)]?.AsObject().Select(resource => resource.Value) ?? [];

    /// <summary>Synthesizes the template of a member.</summary>
    /// <param name="description">Description of the stack.</param>
    /// <param name="compose">
    /// Adds the resources to a stack that isn't part of the app. Values that differ between members are parameters (<c>CfnParameter</c>) of that stack.
    /// </param>
    /// <exception cref="ArgumentException">The template has no resources, is too large for a StackSet, or refers to another stack.</exception>
    public static MemberTemplate Of(string description, Action<Stack> compose)
    {
        ArgumentNullException.ThrowIfNull(compose);
        var folder = Directory.CreateTempSubdirectory("flowlogs-member-");
        try
        {
            var app = new App(new AppProps { Outdir = folder.FullName, AnalyticsReporting = false });
            var stack = new Stack(app, "Member", new StackProps { Description = description, Synthesizer = new BootstraplessSynthesizer() });
            compose(stack);
            app.Synth();
            var template = new MemberTemplate(JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, stack.TemplateFile)))!.AsObject());
            template.EnsureDeployable();
            return template;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    void EnsureDeployable()
    {
        if (!Resources.Any())
            throw new ArgumentException("The template of the members has no resources. Add at least one, such as a FlowLogMember.");
        if (Body.Contains("\"Fn::ImportValue\"", StringComparison.Ordinal))
            throw new ArgumentException("The template of the members imports a value of another stack, which a member account doesn't have. Use a "
                + "CfnParameter of the member's stack in its place.");
        var bytes = Encoding.UTF8.GetByteCount(Body);
        if (bytes > LargestBody)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The template of the members has {bytes:N0} bytes, and a ")
                + string.Create(CultureInfo.InvariantCulture, $"StackSet allows {LargestBody:N0}. Remove sources or destinations, or use several StackSets."));
    }
}
