namespace FlowLogStack.Dashboards;

/// <summary>The visualization of a log query's rows.</summary>
public enum LogView
{
    /// <summary>A table.</summary>
    Table,

    /// <summary>Lines over time. The query must group by <c>bin()</c>.</summary>
    Lines,

    /// <summary>Bars.</summary>
    Bars,

    /// <summary>A pie chart.</summary>
    Pie,
}
