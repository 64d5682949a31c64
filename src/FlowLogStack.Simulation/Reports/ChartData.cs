using System.Text;
using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The numbers behind the charts of a page as JSON for its script, which shows them at the pointer.</summary>
/// <remarks>Characters that could end a script element or start a tag are escaped in the JSON.</remarks>
sealed class ChartData(TimeAxis time)
{
    // More states are only in the drawing and in the table of changes.
    const int MostStates = 4000;

    readonly List<(string Id, string Unit, Series Series, Threshold Threshold, IReadOnlyList<AlarmTransition>? States)> charts = [];

    /// <summary>Adds a chart.</summary>
    /// <param name="id">Id of the chart in the page.</param>
    /// <param name="unit">Unit of the values: <c>records</c>, <c>bytes</c>, or empty.</param>
    /// <param name="series">The series.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="states">State changes below the chart; null for none.</param>
    public void Add(string id, string unit, Series series, Threshold threshold, IReadOnlyList<AlarmTransition>? states) =>
        charts.Add((id, unit, series, threshold, states));

    /// <summary>Returns the data as JSON.</summary>
    public string ToJson()
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteNumber("from", Seconds(time.From));
            json.WriteNumber("to", Seconds(time.To));
            json.WriteStartObject("charts");
            foreach (var chart in charts)
            {
                json.WriteStartObject(chart.Id);
                json.WriteString("unit", chart.Unit);
                if (chart.Threshold.Comparison is not null)
                    json.WriteString("threshold", chart.Threshold.Text);
                Write(json, chart.Series);
                if (chart.States is { Count: <= MostStates } states)
                    Write(json, states);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();

    static void Write(Utf8JsonWriter json, Series series)
    {
        json.WriteNumber("start", Seconds(series.Start));
        json.WriteNumber("step", (long)series.Step.TotalSeconds);
        json.WriteNumber("perStep", series.DatapointsPerStep);
        json.WriteStartArray("runs");
        foreach (var (index, length) in Runs(series.Buckets))
        {
            json.WriteNumberValue(index);
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        Values(json, "values", series.Buckets, bucket => bucket.Value);
        Values(json, "breaches", series.Buckets.Select((bucket, index) => (bucket, index)).Where(entry => entry.bucket.Breaches), entry => entry.index);
        if (series.Buckets.Any(bucket => bucket.Band is not null))
        {
            Values(json, "lower", series.Buckets, bucket => bucket.Band?.Lower);
            Values(json, "upper", series.Buckets, bucket => bucket.Band?.Upper);
        }

        if (series.DatapointsPerStep == 1)
            return;
        Values(json, "at", series.Buckets, bucket => (bucket.At - series.Start).TotalSeconds - (bucket.Index * series.Step.TotalSeconds));
        Values(json, "lowest", series.Buckets, bucket => bucket.Lowest);
        Values(json, "highest", series.Buckets, bucket => bucket.Highest);
        Values(json, "datapoints", series.Buckets, bucket => bucket.Datapoints);
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<AlarmTransition> states)
    {
        json.WriteStartArray("states");
        foreach (var (at, state) in states)
        {
            json.WriteNumberValue(Seconds(at));
            json.WriteNumberValue((int)state);
        }

        json.WriteEndArray();
    }

    static void Values<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, double?> value)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            if (value(item) is { } number && double.IsFinite(number))
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    static IEnumerable<(int Index, int Length)> Runs(IReadOnlyList<SeriesBucket> buckets)
    {
        for (int from = 0, to; from < buckets.Count; from = to)
        {
            for (to = from + 1; to < buckets.Count && buckets[to].Index == buckets[to - 1].Index + 1; to++)
            {
            }

            yield return (buckets[from].Index, to - from);
        }
    }
}
