namespace FlowLogStack.Simulation;

/// <summary>A time range that ends with a given window.</summary>
/// <param name="windows">The windows, oldest first; at least one.</param>
sealed class WindowRange(IReadOnlyList<IMetricWindow> windows) : IMetricRange
{
    public int Count => windows.Count;

    public long Minutes => windows[0].Minutes;

    /// <summary>Returns a window and those before it.</summary>
    /// <param name="window">The last window.</param>
    /// <param name="count">Number of windows, at least 1.</param>
    internal static WindowRange Until(IMetricWindow window, int count)
    {
        var windows = new IMetricWindow[count];
        windows[^1] = window;
        for (var i = count - 2; i >= 0; i--)
            windows[i] = windows[i + 1].Previous();
        return new WindowRange(windows);
    }

    public long StartOf(int index) => windows[index].Start;

    public MathValue ValueOf(string id) => MathValue.Series([.. windows.Select(window => window.ValueOf(id))]);

    public double?[] ValuesOf(string rule, InsightMetric metric) => [.. windows.Select(window => window.ValueOf(rule, metric))];
}
