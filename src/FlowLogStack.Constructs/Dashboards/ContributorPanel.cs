using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>A panel with the top contributors of a Contributor Insights rule over time.</summary>
public sealed record ContributorPanel : Panel
{
    /// <summary>Name of the rule. Required.</summary>
    public required string RuleName { get; init; }

    /// <summary>Number of contributors drawn, 1 to 100. Default: 10.</summary>
    public int Contributors { get; init; } = 10;

    /// <summary>Label of the axis, such as bytes. Default: empty.</summary>
    public string Unit { get; init; } = "";

    internal override string Type => "metric";

    internal override JsonObject Properties(string region)
    {
        var axis = new JsonObject { ["min"] = 0, ["showUnits"] = false };
        if (Unit.Length > 0)
            axis["label"] = Unit;
        return Titled(new JsonObject
        {
            ["region"] = region,
            ["view"] = "timeSeries",
            ["stacked"] = false,
            ["period"] = 300,
            ["insightRule"] = new JsonObject { ["ruleName"] = RuleName, ["orderBy"] = "Sum", ["maxContributorCount"] = Contributors },
            ["yAxis"] = new JsonObject { ["left"] = axis },
            ["legend"] = new JsonObject { ["position"] = "right" },
        });
    }
}
