using Amazon.CDK;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="TelemetryRule"/>.</summary>
public sealed record TelemetryRuleProps
{
    /// <summary>Name of the rule, 1 to 100 letters, digits and hyphens. Another name replaces the rule. Required.</summary>
    public required string RuleName { get; init; }

    /// <summary>
    /// Organization whose accounts the rule applies to. The stack must be in the management account or that of a delegated administrator of CloudWatch.
    /// Default: null (the account of the stack).
    /// </summary>
    public SourceOrganization? Organization { get; init; }

    /// <summary>
    /// Log format: of VPCs, without tag fields, which telemetry rules don't support. It must be that of the metric filters. Default: AWS's default format.
    /// </summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>
    /// Pattern of the log groups' names, with the macros <c>&lt;accountId&gt;</c> and <c>&lt;resourceId&gt;</c> (the VPC), letters, digits and <c>_ / -</c>.
    /// Default: <c>/flow-logs/&lt;accountId&gt;/&lt;resourceId&gt;</c>.
    /// </summary>
    [NeedsValue]
    public string LogGroupPattern { get; init; } = "/flow-logs/<accountId>/<resourceId>";

    /// <summary>Retention of the log groups, one that CloudWatch Logs supports. Default: 30 days.</summary>
    public Duration Retention { get; init; } = Durations.Days(30);

    /// <summary>Traffic to record: all, accepted or rejected. Default: All.</summary>
    public TrafficType TrafficType { get; init; } = TrafficType.All;

    /// <summary>Maximum aggregation interval. Default: one minute.</summary>
    public AggregationInterval AggregationInterval { get; init; } = AggregationInterval.OneMinute;

    /// <summary>AWS Regions of the rule. Default: none (the Region of the stack, unless <see cref="AllRegions"/> is true).</summary>
    [TakesListToken]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Whether the rule applies to all Regions. Another value replaces the rule. Excludes <see cref="Regions"/>. Default: false.</summary>
    public bool AllRegions { get; init; }

    /// <summary>Criteria that select VPCs by tags, in the syntax of telemetry rules. Default: null (all VPCs).</summary>
    public string? SelectionCriteria { get; init; }

    /// <summary>
    /// Whether flow logs that the service created are replaced when the rule changes. Other flow logs are never changed. Default: true.
    /// </summary>
    public bool AllowFieldUpdates { get; init; } = true;
}
