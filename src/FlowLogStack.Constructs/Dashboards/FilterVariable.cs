using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard variable, whose value replaces a pattern wherever it occurs in the dashboard's panels.</summary>
/// <param name="Id">Id of the variable.</param>
/// <param name="Label">Label of the input.</param>
/// <param name="Pattern">The text to replace. It must occur only where the variable applies.</param>
public sealed record FilterVariable(string Id, string Label, string Pattern)
{
    /// <summary>Values to select from, such as accounts; the pattern is the initial value. Default: none (a text input).</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    internal JsonObject ToJson()
    {
        var variable = new JsonObject
        {
            ["type"] = "pattern",
            ["pattern"] = Pattern,
            ["inputType"] = Choices.Count > 0 ? "select" : "input",
            ["id"] = Id,
            ["label"] = Label,
            ["defaultValue"] = Pattern,
            ["visible"] = true,
        };
        if (Choices.Count > 0)
            variable["values"] = new JsonArray([.. Choices.Select(choice => new JsonObject { ["value"] = choice, ["label"] = choice })]);
        return variable;
    }
}
