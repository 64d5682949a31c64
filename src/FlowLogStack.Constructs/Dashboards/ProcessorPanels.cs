using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Process;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>Panels of the processor function, from its own metrics and from Lambda's.</summary>
static class ProcessorPanels
{
    const string Records = "Records in 5 minutes";
    const string SecurityGroups = "Flows by security group, as forwarded";

    // An invocation of thousands of records writes some lines.
    const double OwnLog = 0.01;

    static readonly (string Name, string Label, string Color)[] Directions =
    [
        (ProcessorMetrics.Inbound, "Inbound", Palette.Inbound), (ProcessorMetrics.Outbound, "Outbound", Palette.Outbound),
        (ProcessorMetrics.Internal, "Internal", Palette.Internal), (ProcessorMetrics.Unknown, "Unknown", Palette.Neutral),
    ];

    internal static IReadOnlyList<Offer>[] Of(FlowLogProcessor? processor)
    {
        if (processor is null)
            return [[Offer.Not("Forwarding", "add a processor that forwards records")]];
        return
        [
            [
                Offer.Of(new MetricPanel
                {
                    Title = "Records that the processor read and delivered",
                    Unit = Records,
                    Series =
                    [
                        Series(processor.MetricRecords(), "Read", Palette.Neutral),
                        Series(processor.MetricDeliveredRecords(), "Delivered", Palette.Accepted),
                        Series(processor.MetricDroppedRecords(), "Filtered out", Palette.Internal),
                        Series(processor.MetricParkedRecords(), "Saved as dead letters", Palette.Rejected),
                        Series(processor.MetricMalformedLines(), "Malformed", Palette.Threshold),
                    ],
                }),
                Offer.Of(new MetricPanel
                {
                    Title = "Time that deliveries took",
                    Unit = "Milliseconds",
                    Series =
                    [
                        Series(processor.MetricDeliveryLatency(new MetricOptions { Statistic = "p50" }), "p50", Palette.Neutral),
                        Series(processor.MetricDeliveryLatency(), "p99", Palette.Threshold),
                    ],
                }),
                Offer.Of(new MetricPanel
                {
                    Title = "Invocations that failed or waited",
                    Unit = "Invocations in 5 minutes",
                    Series =
                    [
                        Series(processor.MetricErrors(), "Failed", Palette.Rejected),
                        Series(processor.MetricThrottles(), "Throttled", Palette.Threshold),
                        Series(processor.MetricRetries(), "Deliveries tried again", Palette.Neutral),
                    ],
                }),
            ],
            [Refused(processor), States(processor)],
        ];
    }

    /// <summary>Returns a panel of flows by direction, which the processor determines from interfaces and addresses.</summary>
    internal static Offer ByDirection(FlowLogProcessor? processor) => processor is null
        ? Offer.Not("Accepted bytes by direction, as forwarded", "add a processor that forwards records")
        : Offer.Of(new MetricPanel
        {
            Title = "Accepted bytes by direction, as forwarded",
            View = MetricView.Areas,
            Unit = "Bytes in 5 minutes",
            Series = [.. Directions.Select(direction => Series(processor.MetricByDirection(ProcessorMetrics.AcceptedBytes, direction.Name), direction.Label,
                direction.Color))],
        });

    /// <summary>Returns a panel of flows by security group, which the function of an enriching processor writes to its log.</summary>
    internal static Offer BySecurityGroup(FlowLogProcessor? processor) => processor is not { Enriches: true }
        ? Offer.Not(SecurityGroups, "add a processor that enriches records")
        : Offer.Of(new LogPanel
        {
            Title = SecurityGroups,
            LogGroupName = processor.LogGroup.LogGroupName,
            Query = string.Join("\n| ",
                $"filter ispresent({ProcessorMetrics.SecurityGroupMember})",
                $"stats sum({ProcessorMetrics.RejectedFlows}) as rejected, sum({ProcessorMetrics.AcceptedFlows}) as accepted, "
                    + $"sum({ProcessorMetrics.AcceptedBytes}) as acceptedBytes by {ProcessorMetrics.SecurityGroupMember}",
                "sort rejected desc",
                "limit 20"),
            Height = 8,
            Share = OwnLog,
        });

    // Deliveries from CloudWatch Logs to the function that failed.
    static Offer Refused(FlowLogProcessor processor)
    {
        List<CfnSubscriptionFilter> filters = [.. processor.Node.FindAll().OfType<CfnSubscriptionFilter>()];
        if (filters.Count == 0)
            return Offer.Not("Deliveries from the log group that failed", "the processor reads an archive");
        return Offer.Of(new MetricPanel
        {
            Title = "Deliveries from the log group that failed",
            Unit = "Events in 5 minutes",
            Series = [.. filters.SelectMany(filter => new[] { Series(FlowLogProcessor.MetricDeliveryErrors(filter), "Failed", Palette.Rejected),
                Series(FlowLogProcessor.MetricDeliveryThrottling(filter), "Throttled", Palette.Threshold) })],
        });
    }

    static MetricSeries Series(Metric metric, string label, string color) => MetricSeries.Of(metric) with { Label = label, Color = color };

    static Offer States(FlowLogProcessor processor) => Offer.Of(new AlarmStatePanel
    {
        Title = "Alarms of the processor",
        AlarmArns = [.. processor.Node.FindAll().OfType<Alarm>().Select(alarm => alarm.AlarmArn)],
        Height = 3,
    });
}
