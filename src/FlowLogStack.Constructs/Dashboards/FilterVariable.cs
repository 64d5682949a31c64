using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>An input at the top of a dashboard whose text takes the place of a pattern in the dashboard's log queries.</summary>
/// <param name="Id">The id.</param>
/// <param name="Label">What people read before the input.</param>
/// <param name="Pattern">The text to replace; it stands in the queries and nowhere else.</param>
public sealed record FilterVariable(string Id, string Label, string Pattern)
{
    internal JsonObject ToJson() => new()
    {
        ["type"] = "pattern",
        ["pattern"] = Pattern,
        ["inputType"] = "input",
        ["id"] = Id,
        ["label"] = Label,
        ["defaultValue"] = Pattern,
        ["visible"] = true,
    };
}
