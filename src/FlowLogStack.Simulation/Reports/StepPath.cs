using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>Path data for areas, bands and blocks in steps. One unit is the width of a step.</summary>
static class StepPath
{
    /// <summary>Returns an area from the bottom to each step's value, with gaps for steps without data.</summary>
    public static string Area(IEnumerable<SeriesBucket> buckets, ValueAxis axis)
    {
        var path = new StringBuilder();
        var next = int.MinValue;
        var y = 0;
        var width = 0;
        foreach (var bucket in buckets)
        {
            var top = axis.Y(bucket.Value);
            if (bucket.Index != next)
            {
                Close(path, width, axis);
                path.Append(CultureInfo.InvariantCulture, $"M{bucket.Index} {axis.Y(0)}V{top}");
                width = 0;
            }
            else if (top != y)
            {
                path.Append(CultureInfo.InvariantCulture, $"h{width}V{top}");
                width = 0;
            }

            y = top;
            width++;
            next = bucket.Index + 1;
        }

        Close(path, width, axis);
        return path.ToString();
    }

    /// <summary>Returns the band between two values of each step.</summary>
    public static string Band(IReadOnlyList<SeriesBucket> buckets, ValueAxis axis)
    {
        var path = new StringBuilder();
        for (int from = 0, to; from < buckets.Count; from = to)
        {
            to = from + 1;
            if (buckets[from].Band is null)
                continue;
            while (to < buckets.Count && buckets[to].Index == buckets[to - 1].Index + 1 && buckets[to].Band is not null)
                to++;
            path.Append(CultureInfo.InvariantCulture, $"M{buckets[from].Index} {axis.Y(buckets[from].Band!.Value.Upper)}");
            for (var index = from; index < to; index++)
                path.Append(CultureInfo.InvariantCulture, $"V{axis.Y(buckets[index].Band!.Value.Upper)}h1");
            for (var index = to - 1; index >= from; index--)
                path.Append(CultureInfo.InvariantCulture, $"V{axis.Y(buckets[index].Band!.Value.Lower)}h-1");
            path.Append('z');
        }

        return path.ToString();
    }

    /// <summary>Returns blocks of full height for steps with data.</summary>
    public static string Presence(IReadOnlyList<SeriesBucket> buckets)
    {
        var path = new StringBuilder();
        for (int from = 0, to; from < buckets.Count; from = to)
        {
            for (to = from + 1; to < buckets.Count && buckets[to].Index == buckets[to - 1].Index + 1; to++)
            {
            }

            path.Append(CultureInfo.InvariantCulture, $"M{buckets[from].Index} 0h{to - from}v{ValueAxis.Height}h-{to - from}z");
        }

        return path.ToString();
    }

    static void Close(StringBuilder path, int width, ValueAxis axis)
    {
        if (width > 0)
            path.Append(CultureInfo.InvariantCulture, $"h{width}V{axis.Y(0)}");
    }
}
