namespace Amazon.CloudWatch.Model;

/// <summary>One metric to read, or one expression over others.</summary>
public class MetricDataQuery
{
    /// <summary>The name expressions and answers call it by; begins with a small letter.</summary>
    public string? Id { get; set; }

    /// <summary>The metric; null for an expression.</summary>
    public MetricStat? MetricStat { get; set; }

    /// <summary>The expression; null for a metric.</summary>
    public string? Expression { get; set; }

    /// <summary>The words shown for it.</summary>
    public string? Label { get; set; }

    /// <summary>Seconds of a period of an expression.</summary>
    public int? Period { get; set; }

    /// <summary>Whether its values are answered. Default: yes.</summary>
    public bool? ReturnData { get; set; }
}

/// <summary>A metric, and how its values become one for each period.</summary>
public class MetricStat
{
    /// <summary>The metric.</summary>
    public Metric? Metric { get; set; }

    /// <summary>Seconds of a period.</summary>
    public int? Period { get; set; }

    /// <summary>The statistic, as in <c>Sum</c>.</summary>
    public string? Stat { get; set; }

    /// <summary>The unit. Default: any.</summary>
    public StandardUnit? Unit { get; set; }
}

/// <summary>A metric.</summary>
public class Metric
{
    /// <summary>The namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>The name.</summary>
    public string? MetricName { get; set; }

    /// <summary>The dimensions. Default: none.</summary>
    public List<Dimension>? Dimensions { get; set; }
}

/// <summary>A dimension of a metric.</summary>
public class Dimension
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The value.</summary>
    public string? Value { get; set; }
}
