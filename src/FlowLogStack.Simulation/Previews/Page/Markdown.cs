using System.Text.RegularExpressions;

namespace FlowLogStack.Simulation;

/// <summary>Draws the subset of Markdown that text widgets use. Everything else is plain text, and all text is escaped.</summary>
/// <remarks>Headings, lists, tables, rules, fenced code; strong, emphasis, code, and links to http, https and anchors of the page.</remarks>
sealed partial class Markdown(HtmlWriter html, Func<string, string> linkTo)
{
    const string Button = "button:";

    /// <summary>Draws a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstLevel">Heading level of the page for the largest heading.</param>
    internal void Write(string text, int firstLevel)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at].Trim();
            if (line.Length == 0)
                at++;
            else if (line.StartsWith("```", StringComparison.Ordinal))
                at = WriteCode(lines, at);
            else if (Heading().Match(line) is { Success: true } heading)
                at = WriteHeading(heading, firstLevel, at);
            else if (Rule().IsMatch(line))
                at = WriteRule(at);
            else if (line.StartsWith('|') && at + 1 < lines.Length && Divider().IsMatch(lines[at + 1]))
                at = WriteTable(lines, at);
            else if (Item().IsMatch(line))
                at = WriteList(lines, at);
            else
                at = WriteParagraph(lines, at);
        }
    }

    static List<string> Cells(string row) => [.. UnescapedBar().Split(row.Trim().Trim('|'))
        .Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim())];

    static bool IsProse(string line) =>
        line.Length > 0 && !line.StartsWith("```", StringComparison.Ordinal) && !line.StartsWith('|') && !Heading().IsMatch(line) && !Rule().IsMatch(line)
            && !Item().IsMatch(line);

    int WriteHeading(Match heading, int firstLevel, int at)
    {
        // Tag names contain only a number between 2 and 6.
        var tag = $"h{Math.Clamp(firstLevel - 1 + heading.Groups["marks"].Length, 2, 6)}";
        html.WriteMarkup($"<{tag}>");
        WriteSpans(heading.Groups["text"].Value);
        html.WriteMarkup($"</{tag}>");
        return at + 1;
    }

    int WriteRule(int at)
    {
        html.WriteMarkup("<hr>");
        return at + 1;
    }

    int WriteCode(string[] lines, int at)
    {
        html.WriteMarkup("<pre><code>");
        for (at++; at < lines.Length && !lines[at].TrimStart().StartsWith("```", StringComparison.Ordinal); at++)
            html.Write($"{lines[at]}\n");
        html.WriteMarkup("</code></pre>");
        return at + 1;
    }

    int WriteTable(string[] lines, int at)
    {
        html.WriteMarkup("<table><thead><tr>");
        foreach (var cell in Cells(lines[at]))
        {
            html.WriteMarkup("<th scope=\"col\">");
            WriteSpans(cell);
            html.WriteMarkup("</th>");
        }

        html.WriteMarkup("</tr></thead><tbody>");
        for (at += 2; at < lines.Length && lines[at].TrimStart().StartsWith('|'); at++)
        {
            html.WriteMarkup("<tr>");
            foreach (var cell in Cells(lines[at]))
            {
                html.WriteMarkup("<td>");
                WriteSpans(cell);
                html.WriteMarkup("</td>");
            }

            html.WriteMarkup("</tr>");
        }

        html.WriteMarkup("</tbody></table>");
        return at;
    }

    int WriteList(string[] lines, int at)
    {
        var tag = char.IsAsciiDigit(lines[at].TrimStart()[0]) ? "ol" : "ul";
        html.WriteMarkup($"<{tag}>");
        for (; at < lines.Length && Item().Match(lines[at].Trim()) is { Success: true } item; at++)
        {
            html.WriteMarkup("<li>");
            WriteSpans(item.Groups["text"].Value);
            html.WriteMarkup("</li>");
        }

        html.WriteMarkup($"</{tag}>");
        return at;
    }

    int WriteParagraph(string[] lines, int at)
    {
        html.WriteMarkup("<p>");
        var first = at;
        do
        {
            if (at > first)
                html.WriteMarkup("\n");
            WriteSpans(lines[at++].Trim());
        }
        while (at < lines.Length && IsProse(lines[at].Trim()));
        html.WriteMarkup("</p>");
        return at;
    }

    void WriteSpans(string text)
    {
        var at = 0;
        foreach (Match span in Span().Matches(text))
        {
            html.Write($"{text[at..span.Index]}");
            at = span.Index + span.Length;
            if (span.Groups["code"] is { Success: true } code)
                html.Write($"<code>{code.Value}</code>");
            else if (span.Groups["strong"] is { Success: true } strong)
                WriteNested("strong", strong.Value);
            else if (span.Groups["emphasis"] is { Success: true } emphasis)
                WriteNested("em", emphasis.Value);
            else if (span.Groups["escaped"] is { Success: true } escaped)
                html.Write($"{escaped.Value}");
            else
                WriteLink(span.Groups["words"].Value, span.Groups["address"].Value);
        }

        html.Write($"{text[at..]}");
    }

    void WriteNested(string tag, string text)
    {
        html.WriteMarkup($"<{tag}>");
        WriteSpans(text);
        html.WriteMarkup($"</{tag}>");
    }

    void WriteLink(string words, string address)
    {
        var isButton = words.StartsWith(Button, StringComparison.Ordinal);
        words = isButton ? words[(words.IndexOf(':', StringComparison.Ordinal) + 1)..] : words;
        address = linkTo(address.Split(' ')[0]);
        // URLs that could run a script, such as javascript:, stay text.
        var isSafe = address.StartsWith('#') || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (!isSafe)
        {
            html.Write($"{words}");
            return;
        }

        html.Write($"<a href=\"{address}\" rel=\"noreferrer\"");
        html.WriteMarkup(isButton ? " class=\"link-button\">" : ">");
        WriteSpans(words);
        html.WriteMarkup("</a>");
    }

    [GeneratedRegex(@"^(?<marks>#{1,6})\s+(?<text>.*?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(-{3,}|\*{3,}|_{3,})$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*\|?[\s:|-]*-[\s:|-]*$")]
    private static partial Regex Divider();

    [GeneratedRegex(@"^([-*+]|\d+[.)])\s+(?<text>.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedBar();

    // Console URLs contain balanced parentheses.
    [GeneratedRegex(@"`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|__(?<strong>.+?)__|"
        + @"(?<![\w*])\*(?<emphasis>[^*\s][^*]*)\*|(?<!\w)_(?<emphasis>[^_\s][^_]*)_(?!\w)|"
        + @"\[(?<words>[^\]]*)\]\((?<address>(?:[^()]|\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))*)\)|"
        + @"\\(?<escaped>[\\`*_\[\]()#|])", RegexOptions.None, 1000)]
    private static partial Regex Span();
}
