namespace FlowLogStack.Simulation;

/// <summary>A widget of alarms: their states, or the graph of one alarm.</summary>
sealed class AlarmDraft(WidgetProperties properties, GraphStyle? style) : WidgetDraft
{
    const string Mark = ":alarm:";

    internal override WidgetContent Complete(PreviewTime time, BacktestResult result)
    {
        if (style is null)
            return States(result);
        if (properties.Nested("annotations").Texts("alarms") is not [var arn, ..])
            return new WidgetContent.Unavailable("The widget names no alarm.");
        var row = RowOf(arn, result);
        if (row.Outcome is not { } alarm)
            return new WidgetContent.Unavailable($"The alarm {row.Name} was not simulated: {row.Reason}.");
        return alarm.Kind is AlarmKind.Composite
            ? new WidgetContent.Unavailable($"The alarm {row.Name} watches other alarms, and has no metric to draw.")
            : Graph(style, alarm, time);
    }

    /// <summary>Returns the final state of an alarm.</summary>
    internal static AlarmState StateOf(AlarmOutcome outcome) => outcome.Transitions is [.., var last] ? last.State : AlarmState.InsufficientData;

    static AlarmRow RowOf(string arn, BacktestResult result)
    {
        var at = arn.IndexOf(Mark, StringComparison.Ordinal);
        var name = at < 0 ? arn : arn[(at + Mark.Length)..];
        if (result.Alarms.FirstOrDefault(alarm => alarm.Name == name) is { } outcome)
            return new AlarmRow(name, outcome, "");
        var why = result.NotSimulated.FirstOrDefault(alarm => alarm.Name == name)?.Reason;
        return new AlarmRow(name, null, why is null ? "the template has no alarm of this name" : why);
    }

    WidgetContent.Alarms States(BacktestResult result)
    {
        var rows = properties.Texts("alarms").Select(arn => RowOf(arn, result));
        if (properties.Texts("states") is { Count: > 0 } states)
            rows = rows.Where(row => row.Outcome is null || states.Contains(AlarmSentences.State(StateOf(row.Outcome))));
        rows = properties.Text("sortBy") switch
        {
            "stateUpdatedTimestamp" or "timestamp" => rows.OrderByDescending(row => row.Outcome is { Transitions: [.., var last] } ? last.At : default),
            _ => rows,
        };
        return new WidgetContent.Alarms([.. rows]);
    }

    static WidgetContent.Graph Graph(GraphStyle look, AlarmOutcome alarm, PreviewTime time)
    {
        var period = Math.Max(1, (long)alarm.Period.TotalMinutes);
        var step = time.StepOf(period);
        var start = time.StartOf(step);
        var values = new double?[time.CountOf(step)];
        foreach (var point in alarm.Datapoints)
        {
            var index = (EpochMinute.Of(point.At) - start) / step;
            if (index < 0 || index >= values.Length)
                continue;
            var isLow = alarm.Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold
                or ThresholdComparison.LessThanLowerThreshold;
            var before = values[index];
            values[index] = before is null ? point.Value : isLow ? Math.Min(before.Value, point.Value) : Math.Max(before.Value, point.Value);
        }

        var line = new GraphLine(alarm.Metric, GraphStyle.ColorOf(0), false, start, step, values, Array.FindLast(values, value => value is not null));
        return look.Graph([line], [.. GraphStyle.RemarkOn(period, step)]) with
        {
            Alarm = alarm,
            Limits = alarm.Threshold is { } threshold ? [new GraphLimit(threshold, Threshold.Of(alarm).Text, "#d62728", false, null)] : [],
        };
    }
}
