namespace FlowLogStack.Dashboards;

/// <summary>Layout of rows of panels from the top. Each row is as high as its highest panel and fills the width.</summary>
static class DashboardLayout
{
    internal const int Columns = 24;

    // A column has about 50 pixels on a screen of 1280. A panel with fewer columns has no room for its legend.
    internal const int NarrowestPanel = 4;

    internal static IReadOnlyList<PlacedPanel> Place(IEnumerable<IReadOnlyList<Panel>> rows)
    {
        var placed = new List<PlacedPanel>();
        var y = 0;
        foreach (var row in rows)
        {
            if (row.Count == 0)
                throw new ArgumentException("A row of the dashboard has no panels. Remove it.");
            var height = row.Max(panel => panel.Height);
            var x = 0;
            foreach (var (panel, width) in row.Zip(Widths(row)))
            {
                placed.Add(new PlacedPanel(panel, x, y, width, height));
                x += width;
            }

            y += height;
        }

        return placed;
    }

    static IEnumerable<int> Widths(IReadOnlyList<Panel> row)
    {
        var sharing = row.Count(panel => panel.Width is null);
        var left = Columns - row.Sum(panel => panel.Width ?? 0);
        if (left < sharing * NarrowestPanel || row.Any(panel => panel.Width is < NarrowestPanel))
            throw new ArgumentException($"The row of the panels '{string.Join("', '", row.Select(panel => panel.Title))}' does not fit in {Columns} columns "
                + $"of which each panel has {NarrowestPanel} or more. Divide it into two rows, or use narrower panels.");
        foreach (var panel in row)
        {
            if (panel.Width is { } width)
            {
                yield return width;
                continue;
            }

            var share = (left + sharing - 1) / sharing;
            yield return share;
            left -= share;
            sharing--;
        }
    }
}
