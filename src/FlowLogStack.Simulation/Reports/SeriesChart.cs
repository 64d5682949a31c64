using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>
/// A chart of a series over time as SVG that scales to any width: texts and marks have positions in percent, and only the series itself is scaled.
/// Time without data is hatched.
/// </summary>
sealed class SeriesChart
{
    /// <summary>Time axis.</summary>
    public required TimeAxis Time { get; init; }

    /// <summary>Value axis.</summary>
    public required ValueAxis Values { get; init; }

    /// <summary>The series to draw.</summary>
    public required Series Series { get; init; }

    /// <summary>States below the chart, with the periods in <c>ALARM</c> shaded. Default: null (none).</summary>
    public StateBands? States { get; init; }

    /// <summary>Bands of known attacks. Default: null (none).</summary>
    public AttackBands? Attacks { get; init; }

    /// <summary>Threshold line. Default: none.</summary>
    public Threshold Threshold { get; init; }

    /// <summary>Second line with the suggested threshold. Default: null (none).</summary>
    public double? SuggestedThreshold { get; init; }

    /// <summary>Format of the value axis labels. Default: three significant digits.</summary>
    public Func<double, string> Mark { get; init; } = NumberText.Short;

    /// <summary>Color of the series, as the suffix of a class name. Default: metric.</summary>
    public string Tone { get; init; } = "metric";

    string ViewBox
    {
        get
        {
            var start = (Time.From - Series.Start) / Series.Step;
            var width = Time.Length / Series.Step;
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(start, 4)} 0 {Math.Round(width, 4)} {ValueAxis.Height}");
        }
    }

    /// <summary>Draws a sparkline, and defines its paths for later use by the chart.</summary>
    /// <param name="html">Receives the markup.</param>
    /// <param name="id">Prefix of the paths' ids.</param>
    public void WriteSpark(HtmlWriter html, string id)
    {
        html.Write($"<svg class=\"spark timed\" aria-hidden=\"true\">");
        WriteGround(html);
        html.Write($"<svg viewBox=\"{ViewBox}\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">");
        WritePaths(html, id);
        html.Write($"</svg></svg>");
    }

    /// <summary>Draws the complete chart: axis labels, plot, states and time.</summary>
    /// <param name="html">Receives the markup.</param>
    /// <param name="id">Id of the chart and of its data in <see cref="ChartData"/>.</param>
    /// <param name="label">Description for screen readers.</param>
    /// <param name="isDrawn">Whether a sparkline has defined the series' paths under this id.</param>
    public void Write(HtmlWriter html, string id, string label, bool isDrawn)
    {
        html.Write($"<div class=\"chart tone-{Tone}\"><div class=\"chart-y\" aria-hidden=\"true\">");
        foreach (var tick in Values.Ticks)
            html.Write($"<span style=\"top:{Values.Percent(tick):0.##}%\">{Mark(tick)}</span>");
        html.Write($"</div><div class=\"plot\" data-chart=\"{id}\" role=\"img\" aria-label=\"{label}\"><svg class=\"series timed\" aria-hidden=\"true\">");
        WriteGround(html);
        WriteGrid(html);
        html.Write($"<svg viewBox=\"{ViewBox}\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">");
        if (isDrawn)
            html.Write($"<use href=\"#{id}-series\"/>");
        else
            WritePaths(html, id);
        html.Write($"</svg></svg>");
        Attacks?.Write(html);
        WriteThresholds(html);
        States?.Write(html);
        html.Write($"<div class=\"hair\"></div></div>");
        WriteTime(html, Time);
        html.Write($"</div>");
    }

    /// <summary>Writes the labels of a time axis below a plot.</summary>
    public static void WriteTime(HtmlWriter html, TimeAxis time)
    {
        html.Write($"<div class=\"chart-x\" aria-hidden=\"true\">");
        foreach (var tick in time.Ticks)
        {
            var end = tick.Percent < 3 ? " start" : tick.Percent > 97 ? " end" : "";
            html.Write($"<span class=\"t{tick.Level}{end}\" style=\"left:{tick.Percent:0.###}%\">{tick.Label}</span>");
        }

        html.Write($"</div>");
    }

    void WriteGround(HtmlWriter html)
    {
        html.Write($"<rect class=\"missing\" width=\"100%\" height=\"100%\"/>");
        var presence = StepPath.Presence(Series.Buckets);
        if (presence.Length > 0)
            html.Write($"<svg viewBox=\"{ViewBox}\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\"><path class=\"known\" "
                + $"d=\"{presence}\"/></svg>");
        States?.WriteShade(html);
    }

    void WriteGrid(HtmlWriter html)
    {
        foreach (var tick in Time.Ticks.Where(tick => tick is { Level: < 2, Percent: > 0 and < 100 }))
            html.Write($"<line class=\"grid at g{tick.Level}{(tick.IsMidnight ? " midnight" : "")}\" x1=\"{tick.Percent:0.###}%\" "
                + $"x2=\"{tick.Percent:0.###}%\" y1=\"0\" y2=\"100%\"/>");
        foreach (var tick in Values.Ticks)
            html.Write($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{Values.Percent(tick):0.##}%\" y2=\"{Values.Percent(tick):0.##}%\"/>");
    }

    void WritePaths(HtmlWriter html, string id)
    {
        var band = StepPath.Band(Series.Buckets, Values);
        html.Write($"<g id=\"{id}-series\"{(band.Length > 0 ? " class=banded" : "")}>");
        if (band.Length > 0)
            html.Write($"<path class=\"band\" d=\"{band}\"/>");
        html.Write($"<path class=\"area\" d=\"{StepPath.Area(Series.Buckets, Values)}\"/>");
        var breaches = StepPath.Area(Series.Buckets.Where(bucket => bucket.Breaches), Values);
        if (breaches.Length > 0)
            html.Write($"<path class=\"breach\" d=\"{breaches}\"/>");
        html.Write($"</g>");
    }

    void WriteThresholds(HtmlWriter html)
    {
        if (SuggestedThreshold is null && Threshold.Value is null)
            return;
        html.Write($"<svg class=\"limits\" aria-hidden=\"true\">");
        if (SuggestedThreshold is { } suggested)
        {
            var y = Values.Percent(suggested);
            html.Write($"<line class=\"suggested\" x1=\"0\" x2=\"100%\" y1=\"{y:0.##}%\" y2=\"{y:0.##}%\"/><text class=\"mark\" x=\"6\" y=\"{y:0.##}%\" "
                + $"dy=\"{(y < 12 ? 13 : -4)}\">suggested {NumberText.Exact(suggested)}</text>");
        }

        if (Threshold.Value is { } threshold)
        {
            var y = Values.Percent(threshold);
            html.Write($"<line class=\"threshold\" x1=\"0\" x2=\"100%\" y1=\"{y:0.##}%\" y2=\"{y:0.##}%\"/><text class=\"mark\" x=\"100%\" dx=\"-6\" "
                + $"y=\"{y:0.##}%\" dy=\"{(y < 12 ? 13 : -4)}\" text-anchor=\"end\">{Threshold.Text}</text>");
        }

        html.Write($"</svg>");
    }
}
