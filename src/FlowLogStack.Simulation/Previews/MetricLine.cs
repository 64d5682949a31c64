namespace FlowLogStack.Simulation;

/// <summary>One metric or expression of a widget.</summary>
sealed record MetricLine
{
    /// <summary>Id for expressions.</summary>
    internal required string Id { get; init; }

    /// <summary>The metric; null for an expression.</summary>
    internal MetricIdentity? Metric { get; init; }

    /// <summary>The expression; null for a metric.</summary>
    internal string? Expression { get; init; }

    /// <summary>CloudWatch's name of the statistic.</summary>
    internal required string Statistic { get; init; }

    /// <summary>Period of a data point in minutes, at least 1.</summary>
    internal long Period => MinutesOf(Seconds);

    /// <summary>Period of a data point in seconds.</summary>
    internal required long Seconds { get; init; }

    /// <summary>Label in the dashboard; empty for none.</summary>
    internal string GivenLabel { get; init; } = "";

    /// <summary>Label text, which may contain values.</summary>
    internal string Label { get; init; } = "";

    /// <summary>Color as <c>#rrggbb</c>; null for the next one of the palette.</summary>
    internal string? Color { get; init; }

    /// <summary>Whether it belongs to the right axis.</summary>
    internal bool IsOnRight { get; init; }

    /// <summary>Whether it is drawn. A hidden one is used only by expressions.</summary>
    internal bool IsVisible { get; init; } = true;

    /// <summary>The statistic.</summary>
    /// <exception cref="TemplateException">CloudWatch has no such statistic.</exception>
    internal ReadStatistic KnownStatistic => ReadStatistic.Parse(Statistic)
        ?? throw new TemplateException($"'{Statistic}' is not one of Sum, Average, Minimum, Maximum, SampleCount, percentiles such as p99, and trimmed "
            + $"statistics such as TM(10%:90%)");

    /// <summary>Returns the minutes with which a period is simulated.</summary>
    internal static long MinutesOf(long seconds) => Math.Max(1, (seconds + 59) / 60);
}
