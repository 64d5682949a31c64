using System.Text;

namespace FlowLogStack.Review;

/// <summary>A review as one page of Markdown for a pull request.</summary>
public static class ReviewMarkdown
{
    const string Special = "\\*_[]<>#|~&";

    /// <summary>Writes the page.</summary>
    /// <param name="result">The review.</param>
    /// <param name="output">Receives the page.</param>
    public static void Write(ReviewResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"# Review: {ReviewSentences.Verdict(result)}\n\n");
        output.Write($"{Text(Markup.Code(result.Before))} → {Text(Markup.Code(result.After))}");
        var counts = ReviewSentences.Counts(result);
        output.Write(counts.Length > 0 ? $": {counts}.\n" : ".\n");
        foreach (var stack in result.Stacks)
            Write(stack, result.Stacks.Count > 1, output);
    }

    static void Write(StackReview stack, bool isNamed, TextWriter output)
    {
        var level = "##";
        if (isNamed)
        {
            output.Write($"\n## Stack {Text(Markup.Code(stack.Stack))}\n");
            level = "###";
        }

        foreach (var section in Enum.GetValues<ReviewSection>())
        {
            var findings = stack.Findings.Where(finding => finding.Rule.Section == section).ToList();
            var hasTable = section is ReviewSection.Cost && stack.Cost is not null || section is ReviewSection.Limits && stack.Limits.Count > 0;
            if (findings.Count == 0 && !hasTable)
                continue;
            output.Write($"\n{level} {ReviewSentences.TitleOf(section)}\n\n");
            foreach (var finding in findings)
                Write(finding, output);
            if (section is ReviewSection.Cost && stack.Cost is { } cost)
                Write(cost, output);
            if (section is ReviewSection.Limits)
                Write(stack.Limits, output);
        }

        var notes = stack.Ignored.Concat(stack.Notes).ToList();
        if (notes.Count == 0)
            return;
        output.Write($"\n{level} Not compared\n\n");
        foreach (var note in notes)
            output.Write($"- {Text(note)}\n");
    }

    static void Write(ReviewFinding finding, TextWriter output)
    {
        output.Write($"- **{ReviewSentences.NameOf(finding.Severity)}** {Text(finding.Title)} "
            + $"<sub>{finding.Rule.Id}{(finding.LogicalId.Length > 0 ? $" · {Escape(finding.LogicalId)}" : "")}</sub>\n");
        foreach (var detail in finding.Details)
            output.Write($"  - {Text(detail)}\n");
        if (finding.Fix is not null)
            output.Write($"  - Fix: {Text(finding.Fix)}\n");
        if (finding.Evidence.Count == 0)
            return;
        output.Write($"\n  <details><summary>{Escape(string.Join(", ", finding.Evidence.Select(evidence => evidence.Label)))}</summary>\n\n  ```diff\n");
        foreach (var evidence in finding.Evidence)
        {
            output.Write($"  {Line("# " + evidence.Label)}\n");
            foreach (var line in LineDiff.Of(evidence.Before, evidence.After))
                output.Write($"  {Line(line)}\n");
        }

        output.Write("  ```\n\n  </details>\n\n");
    }

    static void Write(ReviewCost cost, TextWriter output)
    {
        output.Write($"\n{ReviewSentences.CostTitle(cost)}\n");
        if (cost.Items.Count > 0)
        {
            output.Write("\n| USD a month | before | after |\n|---|--:|--:|\n");
            foreach (var item in cost.Items)
                output.Write($"| {Escape(item.Kind)} | {ReviewSentences.Dollars(item.Before)} | {ReviewSentences.Dollars(item.After)} |\n");
        }

        foreach (var note in cost.Notes)
            output.Write($"\n{Text(note)}\n");
    }

    static void Write(IReadOnlyList<ReviewLimit> limits, TextWriter output)
    {
        if (limits.Count == 0)
            return;
        output.Write("\n| count | before | after | possible |\n|---|--:|--:|--:|\n");
        foreach (var limit in limits)
            output.Write($"| {limit.Name} | {ReviewSentences.Number(limit.Before)} | {ReviewSentences.Number(limit.After)} | "
                + $"{ReviewSentences.Number(limit.Maximum)} |\n");
    }

    // A value can't end its code span or its block: backticks are replaced, and lines are one line.
    static string Text(string sentence)
    {
        var text = new StringBuilder();
        foreach (var (part, isCode) in Markup.Parts(sentence))
            text.Append(isCode ? $"`{part.Replace("|", "\\|", StringComparison.Ordinal)}`" : Escape(part));
        return text.ToString();
    }

    static string Line(string text) => new([.. text.Select(c => c == '`' ? '\'' : char.IsControl(c) ? ' ' : c)]);

    static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (c is '<' or '>' or '&')
            {
                escaped.Append(c switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
                continue;
            }

            if (Special.Contains(c, StringComparison.Ordinal) && c != '#')
                escaped.Append('\\');
            escaped.Append(char.IsControl(c) ? ' ' : c);
        }

        return escaped.ToString();
    }
}
