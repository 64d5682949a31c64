using Amazon.CDK.AWS.CloudWatch;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace FlowLogStack.Watch;

/// <summary>The metrics of an EventBridge rule.</summary>
static class RuleMetric
{
    /// <summary>Returns the metric of events that match the rule.</summary>
    internal static Metric Matched(CfnRule rule, IMetricOptions? options) => Of(rule, "MatchedEvents", options);

    /// <summary>Returns the metric of events that the rule could not deliver.</summary>
    internal static Metric Failed(CfnRule rule, IMetricOptions? options) => Of(rule, "FailedInvocations", options);

    static Metric Of(CfnRule rule, string name, IMetricOptions? options) => ServiceMetric.Of("AWS/Events", name, options, ("RuleName", rule.Ref));
}
