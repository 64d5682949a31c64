using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Process;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>Panels of the processor function, from its own metrics and from Lambda's.</summary>
static class ProcessorPanels
{
    const string Namespace = ProcessorMetrics.DefaultNamespace;
    const string Records = "Records in 5 minutes";

    static readonly (string Name, string Label, string Color)[] Directions =
        [("inbound", "Inbound", Palette.Inbound), ("outbound", "Outbound", Palette.Outbound), ("internal", "Internal", Palette.Internal), ("unknown", "Not told", Palette.Neutral)];

    internal static IReadOnlyList<Offer>[] Of(FlowLogProcessor? processor)
    {
        if (processor is null)
            return [[Offer.Not("Forwarding", "add a processor that forwards records")]];
        var function = processor.Function.FunctionName;
        MetricSeries Own(string name, string label, string color) => MetricSeries.Of(Namespace, name, ProcessorMetrics.FunctionDimension, function) with { Label = label, Color = color };
        MetricSeries Lambda(string name, string label, string color) => MetricSeries.Of("AWS/Lambda", name, "FunctionName", function) with { Label = label, Color = color };
        return
        [
            [
                Offer.Of(new MetricPanel
                {
                    Title = "Records that the processor read and delivered",
                    Unit = Records,
                    Series = [Own(ProcessorMetrics.Records, "Read", Palette.Neutral), Own(ProcessorMetrics.DeliveredRecords, "Delivered", Palette.Accepted), Own(ProcessorMetrics.DroppedRecords, "Filtered out", Palette.Internal), Own(ProcessorMetrics.ParkedRecords, "Parked in dead letters", Palette.Rejected), Own(ProcessorMetrics.RejectedLines, "Not of the format", Palette.Threshold)],
                }),
                Offer.Of(new MetricPanel
                {
                    Title = "Time that deliveries took",
                    Unit = "Milliseconds",
                    Series = [Own(ProcessorMetrics.DeliveryLatency, "Half", Palette.Neutral) with { Statistic = "p50" }, Own(ProcessorMetrics.DeliveryLatency, "99 of 100", Palette.Threshold) with { Statistic = "p99" }],
                }),
                Offer.Of(new MetricPanel
                {
                    Title = "Invocations that failed or waited",
                    Unit = "Invocations in 5 minutes",
                    Series = [Lambda("Errors", "Failed", Palette.Rejected), Lambda("Throttles", "Throttled", Palette.Threshold), Own(ProcessorMetrics.Retries, "Deliveries tried again", Palette.Neutral)],
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
            Series = [.. Directions.Select(direction => MetricSeries.Of(Namespace, ProcessorMetrics.AcceptedBytes, ProcessorMetrics.FunctionDimension, processor.Function.FunctionName, ProcessorMetrics.DirectionDimension, direction.Name) with { Label = direction.Label, Color = direction.Color })],
        });

    // Deliveries from CloudWatch Logs to the function that failed.
    static Offer Refused(FlowLogProcessor processor)
    {
        List<CfnSubscriptionFilter> filters = [.. processor.Node.FindAll().OfType<CfnSubscriptionFilter>()];
        if (filters.Count == 0)
            return Offer.Not("Deliveries from the log group that failed", "the processor reads an archive");
        MetricSeries Delivery(CfnSubscriptionFilter filter, string name, string label, string color) =>
            MetricSeries.Of("AWS/Logs", name, "LogGroupName", filter.LogGroupName, "DestinationType", "Lambda", "FilterName", filter.Ref) with { Label = label, Color = color };
        return Offer.Of(new MetricPanel
        {
            Title = "Deliveries from the log group that failed",
            Unit = "Events in 5 minutes",
            Series = [.. filters.SelectMany(filter => new[] { Delivery(filter, "DeliveryErrors", "Failed", Palette.Rejected), Delivery(filter, "DeliveryThrottling", "Throttled", Palette.Threshold) })],
        });
    }

    static Offer States(FlowLogProcessor processor) => Offer.Of(new AlarmStatePanel
    {
        Title = "Alarms of the processor",
        AlarmArns = [.. processor.Node.FindAll().OfType<Alarm>().Select(alarm => alarm.AlarmArn)],
        Height = 3,
    });
}
