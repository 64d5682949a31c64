namespace FlowLogStack.Simulation;

/// <summary>One metric or expression of a widget, as the dashboard has it.</summary>
sealed record MetricLine
{
    /// <summary>The name expressions call it by.</summary>
    internal required string Id { get; init; }

    /// <summary>The metric; null for an expression.</summary>
    internal MetricIdentity? Metric { get; init; }

    /// <summary>The expression; null for a metric.</summary>
    internal string? Expression { get; init; }

    /// <summary>CloudWatch's name of the statistic.</summary>
    internal required string Statistic { get; init; }

    /// <summary>The length of a datapoint in minutes: one where it is shorter than a minute.</summary>
    internal long Period => MinutesOf(Seconds);

    /// <summary>The length of a datapoint in seconds.</summary>
    internal required long Seconds { get; init; }

    /// <summary>The label as the dashboard has it; empty for none.</summary>
    internal string GivenLabel { get; init; } = "";

    /// <summary>The words shown for it, in which values may stand.</summary>
    internal string Label { get; init; } = "";

    /// <summary>Its colour as <c>#rrggbb</c>; null for the next of the palette.</summary>
    internal string? Color { get; init; }

    /// <summary>Whether it belongs to the right axis.</summary>
    internal bool IsOnRight { get; init; }

    /// <summary>Whether it is drawn; otherwise only expressions read it.</summary>
    internal bool IsVisible { get; init; } = true;

    /// <summary>The statistic, where the simulation has it.</summary>
    /// <exception cref="TemplateException">It needs every single value.</exception>
    internal MetricStatistic KnownStatistic =>
        Enum.TryParse<MetricStatistic>(Statistic, out var known) && char.IsAsciiLetter(Statistic[0])
            ? known
            : throw new TemplateException($"the statistic {Statistic} needs every single value, and a preview keeps a minute's sum, count, lowest and highest");

    /// <summary>The minutes that a period is simulated with.</summary>
    internal static long MinutesOf(long seconds) => Math.Max(1, (seconds + 59) / 60);
}
