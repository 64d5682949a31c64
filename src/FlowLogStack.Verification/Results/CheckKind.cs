namespace FlowLogStack.Verification;

/// <summary>What a check looks at.</summary>
public enum CheckKind
{
    /// <summary>The stack is there, and its last operation has succeeded.</summary>
    Stack,

    /// <summary>A flow log is active and set up as the template says.</summary>
    FlowLog,

    /// <summary>A flow log's last delivery succeeded.</summary>
    Delivery,

    /// <summary>Records reach the destination.</summary>
    Arrival,

    /// <summary>A metric filter is as the template says.</summary>
    MetricFilter,

    /// <summary>A subscription filter is as the template says.</summary>
    SubscriptionFilter,

    /// <summary>A Contributor Insights rule is as the template says.</summary>
    InsightRule,

    /// <summary>An alarm watches what the template says.</summary>
    Alarm,

    /// <summary>An alarm tells whom the template says.</summary>
    AlarmActions,

    /// <summary>An alarm has data and has not gone off.</summary>
    AlarmState,

    /// <summary>Somebody is subscribed to a topic.</summary>
    Topic,

    /// <summary>A dashboard is as the template says.</summary>
    Dashboard,

    /// <summary>An alarm was made to notify a topic, and was set back.</summary>
    Notification,

    /// <summary>A metric's datapoints are those of a backtest.</summary>
    Metric,

    /// <summary>The objects of an archive have the format that the template gives their table.</summary>
    ArchiveFormat,
}
