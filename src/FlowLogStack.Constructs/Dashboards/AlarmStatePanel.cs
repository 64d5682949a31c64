using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A panel with the states of alarms as tiles.</summary>
public sealed record AlarmStatePanel : Panel
{
    /// <summary>ARNs of the alarms, at most 100. Required.</summary>
    public required IReadOnlyList<string> AlarmArns { get; init; }

    internal override string Type => "alarm";

    internal override JsonObject Properties(string region) => Titled(new JsonObject { ["alarms"] = List(AlarmArns.Select(arn => (JsonNode)arn)) });
}
