using System.Text.Json.Nodes;
using Amazon.CDK.AWS.CloudWatch;

namespace FlowLogStack.Dashboards;

/// <summary>One series of a <see cref="MetricPanel"/>: a metric, or an expression over other series of the panel.</summary>
public sealed record MetricSeries
{
    MetricSeries(string? expression, params IReadOnlyList<string> name)
    {
        Expression = expression;
        Name = name;
    }

    /// <summary>Metric math expression; null for a metric.</summary>
    public string? Expression { get; }

    /// <summary>Namespace, metric name, and alternating dimension names and values; empty for an expression.</summary>
    public IReadOnlyList<string> Name { get; }

    /// <summary>Label in the legend. Default: empty (CloudWatch generates one).</summary>
    public string Label { get; init; } = "";

    /// <summary>Color as <c>#rrggbb</c>; see <see cref="Palette"/>. Default: null (CloudWatch chooses one).</summary>
    public string? Color { get; init; }

    /// <summary>Id for expressions: a lower-case letter, then letters, digits and underscores. Default: null.</summary>
    public string? Id { get; init; }

    /// <summary>Statistic of a metric, such as Sum or p99. Default: Sum.</summary>
    public string Statistic { get; init; } = "Sum";

    /// <summary>Whether the series is used only in expressions and isn't drawn. Default: false.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the series uses the right axis. Default: false.</summary>
    public bool OnTheRight { get; init; }

    /// <summary>Region of the metric; null for that of the dashboard.</summary>
    string? Region { get; init; }

    /// <summary>Creates a series of a metric.</summary>
    /// <param name="metricNamespace">Namespace of the metric.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="dimensions">Alternating dimension names and values.</param>
    public static MetricSeries Of(string metricNamespace, string name, params string[] dimensions) => new(null, [metricNamespace, name, .. dimensions]);

    /// <summary>
    /// Creates a series of a metric, with its statistic, label, color and Region. The period is that of the panel, and the account that of the dashboard.
    /// </summary>
    /// <param name="metric">The metric, such as that of <c>processor.MetricRecords()</c>.</param>
    public static MetricSeries Of(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (ServiceMetric.NameOf(metric) is { } name)
            return new(null, name);
        IEnumerable<string> dimensions = metric.Dimensions is { } all ? all.SelectMany(dimension => new[] { dimension.Key, $"{dimension.Value}" }) : [];
        return new(null, [metric.Namespace, metric.MetricName, .. dimensions])
        {
            Statistic = metric.Statistic,
            Label = metric.Label ?? "",
            Color = metric.Color,
            Region = metric.Region,
        };
    }

    /// <summary>Creates a series of a metric math expression, which refers to other series of the panel by their ids.</summary>
    public static MetricSeries Math(string expression) => new(expression);

    internal JsonArray ToJson(string region)
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
        if (Region is not null && Region != region)
            look["region"] = Region;
        return new JsonArray([.. Name.Select(part => (JsonNode)part), look]);
    }
}
