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
