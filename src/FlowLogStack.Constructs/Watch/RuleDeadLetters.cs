using Amazon.CDK.AWS.CloudWatch;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Watch;

/// <summary>A dead-letter queue for events that EventBridge can't deliver to a rule's target, with an alarm.</summary>
/// <remarks>If the target's policy doesn't admit the rule, EventBridge otherwise drops the events without a visible error.</remarks>
sealed class RuleDeadLetters : Construct
{
    const string Id = "RuleFailures";

    public RuleDeadLetters(Construct scope, string id, IReadOnlyList<ITopic> topics)
        : base(scope, id)
    {
        Queue = new Queue(this, "Queue", QueueAccess.Encrypted(
            new QueueProps { EnforceSSL = true, RetentionPeriod = Durations.Days(14) },
            Encryption.KeyOf(this)));
        var alarm = new Alarm(this, "Alarm", new AlarmProps
        {
            AlarmDescription = "EventBridge could not deliver events of network changes. The attributes ERROR_CODE and ERROR_MESSAGE of the messages in the "
                + "queue contain the cause.",
            Metric = Queue.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Period = Durations.Minutes(5), Statistic = "Maximum" }),
            Threshold = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = 1,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        AlarmActions.Notify(this, alarm, topics);
    }

    /// <summary>The dead-letter queue.</summary>
    public Queue Queue { get; }

    /// <summary>Returns the queue for rules that notify a topic. All rules of a stack share one.</summary>
    /// <param name="rule">The construct with the rule.</param>
    /// <param name="topic">The topic that the rule and the alarm notify.</param>
    public static RuleDeadLetters Of(Construct rule, AlarmTopic topic)
    {
        // A dead-letter queue must be in the rule's account and Region. The topic can be in another stack.
        var scope = Places.ShareStack(topic, rule) ? topic : rule;
        return Places.NodeOf(scope).TryFindChild(Id) as RuleDeadLetters ?? new RuleDeadLetters(scope, Id, [topic.Topic]);
    }

    /// <summary>Allows a rule to send to the queue.</summary>
    public void Admit(CfnRule rule) => QueueAccess.Admit(this, Queue, rule);
}
