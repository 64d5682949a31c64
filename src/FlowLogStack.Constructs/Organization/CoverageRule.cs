using Amazon.CDK;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Organization;

/// <summary>An AWS Config rule that reports VPCs without flow logs once a day, for an account or an organization.</summary>
/// <remarks>
/// The rule doesn't evaluate the format, the destination or the delivery of a flow log. It requires a configuration recorder in each account and Region.
/// </remarks>
public sealed class CoverageRule : Construct
{
    const string Identifier = "VPC_FLOW_LOGS_ENABLED";
    const string OnceADay = "TwentyFour_Hours";
    const int MostExcluded = 1000;

    /// <summary>Creates the rule.</summary>
    /// <exception cref="ArgumentException">A name or an account isn't valid.</exception>
    public CoverageRule(Construct scope, string id, CoverageRuleProps? props = null)
        : base(scope, id)
    {
        Given.Ensure(this, props);
        props ??= new CoverageRuleProps();
        ServiceLimits.Watch(this);
        if (LookupValue.IsKnown(props.RuleName) && (props.RuleName.Length is 0 or > 64 || !props.RuleName.All(c => char.IsAsciiLetterOrDigit(c)
            || c is '_' or '-')))
            throw new ArgumentException($"'{props.RuleName}' cannot name a rule of AWS Config. Use 1 to 64 letters, digits, _ and -.");
        if (props is { OfOrganization: false, ExcludedAccounts.Count: > 0 })
            throw new ArgumentException($"The rule '{props.RuleName}' excludes the account {LookupValue.Shown(props.ExcludedAccounts[0])}, but applies to one "
                + $"account only. Set {nameof(CoverageRuleProps.OfOrganization)}, or remove {nameof(CoverageRuleProps.ExcludedAccounts)}.");
        if (props.ExcludedAccounts.Count > MostExcluded)
            throw new ArgumentException($"The rule '{props.RuleName}' excludes {props.ExcludedAccounts.Count} accounts, and AWS Config allows "
                + $"{MostExcluded}. Exclude fewer.");
        if (props.ExcludedAccounts.FirstOrDefault(account => !AccountId.IsPossible(account)) is { } bad)
            throw new ArgumentException($"'{bad}' is not the id of an account. Use 12 digits in {nameof(CoverageRuleProps.ExcludedAccounts)}.");
        PhysicalNames.Reserve(this, "rules of AWS Config", props.RuleName, $"Set another {nameof(CoverageRuleProps.RuleName)} for one of them.");
        var traffic = props.TrafficType?.ToString().ToUpperInvariant();
        Rule = new CfnResource(this, "Rule", props.OfOrganization ? OfOrganization(props, traffic) : OfAccount(props, traffic));
    }

    /// <summary>The rule resource.</summary>
    public CfnResource Rule { get; }

    static CfnResourceProps OfOrganization(CoverageRuleProps props, string? traffic)
    {
        var metadata = new Dictionary<string, object> { ["RuleIdentifier"] = Identifier, ["MaximumExecutionFrequency"] = OnceADay };
        if (traffic is not null)
            metadata["InputParameters"] = $$"""{"trafficType":"{{traffic}}"}""";
        var properties = new Dictionary<string, object> { ["OrganizationConfigRuleName"] = props.RuleName, ["OrganizationManagedRuleMetadata"] = metadata };
        if (props.ExcludedAccounts.Count > 0)
            properties["ExcludedAccounts"] = props.ExcludedAccounts.ToArray();
        return new CfnResourceProps { Type = "AWS::Config::OrganizationConfigRule", Properties = properties };
    }

    static CfnResourceProps OfAccount(CoverageRuleProps props, string? traffic)
    {
        var properties = new Dictionary<string, object>
        {
            ["ConfigRuleName"] = props.RuleName,
            ["MaximumExecutionFrequency"] = OnceADay,
            ["Source"] = new Dictionary<string, object> { ["Owner"] = "AWS", ["SourceIdentifier"] = Identifier },
        };
        if (traffic is not null)
            properties["InputParameters"] = new Dictionary<string, object> { ["trafficType"] = traffic };
        return new CfnResourceProps { Type = "AWS::Config::ConfigRule", Properties = properties };
    }
}
