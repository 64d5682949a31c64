namespace FlowLogStack.Verification;

/// <summary>The kind of a check.</summary>
public enum CheckKind
{
    /// <summary>The stack exists, and its last operation succeeded.</summary>
    Stack,

    /// <summary>A flow log is active and matches the template.</summary>
    FlowLog,

    /// <summary>A flow log's last delivery succeeded.</summary>
    Delivery,

    /// <summary>Records reach the destination.</summary>
    Arrival,

    /// <summary>A metric filter matches the template.</summary>
    MetricFilter,

    /// <summary>A subscription filter matches the template.</summary>
    SubscriptionFilter,

    /// <summary>A Contributor Insights rule matches the template.</summary>
    InsightRule,

    /// <summary>An alarm's metric, threshold and other settings match the template.</summary>
    Alarm,

    /// <summary>An alarm notifies the topics of the template.</summary>
    AlarmActions,

    /// <summary>An alarm has data and is not in <c>ALARM</c>.</summary>
    AlarmState,

    /// <summary>A topic has confirmed subscribers.</summary>
    Topic,

    /// <summary>A dashboard matches the template.</summary>
    Dashboard,

    /// <summary>A test alarm notified a topic, and its state was restored.</summary>
    Notification,

    /// <summary>A metric's datapoints equal those of a backtest.</summary>
    Metric,

    /// <summary>The objects of an archive have the log format of their table in the template.</summary>
    ArchiveFormat,

    /// <summary>A resource has the properties of the deployed template, such as its key and its policy.</summary>
    Drift,

    /// <summary>CloudWatch evaluates telemetry, which the template's telemetry rules require.</summary>
    TelemetryEvaluation,
}
