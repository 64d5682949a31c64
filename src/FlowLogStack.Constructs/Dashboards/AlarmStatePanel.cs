using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>The states of alarms, at most a hundred, as tiles.</summary>
public sealed record AlarmStatePanel : Panel
{
    /// <summary>The ARNs of the alarms.</summary>
    public required IReadOnlyList<string> AlarmArns { get; init; }

    internal override string Type => "alarm";

    internal override JsonObject Properties(string region) => Titled(new JsonObject { ["alarms"] = List(AlarmArns.Select(arn => (JsonNode)arn)) });
}
