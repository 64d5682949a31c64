using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>The documentation page of queries, generated from the catalog.</summary>
public sealed class QueryPageTests
{
    [Fact]
    public void The_page_is_the_catalogue() => Snapshot.MatchesFile(Repository.PathOf("docs", "athena-queries.md"), Page());

    static string Page()
    {
        var page = new StringBuilder();
        page.Append("# Athena queries\n\nThe catalog, `AthenaQueries.All`. A query is offered if the format has its fields. Written by a test from "
            + "the code.\n\n");
        page.Append("| query | answers | about | needs |\n|---|---|---|---|\n");
        foreach (var query in AthenaQueries.All)
        {
            var needs = string.Join(' ', query.Fields.Select(field => $"`{field.Name}`"));
            if (query.Companion is not CompanionTable.None)
                needs += $"; a table of {query.Companion.ToString().ToLowerInvariant()}";
            if (!query.Parameters.IsEmpty)
                needs += "; " + string.Join(", ", query.Parameters.Select(parameter => $"{parameter.Name} (`{parameter.Example}`)"));
            var replaces = query.Replaces is null ? "" : $" Instead of AWS's `{query.Replaces}`.";
            page.Append($"| `{query.Id}` | **{query.Name}.** {query.Description}{replaces} | {About(query.Window)} | {needs} |\n");
        }

        return page.ToString();
    }

    static string About(TimeWindow window) =>
        window == TimeWindow.LastDays(1) ? "the last day"
        : window == TimeWindow.LastDays(7) ? "the last 7 days"
        : window == TimeWindow.LastDays(30) ? "the last 30 days"
        : window == TimeWindow.WholeDays(14) ? "14 whole days"
        : window == TimeWindow.WholeDays(30) ? "30 whole days"
        : throw new ArgumentOutOfRangeException(nameof(window), window, "Say it here.");
}
