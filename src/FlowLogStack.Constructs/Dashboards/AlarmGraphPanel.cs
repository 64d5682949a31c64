using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A panel with the metric of an alarm and its threshold or anomaly detection band.</summary>
public sealed record AlarmGraphPanel : Panel
{
    /// <summary>ARN of the alarm. Required.</summary>
    public required string AlarmArn { get; init; }

    internal override string Type => "metric";

    internal override JsonObject Properties(string region) => Titled(new JsonObject
    {
        ["region"] = region,
        ["view"] = "timeSeries",
        ["annotations"] = new JsonObject { ["alarms"] = List([AlarmArn]) },
    });
}
