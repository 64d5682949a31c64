using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>A composite alarm of all alarms of one severity. It sends one notification for an attack that triggers several alarms.</summary>
/// <remarks>
/// It notifies when the first alarm enters <c>ALARM</c> and when the last one returns to <c>OK</c>. It shows other alarms that enter <c>ALARM</c>
/// in the meantime, without a notification.
/// </remarks>
public sealed class SeverityAlarm : Construct
{
    const int MostAlarms = 100;
    const int RuleLength = 10_240;

    /// <summary>Creates the composite alarm.</summary>
    /// <exception cref="ArgumentException">The list of alarms is empty or too long, or the names are too long for CloudWatch's alarm rule.</exception>
    public SeverityAlarm(Construct scope, string id, SeverityAlarmProps props)
        : base(scope, id)
    {
        Places.Add(this, scope, id);
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var severity = DetectionAlarm.SeverityText(props.Severity);
        var name = $"{NamePrefix.Of(this, props.AlarmNamePrefix)}Flow log alarms of {severity} severity";
        AlarmLimits.EnsureName(name);
        AlarmLimits.EnsureTopics(name, props.Topics.Count);
        PhysicalNames.Reserve(this, "alarms", name, "Set another AlarmNamePrefix for one of them.");
        EnsureRule(name, props.Alarms);
        Alarm = new CompositeAlarm(this, "Alarm", new CompositeAlarmProps
        {
            CompositeAlarmName = name,
            AlarmDescription = Description(severity, props.Alarms),
            // Ref of an alarm is its name. The reference also makes CloudFormation create the alarm first.
            AlarmRule = AlarmRule.FromString(string.Join(" OR ", props.Alarms.Select(alarm => Term(alarm.NameReference)))),
        });
        foreach (var alarm in props.Alarms)
            alarm.IsCombined = true;
        Tags.Of(Alarm).Add(DetectionAlarm.SeverityTag, severity);
        AlarmActions.Notify(this, Alarm, props.Topics);
    }

    /// <summary>The composite alarm.</summary>
    public CompositeAlarm Alarm { get; }

    static string Term(string alarmName) => $"ALARM(\"{alarmName}\")";

    static void EnsureRule(string name, IReadOnlyList<DetectionAlarm> alarms)
    {
        if (alarms.Count is 0 or > MostAlarms)
            throw new ArgumentException($"The alarm '{name}' joins {alarms.Count} alarms, and CloudWatch allows 1 to {MostAlarms}. Set another severity for "
                + "some of them.");
        var length = alarms.Sum(alarm => Term(alarm.AlarmName).Length + " OR ".Length);
        if (length > RuleLength)
            throw new ArgumentException($"The rule of the alarm '{name}' has {length} characters, and CloudWatch allows {RuleLength}. Shorten the prefix or "
                + $"the titles of its {alarms.Count} alarms.");
    }

    static string Description(string severity, IReadOnlyList<DetectionAlarm> alarms)
    {
        var start = $"At least one flow log alarm of {severity} severity is in ALARM. The description of each alarm contains the recommended action. ";
        var titles = start + "Alarms: " + string.Join(", ", alarms.Select(alarm => alarm.Detection.Title)) + ".";
        return titles.Length <= AlarmLimits.DescriptionLength ? titles : $"{start}There are {alarms.Count}.";
    }
}
