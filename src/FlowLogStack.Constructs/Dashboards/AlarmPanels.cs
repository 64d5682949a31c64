using FlowLogStack.Watch;

namespace FlowLogStack.Dashboards;

/// <summary>Panels of alarms.</summary>
static class AlarmPanels
{
    const int MostAlarms = 100;

    internal static Offer States(IReadOnlyList<DetectionAlarm> alarms) => alarms.Count == 0
        ? Offer.Not("Alarms", "add detections")
        : Offer.Of(new AlarmStatePanel
        {
            Title = "Alarms of detections",
            AlarmArns = [.. alarms.Take(MostAlarms).Select(alarm => alarm.Arn)],
            Height = Math.Clamp(1 + ((alarms.Count + 5) / 6), 2, 8),
        });
}
