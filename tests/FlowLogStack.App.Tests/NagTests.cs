using System.Globalization;
using System.Text;
using Amazon.CDK;
using Examples;
using FlowLogStack.Testing.Deployment;
using CdkApp = Amazon.CDK.App;

namespace FlowLogStack.App.Tests;

/// <summary>Every example, with the encryption of its parts and with one key for everything, in cdk-nag's packs NIST 800-53 R5, HIPAA and PCI DSS.</summary>
public sealed class NagTests : AppTests
{
    const string OneKey = " with one key";

    static readonly (string Name, Func<CdkApp, Stack> Make)[] Stacks =
    [
        ("EnablerStack", app => new EnablerStack(app, "EnablerStack")),
        ("OrganizationStack", app => new OrganizationStack(app, "OrganizationStack")),
        ("NetworkStack", app => new NetworkStack(app, "NetworkStack")),
        ("ForwardingStack", app => new ForwardingStack(app, "ForwardingStack")),
        ("DashboardStack", app => new DashboardStack(app, "DashboardStack")),
        ("TransitGatewayStack", app => new TransitGatewayStack(app, "TransitGatewayStack")),
        ("GuideStack", app => new GuideStack(app, "GuideStack")),
        ("DetectionStack", app => new DetectionStack(app, "DetectionStack")),
        ("EncryptedStack", app => new EncryptedStack(app, "EncryptedStack")),
        ("ActivityStack", app => new ActivityStack(app, "ActivityStack")),
    ];

    // What an example itself creates, and why its finding stays.
    static readonly (string Template, string Rule, string Reason)[] OfExamples =
    [
        ("OrganizationStack", "S3BucketLoggingEnabled", "The example shows delivery between accounts. AccessLogs of the archive and of the stream sets the "
            + "bucket for access logs."),
        ("NetworkStack", "VPCDefaultSecurityGroupClosed", "The VPC of the example is a placeholder for your own."),
        ("NetworkStack", "VPCNoUnrestrictedRouteToIGW", "The VPC of the example is a placeholder for your own."),
        ("EncryptedStack", "SecretsManagerRotationEnabled", "The endpoint's vendor issues the credentials, and the function reads the secret again when the "
            + "endpoint rejects them."),
        ("NetworkStack", "VPCSubnetAutoAssignPublicIpDisabled", "The VPC of the example is a placeholder for your own."),
    ];

    [ToolFact("node", "npm")]
    public void Every_finding_of_the_packs_is_fixed_or_accepted_with_a_reason()
    {
        var templates = Templates().ToList();
        var report = NagPacks.Check(templates);
        var findings = report.Findings.Select(finding => finding with { Reason = finding.Reason ?? ReasonOfExample(finding) }).ToList();
        var open = findings.Where(finding => finding.Reason is null)
            .Select(finding => $"{finding.File}: {finding.Rule} {finding.Resource} ({finding.Type})").ToList();
        Assert.True(open.Count == 0, $"{open.Count} findings without a reason:\n{string.Join('\n', open)}");
        Assert.True(report.Unused.Count == 0, "Reasons without a finding:\n"
            + string.Join('\n', report.Unused.Select(unused => $"{unused.File}: {unused.Rule} {unused.Resource}")));
        Snapshot.MatchesFile(Repository.PathOf("docs", "compliance.md"), Page([.. templates.Select(template => template.Name)], findings));
    }

    [ToolFact("node", "npm")]
    public void A_template_without_reasons_has_open_findings()
    {
        const string bucket = """{ "Resources": { "Open": { "Type": "AWS::S3::Bucket" } } }""";
        Assert.Contains(NagPacks.Check([("bucket", bucket)]).Findings, finding => finding is { Rule: "HIPAA.Security-S3BucketLoggingEnabled", Reason: null });
    }

    static IEnumerable<(string Name, string Template)> Templates()
    {
        foreach (var (name, make) in Stacks)
        {
            yield return (name, OfStack(make, app => { }));
            var text = OfStack(make, app => Encryption.CustomerManaged().ApplyTo(app));
            // The transit gateway's archive has a key of its own.
            AssertEncrypted(name, text, keys: name == "TransitGatewayStack" ? 2 : 1);
            yield return (name + OneKey, text);
        }

        foreach (var name in ExampleTests.Names)
        {
            var json = ExampleTests.Settings(name);
            yield return (name, OfSettings(json, encryption: null));
            // A member stack has no data of its own.
            if (SettingsReader.Parse(name, json).Member)
                continue;
            var text = OfSettings(json, EncryptionSetting.CustomerManaged);
            AssertEncrypted(name, text, keys: 1);
            yield return (name + OneKey, text);
        }
    }

    static void AssertEncrypted(string name, string template, int keys)
    {
        var app = SynthesizedApp.OfTemplate(name, template);
        EncryptionProof.AssertHolds(app);
        Assert.Empty(EncryptionProof.WithoutKey(app));
        Assert.Equal(keys, EncryptionProof.KeysInUse(app).Count);
    }

    static string OfStack(Func<CdkApp, Stack> make, Action<CdkApp> configure)
    {
        var app = Repository.NewApp();
        configure(app);
        var stack = make(app);
        CdkNagReasons.AddTo(stack);
        return Testing.Template.Of(stack).ToText();
    }

    static string OfSettings(string json, string? encryption)
    {
        var settings = SettingsJson.Parse(json)!.AsObject();
        settings["cdkNagReasons"] = true;
        if (encryption is not null)
        {
            settings["encryption"] = encryption;
            foreach (var part in new[] { "logs", "archive", "athena", "alarms" })
                (settings[part] as System.Text.Json.Nodes.JsonObject)?.Remove("encryption");
        }

        return Template(settings.ToJsonString()).ToText();
    }

    static string? ReasonOfExample(NagFinding finding) => OfExamples
        .FirstOrDefault(known => finding.File.StartsWith(known.Template, StringComparison.Ordinal)
        && finding.Rule.EndsWith("-" + known.Rule, StringComparison.Ordinal)).Reason;

    static string Page(IReadOnlyList<string> templates, IReadOnlyList<NagFinding> findings)
    {
        var page = new StringBuilder("""
            # Compliance packs

            Every example is checked with three rule packs of [cdk-nag](https://github.com/cdklabs/cdk-nag), once with the encryption of its parts and once with
            [one key](security.md#one-key-for-everything). A finding is fixed, or accepted with a reason that is metadata of its resource:
            `CdkNagReasons.AddTo(stack)` adds these reasons to a stack of your own, and the setting [`cdkNagReasons`](settings.md) to the stack of the settings.
            cdk-nag 2 and 3 read them.

            A pack is a set of rules for templates. It doesn't certify a deployment.

            ## Findings

            Each number is that of accepted findings. None is open.

            | example | NIST 800-53 R5 | HIPAA | PCI DSS |
            |---|--:|--:|--:|

            """);
        foreach (var template in templates)
        {
            var own = findings.Where(finding => finding.File == template + ".json").ToLookup(finding => finding.Pack);
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| {template} | {own["NIST80053R5Checks"].Count()} | {own["HIPAASecurityChecks"].Count()} | {own["PCIDSS321Checks"].Count()} |");
        }

        page.Append("""

            ## Reasons

            | rule | resources | reason |
            |---|---|---|

            """);
        foreach (var rule in findings.GroupBy(finding => (Rule: finding.Rule[(finding.Rule.LastIndexOf('-') + 1)..], finding.Type, finding.Reason))
            .OrderBy(rule => rule.Key.Rule, StringComparer.Ordinal).ThenBy(rule => rule.Key.Type, StringComparer.Ordinal)
            .ThenBy(rule => rule.Key.Reason, StringComparer.Ordinal))
            page.AppendLine(CultureInfo.InvariantCulture, $"| `{rule.Key.Rule}` | `{rule.Key.Type}` | {rule.Key.Reason} |");
        return page.ToString();
    }
}
