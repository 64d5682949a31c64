namespace FlowLogStack.Dashboards;

/// <summary>The visualization of metrics.</summary>
public enum MetricView
{
    /// <summary>Lines over time.</summary>
    Lines,

    /// <summary>Stacked areas over time.</summary>
    Areas,

    /// <summary>One number for the whole time range, with a sparkline.</summary>
    Number,

    /// <summary>A gauge from 0 to 100 for the whole time range.</summary>
    Gauge,

    /// <summary>Bars for the whole time range.</summary>
    Bars,

    /// <summary>A pie chart for the whole time range.</summary>
    Pie,
}
