using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A widget with a Logs Insights query.</summary>
sealed partial class QueryDraft(string view, LogsInsightsRun run) : WidgetDraft
{
    internal override WidgetContent Complete(PreviewTime time, BacktestResult result)
    {
        var answer = run.Complete();
        return answer.Rows.Length == 0 ? new WidgetContent.Unavailable("The query finds nothing in these records.") : new WidgetContent.Query(view, answer);
    }

    /// <summary>Splits a widget's query into the log groups of its SOURCE commands and the rest.</summary>
    internal static (IReadOnlyList<string> LogGroups, string Query) Split(string query)
    {
        var groups = new List<string>();
        var rest = query.AsMemory();
        while (Source().Match(rest.ToString()) is { Success: true } match)
        {
            groups.Add(match.Groups["name"].Value);
            rest = rest[match.Length..];
        }

        return (groups, rest.ToString());
    }

    [GeneratedRegex(@"\A\s*SOURCE\s+(?<quote>['""])(?<name>[^'""]*)\k<quote>\s*(\|\s*|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Source();
}
