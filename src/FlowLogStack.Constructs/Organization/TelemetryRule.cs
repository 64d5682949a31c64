using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Organization;

/// <summary>
/// A CloudWatch telemetry rule, with which the service creates a flow log to CloudWatch Logs for each VPC of an account or organization, also for VPCs that
/// are created later.
/// </summary>
/// <remarks>
/// Creation fails until telemetry evaluation is started, which CloudFormation can't do:
/// <c>aws observabilityadmin start-telemetry-evaluation</c>, or <c>start-telemetry-evaluation-for-organization</c> after trusted access for CloudWatch is
/// enabled in AWS Organizations. Deleting the rule keeps the flow logs that it created.
/// </remarks>
public sealed partial class TelemetryRule : Construct
{
    static readonly double[] Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <summary>Creates the rule.</summary>
    /// <exception cref="ArgumentException">A value isn't valid for telemetry rules, so the deployment would fail.</exception>
    /// <exception cref="FlowLogFormatException">The format isn't one of VPCs, or has tag fields.</exception>
    public TelemetryRule(Construct scope, string id, TelemetryRuleProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        EnsureValid(props);
        Format = props.Format;
        PhysicalNames.Reserve(this, "telemetry rules", props.RuleName, $"Set another {nameof(TelemetryRuleProps.RuleName)} for one of them.");
        var rule = new Dictionary<string, object>
        {
            ["ResourceType"] = "AWS::EC2::VPC",
            ["TelemetryType"] = "Logs",
            ["TelemetrySourceTypes"] = new[] { "VPC_FLOW_LOGS" },
            ["AllowFieldUpdates"] = props.AllowFieldUpdates,
            ["DestinationConfiguration"] = new Dictionary<string, object>
            {
                ["DestinationType"] = "cloud-watch-logs",
                ["DestinationPattern"] = props.LogGroupPattern,
                ["RetentionInDays"] = props.Retention.ToDays(),
                ["VPCFlowLogParameters"] = new Dictionary<string, object>
                {
                    ["LogFormat"] = props.Format.ToString(),
                    ["TrafficType"] = props.TrafficType.ToString().ToUpperInvariant(),
                    ["MaxAggregationInterval"] = (int)props.AggregationInterval,
                },
            },
        };
        if (props.AllRegions)
            rule["AllRegions"] = true;
        if (props.Regions.Count > 0)
            rule["Regions"] = props.Regions.ToArray();
        if (props.SelectionCriteria is { } criteria)
            rule["SelectionCriteria"] = criteria;
        if (props.Organization is { } organization)
            rule["Scope"] = ScopeOf(organization);
        LongRecordSources.Register(this, props.LogGroupPattern, props.AggregationInterval);
        Rule = new CfnResource(this, "Rule", new CfnResourceProps
        {
            Type = props.Organization is null ? "AWS::ObservabilityAdmin::TelemetryRule" : "AWS::ObservabilityAdmin::OrganizationTelemetryRule",
            Properties = new Dictionary<string, object> { ["RuleName"] = props.RuleName, ["Rule"] = rule },
        });
    }

    /// <summary>The rule resource.</summary>
    public CfnResource Rule { get; }

    /// <summary>Log format of the flow logs that the service creates. Use it for the detections on their log groups.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>Returns whether a text can name a rule of CloudWatch telemetry: 1 to 100 letters, digits and hyphens, or a value known later.</summary>
    internal static bool IsName(string name) => !LookupValue.IsKnown(name) || NamePattern().IsMatch(name);

    /// <summary>Returns the scope of a rule in the language of CloudWatch telemetry.</summary>
    internal static string ScopeOf(SourceOrganization organization) => $"OrganizationId = '{organization.Id}'";

    /// <summary>Requires values that telemetry rules accept.</summary>
    internal static void EnsureValid(TelemetryRuleProps props)
    {
        if (!IsName(props.RuleName))
            throw new ArgumentException($"'{props.RuleName}' cannot name a telemetry rule. Use 1 to 100 letters, digits and hyphens.");
        props.Format.EnsureAppliesTo(RecordKinds.Vpc);
        if (Array.Find([FlowField.InterfaceTag, FlowField.InterfaceTag2, FlowField.InstanceTag, FlowField.InstanceTag2, FlowField.AsgTag,
            FlowField.AsgTag2], props.Format.Contains) is { } tag)
            throw new FlowLogFormatException(tag.Name, props.Format.IndexOf(tag) + 1, $"The log format of the telemetry rule '{props.RuleName}' has the "
                + $"field '{tag}', and telemetry rules have no tag keys. Remove {tag.Placeholder} from the format.");
        var rest = props.LogGroupPattern.Replace("<accountId>", "", StringComparison.Ordinal).Replace("<resourceId>", "", StringComparison.Ordinal);
        if (props.LogGroupPattern.Length is 0 or > 512 || !rest.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '/' or '-'))
            throw new ArgumentException($"'{props.LogGroupPattern}' is not a pattern of log groups. Use letters, digits, _ / - and the macros "
                + "<accountId> and <resourceId>, as in '/flow-logs/<accountId>/<resourceId>'.");
        if (props.Retention.InDays() is var days && !Retentions.Contains(days))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The retention of {days:0.####} days of the telemetry rule ")
                + $"'{props.RuleName}' is not one that CloudWatch Logs supports. Use one of {string.Join(", ", Retentions)}.");
        if (props is { AllRegions: true, Regions.Count: > 0 })
            throw new ArgumentException($"The telemetry rule '{props.RuleName}' has AllRegions and the Region {props.Regions[0]}. Remove one of them.");
        if (props.Organization is { Paths.Count: > 0 } organization)
            throw new ArgumentException($"The telemetry rule '{props.RuleName}' has the path '{organization.Paths[0]}' of organizational units, which "
                + "its scope doesn't support here. Use the organization without paths.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,100}\z")]
    private static partial Regex NamePattern();
}
