using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>A review as one HTML page without scripts and external files.</summary>
public static class ReviewPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="result">The review.</param>
    /// <param name="stream">Receives the page in UTF-8. The stream isn't disposed.</param>
    public static void Write(ReviewResult result, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        var html = new HtmlWriter(writer);
        var title = $"Review: {ReviewSentences.Verdict(result)}";
        html.WriteMarkup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
            + "initial-scale=1\">\n");
        html.Write($"<title>{title}</title>\n<style>\n");
        html.WriteMarkup(Styles());
        html.WriteMarkup("</style>\n</head>\n<body>\n<main>\n");
        html.Write($"<h1>{title}</h1>\n<p><code>{result.Before}</code> → "
            + $"<code>{result.After}</code>{(ReviewSentences.Counts(result) is { Length: > 0 } counts ? $": {counts}" : "")}.</p>\n");
        foreach (var stack in result.Stacks)
            Write(html, stack, result.Stacks.Count > 1);
        html.WriteMarkup("</main>\n</body>\n</html>\n");
    }

    static void Write(HtmlWriter html, StackReview stack, bool isNamed)
    {
        if (isNamed)
            html.Write($"<h2>Stack <code>{stack.Stack}</code></h2>\n");
        foreach (var section in Enum.GetValues<ReviewSection>())
        {
            var findings = stack.Findings.Where(finding => finding.Rule.Section == section).ToList();
            var cost = section is ReviewSection.Cost ? stack.Cost : null;
            var limits = section is ReviewSection.Limits ? stack.Limits : [];
            if (findings.Count == 0 && cost is null && limits.Count == 0)
                continue;
            Heading(html, isNamed, ReviewSentences.TitleOf(section));
            foreach (var finding in findings)
                Write(html, finding);
            if (cost is not null)
                Write(html, cost);
            if (limits.Count > 0)
                Table(html, ["count", "before", "after", "possible"], limits
                    .Select(limit => new[] { limit.Name, ReviewSentences.Number(limit.Before), ReviewSentences.Number(limit.After),
                    ReviewSentences.Number(limit.Maximum) }));
        }

        var notes = stack.Ignored.Concat(stack.Notes).ToList();
        if (notes.Count == 0)
            return;
        Heading(html, isNamed, "Not compared");
        List(html, notes);
    }

    static void Heading(HtmlWriter html, bool isNamed, string title)
    {
        if (isNamed)
            html.Write($"<h3>{title}</h3>\n");
        else
            html.Write($"<h2>{title}</h2>\n");
    }

    static void Write(HtmlWriter html, ReviewFinding finding)
    {
        var severity = ReviewSentences.NameOf(finding.Severity);
        html.Write($"<section class=\"finding {severity}\">\n<p><span class=\"severity\">{severity}</span> ");
        Sentence(html, finding.Title);
        html.Write($"</p>\n<p class=\"rule\">{finding.Rule.Id}{(finding.LogicalId.Length > 0 ? $" · {finding.LogicalId}" : "")}</p>\n");
        List(html, finding.Fix is null ? finding.Details : [.. finding.Details, $"Fix: {finding.Fix}"]);
        if (finding.Evidence.Count > 0)
        {
            html.Write($"<details><summary>{string.Join(", ", finding.Evidence.Select(evidence => evidence.Label))}</summary>\n<pre>");
            foreach (var evidence in finding.Evidence)
            {
                html.Write($"# {evidence.Label}\n");
                foreach (var line in LineDiff.Of(evidence.Before, evidence.After))
                {
                    if (line[0] == ' ')
                        html.Write($"{line}\n");
                    else
                        html.Write($"<span class=\"{(line[0] == '-' ? "minus" : "plus")}\">{line}</span>\n");
                }
            }

            html.WriteMarkup("</pre></details>\n");
        }

        html.WriteMarkup("</section>\n");
    }

    static void Write(HtmlWriter html, ReviewCost cost)
    {
        html.Write($"<p>{ReviewSentences.CostTitle(cost)}</p>\n");
        if (cost.Items.Count > 0)
            Table(html, ["USD a month", "before", "after"], cost.Items
                .Select(item => new[] { item.Kind, ReviewSentences.Dollars(item.Before), ReviewSentences.Dollars(item.After) }));
        List(html, cost.Notes);
    }

    static void Table(HtmlWriter html, string[] titles, IEnumerable<string[]> rows)
    {
        html.WriteMarkup("<table>\n<thead><tr>");
        foreach (var title in titles)
            html.Write($"<th scope=\"col\">{title}</th>");
        html.WriteMarkup("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.WriteMarkup("<tr>");
            foreach (var cell in row)
                html.Write($"<td>{cell}</td>");
            html.WriteMarkup("</tr>\n");
        }

        html.WriteMarkup("</tbody>\n</table>\n");
    }

    static void List(HtmlWriter html, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
            return;
        html.WriteMarkup("<ul>\n");
        foreach (var sentence in sentences)
        {
            html.WriteMarkup("<li>");
            Sentence(html, sentence);
            html.WriteMarkup("</li>\n");
        }

        html.WriteMarkup("</ul>\n");
    }

    static void Sentence(HtmlWriter html, string sentence)
    {
        foreach (var (text, isCode) in Markup.Parts(sentence))
        {
            if (isCode)
                html.Write($"<code>{text}</code>");
            else
                html.Write($"{text}");
        }
    }

    static string Styles()
    {
        using var stream = typeof(ReviewPage).Assembly.GetManifestResourceStream("review.css")
            ?? throw new InvalidOperationException("The library was built without its file 'review.css'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
