using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What a widget of a preview shows.</summary>
abstract record WidgetContent
{
    WidgetContent()
    {
    }

    /// <summary>Text in CloudWatch's Markdown.</summary>
    internal sealed record Text(string Markdown, bool IsTransparent) : WidgetContent;

    /// <summary>Nothing, and why.</summary>
    internal sealed record Unavailable(string Reason) : WidgetContent;

    /// <summary>Alarms with their states.</summary>
    internal sealed record Alarms(IReadOnlyList<AlarmRow> Rows) : WidgetContent;

    /// <summary>What a query answered.</summary>
    /// <param name="View">How it is shown: <c>table</c>, <c>timeSeries</c>, <c>bar</c> or <c>pie</c>.</param>
    /// <param name="Result">The answer.</param>
    internal sealed record Query(string View, LogsInsightsResult Result) : WidgetContent;

    /// <summary>Values over time, or one value of each line.</summary>
    internal sealed record Graph : WidgetContent
    {
        internal required string View { get; init; }

        internal bool IsStacked { get; init; }

        internal bool HasSpark { get; init; }

        /// <summary>Where the legend stands: <c>bottom</c>, <c>right</c> or <c>hidden</c>.</summary>
        internal string Legend { get; init; } = "bottom";

        internal required IReadOnlyList<GraphLine> Lines { get; init; }

        internal GraphAxis Left { get; init; }

        internal GraphAxis Right { get; init; }

        internal IReadOnlyList<GraphLimit> Limits { get; init; } = [];

        internal IReadOnlyList<GraphMoment> Moments { get; init; } = [];

        /// <summary>The alarm whose graph this is; null for none.</summary>
        internal AlarmOutcome? Alarm { get; init; }

        /// <summary>What is missing or different, a sentence each.</summary>
        internal IReadOnlyList<string> Remarks { get; init; } = [];
    }
}

/// <summary>An alarm of an alarm widget.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">What it did; null when it was not simulated.</param>
/// <param name="Reason">Why it was not.</param>
sealed record AlarmRow(string Name, AlarmOutcome? Outcome, string Reason);

/// <summary>One line of a graph.</summary>
/// <param name="Label">The words shown for it.</param>
/// <param name="Color">Its colour.</param>
/// <param name="IsOnRight">Whether it belongs to the right axis.</param>
/// <param name="Start">The first point's minute since 1970.</param>
/// <param name="Step">The minutes from point to point.</param>
/// <param name="Values">The points' values; null for none.</param>
/// <param name="Single">The value of views that show one: of the whole time, or the latest.</param>
sealed record GraphLine(string Label, string Color, bool IsOnRight, long Start, long Step, IReadOnlyList<double?> Values, double? Single);

/// <summary>A value axis as the widget wants it.</summary>
readonly record struct GraphAxis(double? Minimum, double? Maximum, string? Label);

/// <summary>A horizontal annotation.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What it says.</param>
/// <param name="Color">Its colour; null for that of the ink.</param>
/// <param name="IsOnRight">Whether it belongs to the right axis.</param>
/// <param name="Until">The other end of a shaded range: a value, an infinity, or null for a line alone.</param>
sealed record GraphLimit(double Value, string Label, string? Color, bool IsOnRight, double? Until);

/// <summary>A vertical annotation.</summary>
sealed record GraphMoment(DateTimeOffset At, string Label, string? Color, DateTimeOffset? Until);
