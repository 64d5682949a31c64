using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The content of a widget in a preview.</summary>
abstract record WidgetContent
{
    WidgetContent()
    {
    }

    /// <summary>Text in CloudWatch's Markdown.</summary>
    internal sealed record Text(string Markdown, bool IsTransparent) : WidgetContent;

    /// <summary>No content, with the reason.</summary>
    internal sealed record Unavailable(string Reason) : WidgetContent;

    /// <summary>Alarms with their states.</summary>
    internal sealed record Alarms(IReadOnlyList<AlarmRow> Rows) : WidgetContent;

    /// <summary>The result of a query.</summary>
    /// <param name="View">Visualization: <c>table</c>, <c>timeSeries</c>, <c>bar</c> or <c>pie</c>.</param>
    /// <param name="Result">The result.</param>
    internal sealed record Query(string View, LogsInsightsResult Result) : WidgetContent;

    /// <summary>Values over time, or one value for each line.</summary>
    internal sealed record Graph : WidgetContent
    {
        internal required string View { get; init; }

        internal bool IsStacked { get; init; }

        internal bool HasSpark { get; init; }

        /// <summary>Position of the legend: <c>bottom</c>, <c>right</c> or <c>hidden</c>.</summary>
        internal string Legend { get; init; } = "bottom";

        internal required IReadOnlyList<GraphLine> Lines { get; init; }

        internal GraphAxis Left { get; init; }

        internal GraphAxis Right { get; init; }

        internal IReadOnlyList<GraphLimit> Limits { get; init; } = [];

        internal IReadOnlyList<GraphMoment> Moments { get; init; } = [];

        /// <summary>The alarm whose graph this is; null for none.</summary>
        internal AlarmOutcome? Alarm { get; init; }

        /// <summary>Remarks on missing data and differences, one sentence each.</summary>
        internal IReadOnlyList<string> Remarks { get; init; } = [];
    }
}
