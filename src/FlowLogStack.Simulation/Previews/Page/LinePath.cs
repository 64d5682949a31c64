using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>Path data of lines and stacked areas over time, in a drawing <see cref="Width"/> wide and <see cref="ValueAxis.Height"/> high.</summary>
sealed class LinePath(TimeAxis time)
{
    internal const int Width = 2000;

    /// <summary>Returns points without a neighbor, which a line would not show.</summary>
    internal string Dots(GraphLine line, ValueAxis axis, double[]? floor)
    {
        var path = new StringBuilder();
        for (var i = 0; i < line.Values.Count; i++)
        {
            if (line.Values[i] is not { } value || (i > 0 && line.Values[i - 1] is not null) || (i + 1 < line.Values.Count && line.Values[i + 1] is not null))
                continue;
            Append(path, 'M', X(line, i), axis.Y(value + (floor is null ? 0 : floor[i])));
            path.Append("h0");
        }

        return path.ToString();
    }

    /// <summary>Returns a line through neighboring points, with gaps.</summary>
    internal string Line(GraphLine line, ValueAxis axis, double[]? floor)
    {
        var path = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < line.Values.Count; i++)
        {
            if (line.Values[i] is not { } value)
            {
                isOpen = false;
                continue;
            }

            var y = axis.Y(value + (floor is null ? 0 : floor[i]));
            Append(path, isOpen ? 'L' : 'M', X(line, i), y);
            isOpen = true;
        }

        return path.ToString();
    }

    /// <summary>Returns the area between a stacked line and its lower values.</summary>
    internal string Area(GraphLine line, ValueAxis axis, double[] floor)
    {
        var path = new StringBuilder();
        for (var i = 0; i < line.Values.Count; i++)
            Append(path, i == 0 ? 'M' : 'L', X(line, i), axis.Y(floor[i] + (line.Values[i] ?? 0)));
        for (var i = line.Values.Count - 1; i >= 0; i--)
            Append(path, 'L', X(line, i), axis.Y(floor[i]));
        return line.Values.Count == 0 ? "" : path.Append('z').ToString();
    }

    /// <summary>Returns the area of an anomaly detection band.</summary>
    internal string Band(IReadOnlyList<BandDatapoint> band, ValueAxis axis)
    {
        var path = new StringBuilder();
        for (var i = 0; i < band.Count; i++)
            Append(path, i == 0 ? 'M' : 'L', X(band[i].At), axis.Y(band[i].Upper));
        for (var i = band.Count - 1; i >= 0; i--)
            Append(path, 'L', X(band[i].At), axis.Y(band[i].Lower));
        return band.Count == 0 ? "" : path.Append('z').ToString();
    }

    double X(GraphLine line, int index) => X(EpochMinute.ToInstant(line.Start + (index * line.Step)));

    // A first point before the start of the axis is drawn at its left end.
    double X(DateTimeOffset at) => Math.Round(Math.Clamp((at - time.From) / time.Length, 0, 1) * Width, 1);

    static void Append(StringBuilder path, char command, double x, int y) => path.Append(CultureInfo.InvariantCulture, $"{command}{x} {y}");
}
