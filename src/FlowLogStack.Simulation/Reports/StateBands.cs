using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>
/// The states of an alarm along a time axis, distinguished by shape and color: a block for ALARM, a line for OK, a dashed line for
/// INSUFFICIENT_DATA.
/// </summary>
sealed class StateBands
{
    // A finer resolution than any screen, with a limited page size for any number of state changes.
    const int Columns = 4000;

    readonly TimeAxis axis;
    readonly List<(DateTimeOffset From, DateTimeOffset To, AlarmState State)> runs = [];

    /// <summary>Creates the states of an alarm that starts with <see cref="AlarmState.InsufficientData"/>.</summary>
    public StateBands(IReadOnlyList<AlarmTransition> transitions, TimeAxis axis)
    {
        this.axis = axis;
        var from = axis.From;
        var state = AlarmState.InsufficientData;
        foreach (var transition in transitions)
        {
            if (transition.At > from)
                runs.Add((from, transition.At, state));
            (from, state) = (transition.At > from ? transition.At : from, transition.State);
        }

        if (axis.To > from)
            runs.Add((from, axis.To, state));
    }

    /// <summary>Draws the strip of states.</summary>
    public void Write(HtmlWriter html)
    {
        html.Write($"<svg class=\"states timed\" aria-hidden=\"true\" viewBox=\"0 0 {Columns} 10\" preserveAspectRatio=\"none\">");
        Line(html, "state-insufficient", AlarmState.InsufficientData);
        Line(html, "state-ok", AlarmState.Ok);
        var blocks = Blocks();
        if (blocks.Length > 0)
            html.Write($"<path class=\"state-alarm\" d=\"{blocks}\"/>");
        html.Write($"</svg>");
    }

    /// <summary>Draws the periods in <c>ALARM</c> over the height of a chart, behind its series.</summary>
    public void WriteShade(HtmlWriter html)
    {
        var blocks = Blocks();
        if (blocks.Length > 0)
            html.Write($"<svg viewBox=\"0 0 {Columns} 10\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\"><path class=\"shade\" "
                + $"d=\"{blocks}\"/></svg>");
    }

    void Line(HtmlWriter html, string style, AlarmState state)
    {
        var path = new StringBuilder();
        foreach (var (from, to) in Spans(state))
            path.Append(CultureInfo.InvariantCulture, $"M{from} 5h{Math.Max(1, to - from)}");
        if (path.Length > 0)
            html.Write($"<path class=\"{style}\" d=\"{path.ToString()}\"/>");
    }

    string Blocks()
    {
        var path = new StringBuilder();
        foreach (var (from, to) in Spans(AlarmState.Alarm))
        {
            var width = Math.Max(1, to - from);
            path.Append(CultureInfo.InvariantCulture, $"M{from} 0h{width}v10h-{width}z");
        }

        return path.ToString();
    }

    // Adjacent states in one column are drawn as one. A state shorter than a column still has one.
    IEnumerable<(int From, int To)> Spans(AlarmState state)
    {
        (int From, int To)? open = null;
        foreach (var run in runs.Where(run => run.State == state))
        {
            var from = (int)(axis.Percent(run.From) * Columns / 100);
            var to = Math.Max(from + 1, (int)(axis.Percent(run.To) * Columns / 100));
            if (open is { } before && from <= before.To)
            {
                open = (before.From, Math.Max(before.To, to));
                continue;
            }

            if (open is { } done)
                yield return done;
            open = (from, to);
        }

        if (open is { } last)
            yield return last;
    }
}
