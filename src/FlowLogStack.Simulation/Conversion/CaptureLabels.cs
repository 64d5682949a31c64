using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>
/// Writes the labels of converted connections as CSV of <see cref="AttackLabel"/>: times of one label and host are one row until five minutes pass without it.
/// </summary>
/// <remarks>Memory is bounded: with more than 100,000 labels and hosts at once, rows are cut.</remarks>
/// <param name="output">Receives the rows; not disposed.</param>
sealed class CaptureLabels(TextWriter output)
{
    static readonly long Gap = (long)AttackLabel.Gap.TotalSeconds;
    const int MostOpen = 100_000;

    readonly Dictionary<(string Kind, FlowAddress Host), (long From, long To)> open = [];
    bool hasHeader;

    /// <summary>The rows that were written.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds a time of a label.</summary>
    /// <param name="kind">The label.</param>
    /// <param name="host">The monitored host.</param>
    /// <param name="from">The first second since 1970.</param>
    /// <param name="to">The last second since 1970.</param>
    internal void Add(string kind, FlowAddress host, long from, long to)
    {
        var key = (kind, host);
        if (open.TryGetValue(key, out var time))
        {
            if (from <= time.To + Gap && to >= time.From - Gap)
            {
                open[key] = (Math.Min(from, time.From), Math.Max(to, time.To));
                return;
            }

            Write(key, time);
        }
        else if (open.Count == MostOpen)
        {
            WriteAll();
        }

        open[key] = (from, to);
    }

    /// <summary>Writes what is left, and the header where no row came before.</summary>
    public void Finish()
    {
        WriteHeader();
        WriteAll();
        output.Flush();
    }

    void WriteAll()
    {
        foreach (var (key, time) in open.OrderBy(entry => entry.Value.From).ThenBy(entry => entry.Key.Kind, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Host))
            Write(key, time);
        open.Clear();
    }

    void Write((string Kind, FlowAddress Host) key, (long From, long To) time)
    {
        WriteHeader();
        Rows++;
        output.WriteLine($"{TextOf(time.From)},{TextOf(time.To + 1)},{Cell(key.Kind)},{key.Host}");
    }

    void WriteHeader()
    {
        if (!hasHeader)
            output.WriteLine(AttackLabel.Header);
        hasHeader = true;
    }

    static string TextOf(long seconds) => TrafficPlan.ToText(DateTimeOffset.FromUnixTimeSeconds(seconds));

    static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
