using System.ComponentModel.DataAnnotations;
using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;
using FlowLogStack.Organization;

namespace FlowLogStack.App;

/// <summary>A function that creates flow logs for every VPC of the account and Region, also for those that are created later.</summary>
public sealed record EnablerSettings
{
    /// <summary>
    /// Whether the function is created. Flow logs have `format`, `trafficType`, `aggregationSeconds` and `tagKeys`, and deliver to the log group and the
    /// archive of the stack, or to `archive.existingBucket`, and to `firehoseStreamArn`. Default: false.
    /// </summary>
    public bool Enabled { get; init; }

    /// <summary>Minutes between reconciliations of all VPCs: 5 to 1440. New VPCs get their flow logs within minutes, by CloudTrail. Default: 60.</summary>
    [Range(5, 1440)]
    public int EveryMinutes { get; init; } = 60;

    /// <summary>Tag of VPCs that get no flow log, as key, equals sign and value. Default: FlowLogs=off.</summary>
    [RegularExpression(@"^(?![Aa][Ww][Ss]:)[\w .:/+@-]{1,128}=[\w .:/=+@-]{0,256}$", ErrorMessage = "use a key and a value of letters, digits, spaces and "
        + "_ . : / + - @, as in 'FlowLogs=off'")]
    public string OptOutTag { get; init; } = "FlowLogs=off";

    /// <summary>Whether the function only checks its permissions and logs what it would create. Default: false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Returns the properties of the enabler.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="destinations">The destinations.</param>
    /// <param name="topic">The topic that its alarms notify, or null.</param>
    internal FlowLogEnablerProps ToProps(FlowLogSettings settings, IReadOnlyList<CaptureDestination> destinations, ITopic? topic) => new()
    {
        Destinations = destinations,
        Format = settings.ToFormat(),
        TrafficType = settings.TrafficType ?? TrafficType.All,
        AggregationInterval = (AggregationInterval)settings.AggregationSeconds,
        TagFields = settings.TagKeys.ToTagFields(),
        OptOut = Records.OptOutTag.Parse(OptOutTag),
        Every = Duration.Minutes(EveryMinutes),
        DryRun = DryRun,
        Topics = topic is null ? [] : [topic],
        RemovalPolicy = settings.Removal is Removal.Retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
}
