using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Narrower rules of every protocol, peer and direction, as <c>flowlogs rules</c> writes them for CloudFormation and the CDK.</summary>
public sealed class NarrowerRuleTests : CompositionTests
{
    static readonly (int? Protocol, int From, int To, int? Type, int? Code)[] Kinds =
    [
        (null, 0, 65535, null, null), (6, 22, 22, null, null), (6, 0, 65535, null, null), (6, 8000, 8100, null, null), (17, 53, 53, null, null),
        (17, 0, 65535, null, null), (17, 1024, 2048, null, null),
        (1, 0, 65535, null, null), (1, 0, 65535, 8, null), (1, 0, 65535, 3, 4), (58, 0, 65535, null, null), (58, 0, 65535, 128, 0), (47, 0, 65535, null, null),
        (50, 0, 65535, null, null), (132, 0, 65535, null, null),
    ];

    static readonly string[] Peers = ["10.0.7.0/24", "2001:db8::/64", "sg-0fedcba9876543210", "pl-0123456789abcdef0"];

    static IReadOnlyList<RuleReviewRow> Rows =>
    [
        .. from kind in Kinds.Index()
           let rule = new NetworkRule
           {
               Owner = kind.Index % 2 == 0 ? "sg-0123456789abcdef0" : "sg-0aaaaaaaaaaaaaaa1", IsOfSecurityGroup = true, Direction = kind.Index % 3 == 0
                   ? RuleDirection.Egress : RuleDirection.Ingress,
               Protocol = kind.Item.Protocol, FromPort = kind.Item.From, ToPort = kind.Item.To, IcmpType = kind.Item.Type, IcmpCode = kind.Item.Code,
               Peer = Peers[kind.Index % Peers.Length],
           }
           select new RuleReviewRow(rule, RuleFinding.WiderThanUsed, 1, 1, [], [], [rule]),
    ];

    static IEnumerable<string> Rules(JsonNode template) =>
        template["Resources"]!.AsObject().Select(resource => resource.Value!)
            .Where(resource => ((string)resource["Type"]!).StartsWith("AWS::EC2::SecurityGroup", StringComparison.Ordinal))
            .Select(resource => $"{resource["Type"]} {string.Join(' ', resource["Properties"]!.AsObject()
                .OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => $"{property.Key}={property.Value}"))}")
            .Order(StringComparer.Ordinal);

    [Fact]
    public void The_statements_compile()
    {
        // The file wraps long statements.
        List<string> compiled = [];
        foreach (var line in File.ReadAllLines(Repository.PathOf("tests", "FlowLogStack.Compositions.Tests", "NarrowerRules.cs")))
        {
            if (compiled is [.., var last] && last.EndsWith(',') && line.StartsWith("            ", StringComparison.Ordinal))
                compiled[^1] = $"{last} {line.Trim()}";
            else
                compiled.Add(line.Trim());
        }

        Assert.Equal(RuleCode.ToCSharp(Rows).TrimEnd().Split('\n'), compiled[(compiled.LastIndexOf("{") + 1)..^2]);
    }

    [Fact]
    public void The_statements_and_the_template_have_the_same_rules()
    {
        var stack = new NarrowerRules(App, "Rules");
        var synthesized = JsonNode.Parse(Delivers()[stack.StackName].Text)!;
        Assert.Equal(Kinds.Length, Rules(synthesized).Count());
        Assert.Equal(Rules(JsonNode.Parse(RuleCode.ToCloudFormation(Rows))!), Rules(synthesized));
    }

    [ToolFact("cfn-lint")]
    public void The_template_is_clean()
    {
        const int IcmpV6 = 58;
        CloudFormationLint.AssertClean("rules", RuleCode.ToCloudFormation(Rows.Where(row => row.Rule.Protocol != IcmpV6)));
        // cfn-lint takes type and code of icmpv6 for ignored ports; EC2 documents them.
        CloudFormationLint.AssertClean([("icmpv6", RuleCode.ToCloudFormation(Rows.Where(row => row.Rule.Protocol == IcmpV6)))], CloudFormationLint.Regions,
            ["W3687"]);
    }
}
