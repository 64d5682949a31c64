namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines through a Logs Insights query that parses every field itself, as custom formats need, with subnets and functions.</summary>
sealed class ParsedStats : InsightsPath
{
    internal override string Name => "insights-parse-and-stats";

    protected override string Query =>
        InsightsQuery.ToParseCommand(FlowLogFormat.Default)
            + " | filter isIpv4InSubnet(srcaddr, \"10.0.0.0/8\") and dstport in [22, 443, 3389] | fields bytes / packets as size | stats avg(size), pct(size, "
            + "95), count_distinct(dstaddr) by interface_id";
}
