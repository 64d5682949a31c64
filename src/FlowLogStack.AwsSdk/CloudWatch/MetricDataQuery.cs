namespace Amazon.CloudWatch.Model;

/// <summary>A query of one metric, or of one expression over other queries.</summary>
public class MetricDataQuery
{
    /// <summary>Id of the query in expressions and results; begins with a lowercase letter.</summary>
    public string? Id { get; set; }

    /// <summary>Metric; null for an expression.</summary>
    public MetricStat? MetricStat { get; set; }

    /// <summary>Expression; null for a metric.</summary>
    public string? Expression { get; set; }

    /// <summary>Label.</summary>
    public string? Label { get; set; }

    /// <summary>Length of an expression's period in seconds.</summary>
    public int? Period { get; set; }

    /// <summary>Whether the query's values are returned. Default: null, true.</summary>
    public bool? ReturnData { get; set; }
}

/// <summary>A metric and its statistic for each period.</summary>
public class MetricStat
{
    /// <summary>Metric.</summary>
    public Metric? Metric { get; set; }

    /// <summary>Length of a period in seconds.</summary>
    public int? Period { get; set; }

    /// <summary>Statistic, such as <c>Sum</c>.</summary>
    public string? Stat { get; set; }

    /// <summary>Unit. Default: null, any unit.</summary>
    public StandardUnit? Unit { get; set; }
}

/// <summary>A CloudWatch metric.</summary>
public class Metric
{
    /// <summary>Namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Name.</summary>
    public string? MetricName { get; set; }

    /// <summary>Dimensions. Default: null, none.</summary>
    public List<Dimension>? Dimensions { get; set; }
}

/// <summary>A dimension of a metric.</summary>
public class Dimension
{
    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>Value.</summary>
    public string? Value { get; set; }
}
