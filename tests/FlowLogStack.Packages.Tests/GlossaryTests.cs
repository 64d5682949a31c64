using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Packages.Tests;

/// <summary>The glossary: retired words of documentation, comments and messages, with the number of lines that still contain them.</summary>
public sealed class GlossaryTests
{
    static readonly string[] Roots = ["src/", "lambda/", "docs/", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".ci/"];

    static readonly string[] Texts = [".cs", ".md", ".json", ".txt", ".csproj", ".sh", ".mjs", ".sql", ".html", ".yml", ".yaml"];

    // Lower a number after lines were rewritten; it never rises. The second column is what to write.
    static readonly (string Pattern, string Use, int Lines)[] Retired =
    [
        (@"(can|may|could) be told", "Properties for X", 0),
        (@"<summary>(What|Who|Why|Which|When|Where) ", "a noun phrase", 1),
        (@"\b(is|are|was|were) no(ne)?\b", "is not", 41),
        (@"\b([Ss]omebody|[Nn]obody|[Ee]verybody|[Ww]hoever|[Pp]eople)\b", "the actor, such as CloudWatch, CDK or you", 3),
        (@"\b(told|tells?|says|said)\b", "return, contain, require or state", 5),
        (@"\b(asks?|asked|[Qq]uestions?)\b", "query, request or require", 42),
        (@"\b(go|goes|went|gone|going) off\b|\b[Ff]ire[sd]?\b", "enters ALARM", 13),
        (@"[Tt]urned away|\blet (in|through)\b", "rejected or accepted", 1),
        (@"\bno records?\b|[Rr]ejected lines?\b", "malformed line", 28),
        (@"\b([Ss]tands? (for|in|at|below|beside|on|between|within|here)|[Ss]pell(s|ed)?|[Pp]ark(s|ed)?|[Rr]efuse[sd]?)\b",
            "represents, is, saves as a dead letter, or returns an error", 129),
        (@"[Rr]endering|[Ss]tand-in", "generated from, substitute or placeholder value", 28),
        (@"[Ww]hat becomes of", "removal policy", 0),
        (@"[Cc]atalogue|[Cc]olour|[Bb]ehaviour|[Hh]onoured", "US spelling", 112),
        (@"Default: (yes|no|nothing|nobody)\b", "true, false, null or none", 8),
        (@"""[^""]*: (give|name|say|write|make) ", "use, set, add or remove, in a sentence of its own", 0),
    ];

    [ToolFact("git")]
    public void Retired_words_are_on_no_more_lines_than_before()
    {
        var lines = Tool.Run("git", ["ls-files", "-z"]).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Roots.Any(root => file.StartsWith(root, StringComparison.Ordinal)) && (Texts.Contains(Path.GetExtension(file)) || file.StartsWith(".ci/", StringComparison.Ordinal)))
            // The page of statements has names of tests.
            .Where(file => file != "docs/statements.md" && !file.EndsWith(".template.json", StringComparison.Ordinal) && !file.EndsWith(".schema.json", StringComparison.Ordinal))
            .Select(file => Repository.PathOf(file)).Where(File.Exists)
            .SelectMany(File.ReadLines).ToList();
        Assert.True(lines.Count > 30_000);
        List<string> risen = [];
        foreach (var (pattern, use, limit) in Retired)
        {
            var expression = new Regex(pattern, RegexOptions.CultureInvariant);
            var found = lines.Count(line => expression.IsMatch(line));
            if (found > limit)
                risen.Add(string.Create(CultureInfo.InvariantCulture, $"{pattern} is on {found} lines, but {limit} are allowed. Use {use}."));
        }

        Assert.Empty(risen);
    }
}
