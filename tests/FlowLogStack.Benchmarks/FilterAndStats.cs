namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines through a Logs Insights query with a filter and statistics by two fields.</summary>
sealed class FilterAndStats : InsightsPath
{
    internal override string Name => "insights-filter-and-stats";

    protected override string Query =>
        "filter action = \"REJECT\" and bytes > 400 | stats count(*) as flows, sum(bytes) as total by srcPort, bin(5m) | sort total desc | limit 20";
}
