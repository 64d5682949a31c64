namespace FlowLogStack.Simulation;

/// <summary>The two value axes of a graph, and the positions of stacked lines.</summary>
sealed class GraphScale
{
    internal GraphScale(WidgetContent.Graph graph)
    {
        IsStacked = graph.IsStacked && graph.Lines.Count > 0 && graph.Lines.All(line => line.Step == graph.Lines[0].Step && line.Start == graph.Lines[0].Start);
        var floors = new Dictionary<GraphLine, double[]>(ReferenceEqualityComparer.Instance);
        Floors = floors;
        foreach (var side in new[] { false, true })
        {
            var lines = graph.Lines.Where(line => line.IsOnRight == side).ToList();
            var (lowest, highest) = (double.MaxValue, double.MinValue);
            var floor = IsStacked && lines.Count > 0 ? new double[lines[0].Values.Count] : [];
            foreach (var line in lines)
            {
                floors[line] = [.. floor];
                for (var i = 0; i < line.Values.Count; i++)
                {
                    if (line.Values[i] is not { } value)
                        continue;
                    var top = IsStacked ? floor[i] += value : value;
                    (lowest, highest) = (Math.Min(lowest, top), Math.Max(highest, top));
                }
            }

            foreach (var limit in graph.Limits.Where(limit => limit.IsOnRight == side))
                (lowest, highest) = (Math.Min(lowest, limit.Value), Math.Max(highest, limit.Value));
            // A band can reach below zero, where counts and bytes never are.
            var least = lowest >= 0 ? 0 : double.MinValue;
            foreach (var band in side ? [] : graph.Alarm?.Band ?? [])
                (lowest, highest) = (Math.Min(lowest, Math.Max(least, band.Lower)), Math.Max(highest, band.Upper));
            var wanted = side ? graph.Right : graph.Left;
            var axis = ValueAxis.Between(lowest > highest ? 0 : lowest, lowest > highest ? 1 : highest, wanted.Minimum, wanted.Maximum);
            if (side)
                (Right, HasRight) = (axis, lines.Count > 0);
            else
                Left = axis;
        }
    }

    internal bool IsStacked { get; }

    internal bool HasRight { get; }

    internal ValueAxis Left { get; } = null!;

    internal ValueAxis Right { get; } = null!;

    /// <summary>The lower values of each line's points; zeros without stacking.</summary>
    internal IReadOnlyDictionary<GraphLine, double[]> Floors { get; }

    internal ValueAxis Of(bool isOnRight) => isOnRight ? Right : Left;
}
