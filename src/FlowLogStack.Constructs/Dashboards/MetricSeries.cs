using System.Text.Json.Nodes;

namespace FlowLogStack.Dashboards;

/// <summary>One line or number of a <see cref="MetricPanel"/>: a metric, or an expression over other series of the panel.</summary>
public sealed record MetricSeries
{
    MetricSeries(string? expression, params string[] name)
    {
        Expression = expression;
        Name = name;
    }

    /// <summary>The expression; null for a metric.</summary>
    public string? Expression { get; }

    /// <summary>The namespace, the metric's name, then dimensions and their values by turns; empty for an expression.</summary>
    public IReadOnlyList<string> Name { get; }

    /// <summary>What the legend calls it. Default: CloudWatch's choice.</summary>
    public string Label { get; init; } = "";

    /// <summary>Its color as <c>#rrggbb</c>; see <see cref="Palette"/>. Default: CloudWatch's choice.</summary>
    public string? Color { get; init; }

    /// <summary>The id by which expressions name it: a lower-case letter, then letters, digits and underscores. Default: none.</summary>
    public string? Id { get; init; }

    /// <summary>The statistic of a metric. Default: the sum.</summary>
    public string Statistic { get; init; } = "Sum";

    /// <summary>Whether it is there for expressions only. Default: no.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether it is measured on the right axis. Default: no.</summary>
    public bool OnTheRight { get; init; }

    /// <summary>A metric.</summary>
    /// <param name="metricNamespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">Dimensions and their values by turns.</param>
    public static MetricSeries Of(string metricNamespace, string name, params string[] dimensions) => new(null, [metricNamespace, name, .. dimensions]);

    /// <summary>An expression of metric math, which names other series of the panel by their ids.</summary>
    public static MetricSeries Math(string expression) => new(expression);

    internal JsonArray ToJson()
    {
        var look = new JsonObject();
        if (Expression is not null)
            look["expression"] = Expression;
        else
            look["stat"] = Statistic;
        if (Label.Length > 0)
            look["label"] = Label;
        if (Color is not null)
            look["color"] = Color;
        if (Id is not null)
            look["id"] = Id;
        if (IsHidden)
            look["visible"] = false;
        if (OnTheRight)
            look["yAxis"] = "right";
        return new JsonArray([.. Name.Select(part => (JsonNode)part), look]);
    }
}
