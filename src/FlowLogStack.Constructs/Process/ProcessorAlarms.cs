using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Process;

/// <summary>The alarms of a processor. Each description contains the recommended action.</summary>
sealed class ProcessorAlarms(IReadOnlyList<ITopic> topics)
{
    /// <summary>Creates alarms for errors, throttling and events that Lambda drops.</summary>
    public void OnFunction(FlowLogProcessor scope)
    {
        var function = scope.Function;
        Alarm(scope, "Errors", "The flow log processor fails. Its log contains the reason. Events are retried, then kept in the queue of failures.",
            scope.MetricErrors(), 1);
        Alarm(scope, "Throttles", "The flow log processor is throttled. Increase its reserved concurrency, or the account's.", scope.MetricThrottles(), 1,
            evaluationPeriods: 3);
        Alarm(
            scope,
            "DroppedEvents",
            "Lambda dropped events for the flow log processor after all retries. They are in the queue of failures. Correct the cause, which the function's "
                + "log contains, then invoke the function with {\"replay\":{}}.",
            function.Metric("AsyncEventsDropped", Every5Minutes("Sum")),
            1);
        Alarm(
            scope,
            "DeadLetterErrors",
            "Lambda could not send events that failed to the queue of failures, and they are lost. Check that the function's role may send to the queue, and "
                + "read the flow logs of that time again from their source.",
            function.Metric("DeadLetterErrors", Every5Minutes("Sum")),
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
            scope.Metric(ProcessorMetrics.ParkedRecords),
            1);
        Alarm(
            scope,
            "RefusedLoops",
            "The flow log processor receives its own log or its own objects and does not process them. Delete the subscription filter on its log group, or "
                + "narrow the prefix of the bucket's notification.",
            scope.Metric(ProcessorMetrics.RefusedLoops),
            1);
        if (!enriches)
            return;
        Alarm(
            scope,
            "EnrichErrors",
            "EC2 did not describe network interfaces for the flow log processor, and records are forwarded with 'enrichment-error'. Check the permission "
                + "ec2:DescribeNetworkInterfaces and the throttling of EC2's API.",
            scope.Metric(ProcessorMetrics.EnrichErrors),
            1);
    }

    /// <summary>Creates an alarm for messages in a queue of failures.</summary>
    public void OnLetters(Construct scope, Queue queue, string description) =>
        Alarm(scope, "Letters", description, queue.MetricApproximateNumberOfMessagesVisible(Every5Minutes("Maximum")), 1);

    /// <summary>Creates an alarm for notifications that wait too long.</summary>
    public void OnAge(Construct scope, Queue queue) =>
        Alarm(scope, "Age", "Flow log objects wait for more than 15 minutes. Check the function for errors and throttling.",
            queue.MetricApproximateAgeOfOldestMessage(Every5Minutes("Maximum")), 900, evaluationPeriods: 3);

    /// <summary>Creates an alarm that enters <c>ALARM</c> when the sum of a metric is 1 or more.</summary>
    public void Add(Construct scope, string id, string description, Metric metric, int evaluationPeriods = 1) =>
        Alarm(scope, id, description, metric, 1, evaluationPeriods);

    void Alarm(Construct scope, string id, string description, Metric metric, double threshold, int evaluationPeriods = 1)
    {
        Watch.StackAdmission.Of(scope);
        var alarm = new Alarm(scope, $"{id}Alarm", new AlarmProps
        {
            AlarmDescription = description,
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = evaluationPeriods,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        foreach (var topic in topics)
        {
            TopicAccess.AdmitAlarms(alarm, topic);
            var action = new SnsAction(topic);
            alarm.AddAlarmAction(action);
            alarm.AddOkAction(action);
        }
    }

    static MetricOptions Every5Minutes(string statistic) => new() { Period = Duration.Minutes(5), Statistic = statistic };
}
