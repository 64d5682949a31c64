using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A panel with Markdown text.</summary>
public sealed record TextPanel : Panel
{
    /// <summary>The text, in Markdown. Required.</summary>
    public required string Markdown { get; init; }

    internal override string Type => "text";

    internal override JsonObject Properties(string region) => new() { ["markdown"] = Markdown, ["background"] = "transparent" };
}
