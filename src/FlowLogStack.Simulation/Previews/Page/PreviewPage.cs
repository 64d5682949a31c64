using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>
/// A preview as one self-contained HTML page, without network access or other files. It is readable without a script and printable. The same result
/// has the same bytes.
/// </summary>
static class PreviewPage
{
    const string DashboardAddress = "#dashboards/dashboard/";

    /// <summary>Writes the page.</summary>
    /// <param name="result">The preview.</param>
    /// <param name="output">Receives the page as UTF-8. The stream stays open.</param>
    public static void Render(PreviewResult result, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Render(result, writer);
    }

    /// <summary>Writes the page.</summary>
    /// <param name="result">The preview.</param>
    /// <param name="output">Receives the page. It must be encoded as UTF-8, which the page declares.</param>
    public static void Render(PreviewResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var from = result.From ?? DateTimeOffset.UnixEpoch;
        var time = new TimeAxis(from, result.To ?? from);
        var data = new PreviewData(time);
        PageTemplate.Write(new HtmlWriter(output), "preview.html", new Dictionary<string, Action<HtmlWriter>>
        {
            ["title"] = html => html.Write($"Preview of {result.Template}"),
            ["styles"] = html => html.WriteMarkup(PageTemplate.Read("page.css") + PageTemplate.Read("charts.css") + PageTemplate.Read("preview.css")),
            ["summary"] = html => WriteSummary(html, result),
            ["tabs"] = html => WriteTabs(html, result),
            ["dashboards"] = html => WriteDashboards(html, result, time, data),
            ["notes"] = html => WriteNotes(html, result),
            ["data"] = html => html.WriteMarkup(data.ToJson()),
            ["scripts"] = html => html.WriteMarkup(PageTemplate.Read("preview.js") + PageTemplate.Read("theme.js")),
        });
    }

    static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"dashboard-{index + 1}");

    static void WriteSummary(HtmlWriter html, PreviewResult result)
    {
        html.Write($"<p class=\"facts\"><span>{result.Template}</span>");
        if (result is { From: { } from, To: { } to })
        {
            html.Write($"<span>{TimeText.Range(from, to)} UTC</span>");
        }

        html.Write($"<span>{NumberText.Plural(result.Records, "record")}</span>");
        if (result.RejectedLines > 0)
            html.Write($"<span>{NumberText.Plural(result.RejectedLines, "malformed line")}</span>");
        html.Write($"</p>");
    }

    static void WriteTabs(HtmlWriter html, PreviewResult result)
    {
        for (var i = 0; i < result.Dashboards.Count; i++)
            html.Write($"<a href=\"#{IdOf(i)}\">{result.Dashboards[i].Name}</a>");
    }

    static void WriteDashboards(HtmlWriter html, PreviewResult result, TimeAxis time, PreviewData data)
    {
        // A link to another dashboard of the page leads to it, as in the console.
        string LinkTo(string address)
        {
            var at = address.IndexOf(DashboardAddress, StringComparison.Ordinal);
            var index = at < 0 ? -1 : result.Dashboards.ToList()
                .FindIndex(dashboard => dashboard.Name == Uri.UnescapeDataString(address[(at + DashboardAddress.Length)..].Split('?')[0]));
            return index < 0 ? address : $"#{IdOf(index)}";
        }

        var card = new WidgetCard(html, time, data, LinkTo);
        for (var i = 0; i < result.Dashboards.Count; i++)
        {
            var dashboard = result.Dashboards[i];
            html.Write($"<section class=\"dashboard\" id=\"{IdOf(i)}\" aria-labelledby=\"{IdOf(i)}-name\"><h2 class=\"dashboard-name\" "
                + $"id=\"{IdOf(i)}-name\">{dashboard.Name}</h2><div class=\"board\">");
            for (var widget = 0; widget < dashboard.Widgets.Count; widget++)
                card.Write(dashboard.Widgets[widget], string.Create(CultureInfo.InvariantCulture, $"{IdOf(i)}-{widget + 1}"));
            html.Write($"</div></section>");
        }
    }

    static void WriteNotes(HtmlWriter html, PreviewResult result)
    {
        if (result.Notes.Count == 0)
            return;
        html.Write($"<section class=\"notes\" aria-labelledby=\"notes\"><h2 id=\"notes\">Limitations</h2><ul>");
        foreach (var note in result.Notes)
            html.Write($"<li>{note}</li>");
        html.Write($"</ul></section>");
    }
}
