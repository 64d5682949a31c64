using FlowLogStack.Dashboards;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation of dashboards: no dashboard can be empty.</summary>
static class DashboardRules
{
    internal static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, FlowLogFormat format)
    {
        if (!settings.Logs.Enabled)
            yield break;
        for (var i = 0; i < settings.Dashboards.Show.Count; i++)
        {
            var topic = settings.Dashboards.Show[i];
            if (topic is DashboardTopic.AcceptsAndRejects && !format.Contains(FlowField.Action))
                yield return new($"dashboards.show[{i}]", $"\"accepts-and-rejects\" would be empty, "
                    + (settings.RecordKind is RecordKinds.TransitGateway ? "because transit gateway records have no action. Remove it."
                        : "because the log format has no action. Add ${action} to 'format', or remove it."));
            if (topic is DashboardTopic.Activity && settings.Activity is { HasCalls: false, AccessLogGroup: null })
                yield return new($"dashboards.show[{i}]", "\"activity\" would be empty, because there is no log group of calls or requests. Set "
                    + "'activity.logGroup', 'activity.newTrail' or 'activity.accessLogGroup', or remove it.");
            if (topic is DashboardTopic.Detections && !settings.Alarms.Watched(format, settings.Network.ToNetwork()).Any())
                yield return new($"dashboards.show[{i}]",
                    "\"detections\" would be empty, because no detection is enabled. Enable one in 'alarms', or remove it.");
        }
    }
}
