using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard variable: a text input whose value replaces a pattern in the dashboard's log queries.</summary>
/// <param name="Id">Id of the variable.</param>
/// <param name="Label">Label of the input.</param>
/// <param name="Pattern">The text to replace. It must occur only where the variable applies.</param>
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
