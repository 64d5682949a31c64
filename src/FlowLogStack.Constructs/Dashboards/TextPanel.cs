using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>Text in Markdown.</summary>
public sealed record TextPanel : Panel
{
    /// <summary>The text.</summary>
    public required string Markdown { get; init; }

    internal override string Type => "text";

    internal override JsonObject Properties(string region) => new() { ["markdown"] = Markdown, ["background"] = "transparent" };
}
