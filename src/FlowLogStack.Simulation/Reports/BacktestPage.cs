using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>
/// A backtest as one self-contained HTML page, without network access or other files. It is readable without a script and printable. The same result
/// has the same bytes.
/// </summary>
static class BacktestPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="output">Receives the page as UTF-8. The stream stays open.</param>
    /// <param name="comparison">Comparison with another template. Default: null (none).</param>
    public static void Render(BacktestResult result, Stream output, BacktestComparison? comparison = null) =>
        Render(result, output, new BacktestPageOptions { Comparison = comparison });

    /// <summary>Writes the page.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="output">Receives the page as UTF-8. The stream stays open.</param>
    /// <param name="options">Further content of the page.</param>
    public static void Render(BacktestResult result, Stream output, BacktestPageOptions options)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Render(result, writer, options);
    }

    /// <summary>Writes the page.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="output">Receives the page. It must be encoded as UTF-8, which the page declares.</param>
    /// <param name="comparison">Comparison with another template. Default: null (none).</param>
    public static void Render(BacktestResult result, TextWriter output, BacktestComparison? comparison = null) =>
        Render(result, output, new BacktestPageOptions { Comparison = comparison });

    /// <summary>Writes the page.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="output">Receives the page. It must be encoded as UTF-8, which the page declares.</param>
    /// <param name="options">Further content of the page.</param>
    public static void Render(BacktestResult result, TextWriter output, BacktestPageOptions options)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        var from = result.From ?? DateTimeOffset.UnixEpoch;
        var axis = new TimeAxis(from, result.To ?? from);
        var review = new AttackReview(options.Attacks, result.Alarms);
        var attacks = new AttackBands(review, axis);
        var alarms = AlarmRanking.Sort(result.Alarms.Select((alarm, index) => new AlarmView(alarm, index, axis, review, attacks)));
        var traffic = new TrafficView(result.Traffic, axis, attacks);
        var data = new ChartData(axis);
        foreach (var alarm in alarms)
            alarm.AddTo(data, axis);
        traffic.AddTo(data);

        PageTemplate.Write(new HtmlWriter(output), "backtest.html", new Dictionary<string, Action<HtmlWriter>>
        {
            ["title"] = html => html.Write($"{Finding.Headline(result, review)} {result.Template}"),
            ["styles"] = html => html.WriteMarkup(PageTemplate.Read("page.css") + PageTemplate.Read("charts.css") + PageTemplate.Read("backtest.css")),
            ["bands"] = attacks.WriteDefinition,
            ["summary"] = html => SummarySection.Write(html, result, review),
            ["overview"] = html => OverviewSection.Write(html, alarms, axis, attacks),
            ["attack-key"] = attacks.WriteKey,
            ["attacks"] = html => AttackSection.Write(html, result, review, alarms),
            ["comparison"] = html =>
            {
                if (options.Comparison is { } comparison)
                    ComparisonSection.Write(html, comparison, alarms);
            },
            ["accounts"] = html => AccountSection.Write(html, result),
            ["next"] = html => NextStepSection.Write(html, alarms, review),
            ["alarms"] = html => AlarmSection.WriteAll(html, alarms, axis),
            ["traffic"] = traffic.Write,
            ["remarks"] = html => RemarksSection.Write(html, result),
            ["data"] = html => html.WriteMarkup(data.ToJson()),
            ["scripts"] = html => html.WriteMarkup(PageTemplate.Read("charts.js") + PageTemplate.Read("theme.js") + PageTemplate.Read("backtest.js")),
        });
    }
}
