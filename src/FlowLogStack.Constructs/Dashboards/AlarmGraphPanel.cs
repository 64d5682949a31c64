using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>What an alarm watches, with its threshold or band, as the alarm itself has them.</summary>
public sealed record AlarmGraphPanel : Panel
{
    /// <summary>The alarm's ARN.</summary>
    public required string AlarmArn { get; init; }

    internal override string Type => "metric";

    internal override JsonObject Properties(string region) => Titled(new JsonObject
    {
        ["region"] = region,
        ["view"] = "timeSeries",
        ["annotations"] = new JsonObject { ["alarms"] = List([AlarmArn]) },
    });
}
