namespace FlowLogStack.Review;

/// <summary>The kinds of findings.</summary>
public static class ReviewRules
{
    static readonly List<ReviewRule> Rules = [];

    /// <summary>All kinds, by section.</summary>
    public static IReadOnlyList<ReviewRule> All => Rules;

    internal static ReviewRule Replaced { get; } = Add("resource-replaced", ReviewSection.Loss,
        "A resource is replaced: CloudFormation creates a new one and deletes or keeps the old one.");

    internal static ReviewRule Deleted { get; } = Add("resource-deleted", ReviewSection.Loss, "A resource is deleted, or kept outside of the stack.");

    internal static ReviewRule FlowLogReplaced { get; } = Add("flow-log-replaced", ReviewSection.Loss,
        "A flow log is replaced: the format, the destination or the selection of its records changes.");

    internal static ReviewRule FlowLogRemoved { get; } = Add("flow-log-removed", ReviewSection.Loss,
        "A flow log is deleted, and its records are no longer delivered.");

    internal static ReviewRule FlowLogAdded { get; } = Add("flow-log-added", ReviewSection.Loss, "A flow log is added.");

    internal static ReviewRule MigrationStep { get; } = Add("migration-step", ReviewSection.Loss,
        "A flow log is added beside another one of the same resource, or removed after such a one has delivered: a step of a migration.");

    internal static ReviewRule RetentionShortened { get; } = Add("retention-shortened", ReviewSection.Loss, "Stored data is deleted earlier than before.");

    internal static ReviewRule RetentionLengthened { get; } = Add("retention-lengthened", ReviewSection.Loss, "Stored data is kept longer than before.");

    internal static ReviewRule DeletionPolicyWeakened { get; } = Add("deletion-policy-weakened", ReviewSection.Loss,
        "A resource that was kept on deletion or replacement is deleted in the future.");

    internal static ReviewRule DeletionPolicyStrengthened { get; } = Add("deletion-policy-strengthened", ReviewSection.Loss,
        "A resource that was deleted on deletion or replacement is kept in the future.");

    internal static ReviewRule TypeChanged { get; } = Add("type-changed", ReviewSection.Loss,
        "A logical id has another resource type, which CloudFormation does not accept.");

    internal static ReviewRule NameTaken { get; } = Add("name-taken", ReviewSection.Loss,
        "A new resource has the physical name of one that still exists, so the deployment can fail.");

    internal static ReviewRule StackRemoved { get; } = Add("stack-removed", ReviewSection.Loss, "A stack is no longer in the new input.");

    internal static ReviewRule AccessPublic { get; } = Add("access-public", ReviewSection.Access, "Anyone gets access.");

    internal static ReviewRule AccessWidened { get; } = Add("access-widened", ReviewSection.Access,
        "A role may do more, or others may do more with a resource.");

    internal static ReviewRule TrustWidened { get; } = Add("trust-widened", ReviewSection.Access, "Others may assume a role, or with fewer conditions.");

    internal static ReviewRule DenyRemoved { get; } = Add("deny-removed", ReviewSection.Access, "A statement that denies access is removed or narrowed.");

    internal static ReviewRule TlsLost { get; } = Add("tls-lost", ReviewSection.Access, "Access without TLS is no longer denied.");

    internal static ReviewRule AccessNarrowed { get; } = Add("access-narrowed", ReviewSection.Access, "A permission has more conditions, or more is denied.");

    internal static ReviewRule AccessRemoved { get; } = Add("access-removed", ReviewSection.Access, "A permission is removed.");

    internal static ReviewRule AccessNew { get; } = Add("access-new", ReviewSection.Access, "New resources have permissions.");

    internal static ReviewRule PublicAccessBlock { get; } = Add("public-access-block-lost", ReviewSection.Access,
        "The block of public access to a bucket is removed or weakened.");

    internal static ReviewRule EncryptionLost { get; } = Add("encryption-lost", ReviewSection.Access, "A customer managed key or encryption is removed.");

    internal static ReviewRule EncryptionChanged { get; } = Add("encryption-changed", ReviewSection.Access,
        "Data is encrypted with another key, or with a key for the first time.");

    internal static ReviewRule ProtectionLost { get; } = Add("protection-lost", ReviewSection.Access,
        "Another protection is switched off, such as key rotation, versions or access logs.");

    internal static ReviewRule ProtectionAdded { get; } = Add("protection-added", ReviewSection.Access, "A protection is switched on.");

    internal static ReviewRule IngressOpened { get; } = Add("ingress-opened", ReviewSection.Access, "A security group accepts connections from the internet.");

    internal static ReviewRule SubscriberChanged { get; } = Add("subscriber-changed", ReviewSection.Access,
        "Notifications go to others, or no longer to a subscriber.");

    internal static ReviewRule DeliveryChanged { get; } = Add("delivery-changed", ReviewSection.Access,
        "Events are sent to another destination, or no longer sent.");

    internal static ReviewRule DetectionAdded { get; } = Add("detection-added", ReviewSection.Detections, "A metric filter, rule or alarm is added.");

    internal static ReviewRule DetectionRemoved { get; } = Add("detection-removed", ReviewSection.Detections, "A metric filter, rule or alarm is removed.");

    internal static ReviewRule PatternChanged { get; } = Add("pattern-changed", ReviewSection.Detections,
        "A metric filter, rule or forwarding filter selects other records.");

    internal static ReviewRule AlarmRetuned { get; } = Add("alarm-retuned", ReviewSection.Detections, "An alarm enters ALARM at other values.");

    internal static ReviewRule AlarmSilenced { get; } = Add("alarm-silenced", ReviewSection.Detections, "An alarm no longer notifies.");

    internal static ReviewRule AlarmBlind { get; } = Add("alarm-blind", ReviewSection.Detections, "An alarm has a metric that no longer gets data.");

    internal static ReviewRule BacktestChanged { get; } = Add("backtest-changed", ReviewSection.Detections,
        "On the given logs, alarms enter ALARM at other times.");

    internal static ReviewRule FormatUnfit { get; } = Add("format-unfit", ReviewSection.Queries,
        "A filter, rule, query, table or processor does not fit the log format of its records.");

    internal static ReviewRule QueryChanged { get; } = Add("query-changed", ReviewSection.Queries,
        "A saved query, table or view is changed, added or removed.");

    internal static ReviewRule DashboardChanged { get; } = Add("dashboard-changed", ReviewSection.Queries, "A dashboard is changed, added or removed.");

    internal static ReviewRule WidgetEmpty { get; } = Add("widget-empty", ReviewSection.Queries, "A dashboard shows a metric that no longer gets data.");

    internal static ReviewRule CostChanged { get; } = Add("cost-changed", ReviewSection.Cost, "The estimated monthly costs change.");

    internal static ReviewRule LimitReached { get; } = Add("limit-reached", ReviewSection.Limits,
        "A limit of CloudFormation or of a service is exceeded or near.");

    internal static ReviewRule DeploymentFails { get; } = Add("deployment-fails", ReviewSection.Limits, "A service does not accept the new template.");

    internal static ReviewRule Moved { get; } = Add("logical-id-moved", ReviewSection.Moves, "Resources have new logical ids and are otherwise the same.");

    internal static ReviewRule StackAdded { get; } = Add("stack-added", ReviewSection.Other, "A stack is added.");

    internal static ReviewRule ResourceAdded { get; } = Add("resource-added", ReviewSection.Other, "Resources are added.");

    internal static ReviewRule OutputChanged { get; } = Add("output-changed", ReviewSection.Other,
        "An export is removed or renamed, which fails while another stack imports it.");

    internal static ReviewRule Changed { get; } = Add("property-changed", ReviewSection.Other, "Other properties of a resource change in place.");

    static ReviewRule Add(string id, ReviewSection section, string summary)
    {
        var rule = new ReviewRule(id, section, summary);
        Rules.Add(rule);
        return rule;
    }
}
