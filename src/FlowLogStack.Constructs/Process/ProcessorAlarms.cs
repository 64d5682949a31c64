using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Watch;

namespace FlowLogStack.Process;

/// <summary>The alarms of a processor. Each description contains the recommended action.</summary>
sealed class ProcessorAlarms(IReadOnlyList<ITopic> topics)
{
    /// <summary>Creates alarms for errors, throttling and events that Lambda drops.</summary>
    public void OnFunction(FlowLogProcessor scope)
    {
        Alarm(scope, "Errors", "The flow log processor fails. Its log contains the reason. Events are retried, then kept in the queue of failures.",
            scope.MetricErrors(), 1);
        Alarm(scope, "Throttles", "The flow log processor is throttled. Increase its reserved concurrency, or the account's.", scope.MetricThrottles(), 1,
            evaluationPeriods: 3);
        Alarm(
            scope,
            "DroppedEvents",
            "Lambda dropped events for the flow log processor after all retries. They are in the queue of failures. Correct the cause, which the function's "
                + "log contains, then invoke the function with {\"replay\":{}}.",
            scope.MetricDroppedEvents(),
            1);
        Alarm(
            scope,
            "DeadLetterErrors",
            "Lambda could not send events that failed to the queue of failures, and they are lost. Check that the function's role may send to the queue, and "
                + "read the flow logs of that time again from their source.",
            scope.MetricDeadLetterErrors(),
            1);
    }

    /// <summary>Creates alarms for records saved as dead letters, loops, and failed enrichment.</summary>
    public void OnRecords(FlowLogProcessor scope, bool enriches)
    {
        Alarm(
            scope,
            "ParkedRecords",
            "The flow log processor saved records as dead letters, which expire. Correct the cause, which each dead letter and the function's log contain, "
                + "then invoke the function with {\"replay\":{}}.",
            scope.MetricParkedRecords(),
            1);
        Alarm(
            scope,
            "RefusedLoops",
            "The flow log processor receives its own log or its own objects and does not process them. Delete the subscription filter on its log group, or "
                + "narrow the prefix of the bucket's notification.",
            scope.MetricRefusedLoops(),
            1);
        if (!enriches)
            return;
        Alarm(
            scope,
            "EnrichErrors",
            "EC2 did not describe network interfaces for the flow log processor, and records are forwarded with 'enrichment-error'. Check the permission "
                + "ec2:DescribeNetworkInterfaces and the throttling of EC2's API.",
            scope.MetricEnrichErrors(),
            1);
    }

    /// <summary>Creates an alarm for messages in a queue of failures.</summary>
    public void OnLetters(Construct scope, Queue queue, string description) =>
        Alarm(scope, "Letters", description, queue.MetricApproximateNumberOfMessagesVisible(Longest), 1);

    /// <summary>Creates an alarm for notifications that wait too long.</summary>
    public void OnAge(Construct scope, Queue queue) =>
        Alarm(scope, "Age", "Flow log objects wait for more than 15 minutes. Check the function for errors and throttling.",
            queue.MetricApproximateAgeOfOldestMessage(Longest), 900, evaluationPeriods: 3);

    /// <summary>Creates an alarm that enters <c>ALARM</c> when the sum of a metric is 1 or more.</summary>
    public void Add(Construct scope, string id, string description, Metric metric, int evaluationPeriods = 1) =>
        Alarm(scope, id, description, metric, 1, evaluationPeriods);

    void Alarm(Construct scope, string id, string description, Metric metric, double threshold, int evaluationPeriods = 1)
    {
        var alarm = new Alarm(scope, $"{id}Alarm", new AlarmProps
        {
            AlarmDescription = description,
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = evaluationPeriods,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        AlarmActions.Notify(alarm, alarm, topics);
    }

    static MetricOptions Longest => new() { Period = Durations.Minutes(5), Statistic = "Maximum" };
}
