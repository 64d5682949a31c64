using Amazon.CDK;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Organization;

/// <summary>
/// A CloudWatch centralization rule, which copies the flow log events of an organization to log groups of one account and Region, where detections evaluate
/// them.
/// </summary>
/// <remarks>
/// A copy is in a log group of the same name. Use one name in all accounts, such as <see cref="TelemetryRuleProps.LogGroupPattern"/> without macros, for one
/// central log group. New events are copied, and no history. The stack must be in the management account or in that of a delegated administrator, after
/// trusted access for CloudWatch is enabled in AWS Organizations.
/// </remarks>
public sealed class CentralizationRule : Construct
{
    /// <summary>Creates the rule.</summary>
    /// <exception cref="ArgumentException">A value isn't valid for centralization rules, so the deployment would fail.</exception>
    public CentralizationRule(Construct scope, string id, CentralizationRuleProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        EnsureValid(props);
        PhysicalNames.Reserve(this, "centralization rules", props.RuleName, $"Set another {nameof(CentralizationRuleProps.RuleName)} for one of them.");
        var stack = Places.StackOf(this);
        Rule = new CfnResource(this, "Rule", new CfnResourceProps
        {
            Type = "AWS::ObservabilityAdmin::OrganizationCentralizationRule",
            Properties = new Dictionary<string, object>
            {
                ["RuleName"] = props.RuleName,
                ["Rule"] = new Dictionary<string, object>
                {
                    ["Source"] = new Dictionary<string, object>
                    {
                        ["Regions"] = props.SourceRegions.ToArray(),
                        ["Scope"] = TelemetryRule.ScopeOf(props.Organization),
                        ["SourceLogsConfiguration"] = new Dictionary<string, object>
                        {
                            ["EncryptedLogGroupStrategy"] = props.CopyEncrypted ? "ALLOW" : "SKIP",
                            ["LogGroupSelectionCriteria"] = $"LogGroupName LIKE '{props.LogGroupPrefix}%'",
                        },
                    },
                    ["Destination"] = new Dictionary<string, object>
                    {
                        ["Account"] = props.DestinationAccount ?? stack.Account,
                        ["Region"] = props.DestinationRegion ?? stack.Region,
                        ["DestinationLogsConfiguration"] = new Dictionary<string, object>
                        {
                            ["LogsEncryptionConfiguration"] = new Dictionary<string, object> { ["EncryptionStrategy"] = "AWS_OWNED" },
                        },
                    },
                },
            },
        });
    }

    /// <summary>The rule resource.</summary>
    public CfnResource Rule { get; }

    static void EnsureValid(CentralizationRuleProps props)
    {
        if (!TelemetryRule.IsName(props.RuleName))
            throw new ArgumentException($"'{props.RuleName}' cannot name a centralization rule. Use 1 to 100 letters, digits and hyphens.");
        if (props.SourceRegions is not { Count: > 0 })
            throw new ArgumentException($"The centralization rule '{props.RuleName}' has no Regions to copy from. Add at least one to "
                + $"{nameof(CentralizationRuleProps.SourceRegions)}.");
        if (props.LogGroupPrefix.Length is 0 or > 512 || !props.LogGroupPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '/' or '.' or '#' or '-'))
            throw new ArgumentException($"'{props.LogGroupPrefix}' cannot be the start of a log group's name. Use 1 to 512 letters, digits and _ / . # "
                + "-, as in '/flow-logs'.");
        if (props.DestinationAccount is { } account && !AccountId.IsPossible(account))
            throw new ArgumentException($"'{account}' is not the id of an account. Use 12 digits in {nameof(CentralizationRuleProps.DestinationAccount)}.");
        if (props.Organization.Paths.Count > 0)
            throw new ArgumentException($"The centralization rule '{props.RuleName}' has the path '{props.Organization.Paths[0]}' of organizational "
                + "units, which its scope doesn't support here. Use the organization without paths.");
    }
}
