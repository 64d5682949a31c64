using System.Runtime.CompilerServices;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace FlowLogStack.Watch;

/// <summary>The notifications of the library's alarms.</summary>
static class AlarmActions
{
    static readonly ConditionalWeakTable<ITopic, SnsAction> OfTopics = [];

    /// <summary>
    /// Has an alarm notify topics when it enters <c>ALARM</c>, admits it to their policies and keys, and has synthesis validate the alarms of its stack.
    /// </summary>
    /// <param name="user">The construct with the alarm, which gets the warnings of topics that can't be extended.</param>
    /// <param name="alarm">The alarm.</param>
    /// <param name="topics">The topics. Without topics, the alarm changes its state only.</param>
    /// <param name="whenOk">Whether the alarm also notifies when it returns to <c>OK</c>.</param>
    public static void Notify(Construct user, AlarmBase alarm, IReadOnlyList<ITopic> topics, bool whenOk = true)
    {
        StackAdmission.Of(user);
        foreach (var topic in topics)
        {
            TopicAccess.AdmitAlarms(user, topic);
            var action = OfTopics.GetValue(topic, static topic => new SnsAction(topic));
            alarm.AddAlarmAction(action);
            if (whenOk)
                alarm.AddOkAction(action);
        }
    }
}
