using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation of saved queries: settings without effect, and queries that are too long for Logs Insights.</summary>
static class QueryRules
{
    internal static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, FlowLogFormat format)
    {
        if (!settings.Logs.Enabled || settings.Queries.ToCatalogue(settings) is not { } catalogue)
            yield break;
        var longest = InsightsQueries.For(format, catalogue.Questions).MaxBy(query => query.Query.Length);
        if (longest?.Query.Length > LogsInsightsQuery.MaximumLength)
            yield return new("network.internalRanges", $"with {settings.Network.InternalRanges.Count} blocks the query '{longest.Name}' would "
                + $"have {longest.Query.Length} characters, and Logs Insights allows {LogsInsightsQuery.MaximumLength}. Use fewer and larger ones, or set "
                + "'queries.insights' to \"lab\".");
    }

    internal static IEnumerable<SettingsProblem> Idle(FlowLogSettings settings, JsonObject written) =>
        settings.Queries.Insights is InsightsCatalogue.All || !settings.Logs.Enabled
            ? []
            : (written["queries"] as JsonObject ?? []).Select(setting => setting.Key).Where(key => key != "insights")
                .Select(key => new SettingsProblem($"queries.{key}",
                    "this has no effect, because only the queries of the default stack are saved. Remove it, or set 'queries.insights' to \"all\"."));
}
