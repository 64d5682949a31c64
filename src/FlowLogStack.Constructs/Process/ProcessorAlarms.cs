using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace FlowLogStack.Process;

/// <summary>What can go wrong with a processor, each as an alarm that says what to do.</summary>
sealed class ProcessorAlarms(Construct scope, IReadOnlyList<ITopic> topics)
{
    /// <summary>The function fails or is throttled.</summary>
    public void OnFunction(Function function)
    {
        Alarm("Errors", "The flow log processor fails: its log says why. Events are retried, then kept in the queue of failures.", function.MetricErrors(Every5Minutes("Sum")), 1);
        Alarm("Throttles", "The flow log processor is throttled: raise its reserved concurrency, or the account's.", function.MetricThrottles(Every5Minutes("Sum")), 1, evaluationPeriods: 3);
    }

    /// <summary>Something lies in a queue of failures.</summary>
    public void OnLetters(string id, Queue queue, string description) =>
        Alarm(id, description, queue.MetricApproximateNumberOfMessagesVisible(Every5Minutes("Maximum")), 1);

    /// <summary>Notifications wait.</summary>
    public void OnAge(string id, Queue queue) =>
        Alarm(id, "Flow log objects wait to be read for more than 15 minutes: look for errors and throttles of the function.", queue.MetricApproximateAgeOfOldestMessage(Every5Minutes("Maximum")), 900, evaluationPeriods: 3);

    void Alarm(string id, string description, Metric metric, double threshold, int evaluationPeriods = 1)
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
            var action = new SnsAction(topic);
            alarm.AddAlarmAction(action);
            alarm.AddOkAction(action);
        }
    }

    static MetricOptions Every5Minutes(string statistic) => new() { Period = Duration.Minutes(5), Statistic = statistic };
}
