using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>A widget of a dashboard.</summary>
/// <param name="Title">Title, or the start of its text.</param>
/// <param name="Kind">Kind, such as <c>metric</c>.</param>
/// <param name="Definition">Definition without its place on the dashboard.</param>
/// <param name="Query">Logs Insights query; null for none.</param>
/// <param name="Metrics">Metrics as <c>namespace/name</c>.</param>
sealed record DashboardWidget(string Title, string Kind, JsonObject Definition, string? Query, IReadOnlyList<string> Metrics)
{
    /// <summary>Definition as indented JSON.</summary>
    internal string Text => DecodedText.Of(Definition);

    /// <summary>Canonical text of the definition, for comparisons.</summary>
    internal string Essence => CanonicalJson.Of(Definition);
}
