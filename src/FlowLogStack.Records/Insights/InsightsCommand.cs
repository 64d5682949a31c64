using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>A command of a parsed query.</summary>
/// <param name="Start">0-based place of its first character in the query.</param>
abstract record InsightsCommand(int Start)
{
    internal sealed record Fields(InsightsItem[] Items, int Start) : InsightsCommand(Start);

    internal sealed record Display(InsightsItem[] Items, int Start) : InsightsCommand(Start);

    internal sealed record Filter(InsightsNode Condition, int Start) : InsightsCommand(Start);

    internal sealed record Stats(InsightsItem[] Items, InsightsItem[] Groups, int Start) : InsightsCommand(Start);

    internal sealed record Sort(InsightsSortKey[] Keys, int Start) : InsightsCommand(Start);

    internal sealed record Limit(int Rows, int Start) : InsightsCommand(Start);

    internal sealed record Dedup(InsightsNode[] Keys, int Start) : InsightsCommand(Start);

    internal sealed record Glob(InsightsNode Source, string Pattern, string[] Aliases, int Start) : InsightsCommand(Start);

    internal sealed record Extract(InsightsNode Source, Regex Expression, string[] Aliases, int Start) : InsightsCommand(Start);
}
