using System.Text.RegularExpressions;

namespace FlowLogStack.Packages.Tests;

/// <summary>The glossary: retired words of documentation, comments and messages, and what to write instead. Names of the public API keep theirs.</summary>
public sealed class GlossaryTests
{
    static readonly string[] Roots = ["src/", "lambda/", "docs/", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".ci/"];

    static readonly string[] Texts = [".cs", ".md", ".json", ".txt", ".csproj", ".sh", ".mjs", ".sql", ".html", ".yml", ".yaml"];

    static readonly (string Pattern, string Use)[] Retired =
    [
        (@"(can|may|could) be told", "Properties for X"),
        (@"<summary>(What|Who|Why|Which|When|Where) ", "a noun phrase"),
        (@"(?<!\b[Tt]here )\b(is|are|was|were) no(ne)?\b(?! longer)", "is not"),
        (@"\b([Ss]omebody|[Nn]obody|[Ee]verybody|[Ww]hoever|[Pp]eople)\b", "the actor, such as CloudWatch, CDK or you"),
        (@"\b([Tt]old|[Tt]ells?|[Ss]ays|[Ss]aid)\b", "return, contain, require or state"),
        (@"\b([Aa]sk(s|ed)?|[Qq]uestions?)\b", "query, request or require"),
        (@"\b(go|goes|went|gone|going) off\b|\b[Ff]ire[sd]?\b", "enters ALARM"),
        (@"[Tt]urned away|\blet (in|through)\b", "rejected or accepted"),
        (@"[Rr]ejected lines?\b", "malformed line"),
        (@"\b([Ss]tands? (for|in|at|below|beside|on|between|within|here)|[Ss]pell(s|ed)?|[Pp]ark(s|ed)?|[Rr]efuse[sd]?)\b",
            "represents, is, saves as a dead letter, or returns an error"),
        (@"\b([Rr]endering|[Ss]tand-in)", "generated from, substitute or placeholder value"),
        (@"[Ww]hat becomes of", "removal policy"),
        (@"\b([Cc]atalogue|[Cc]olour|[Bb]ehaviour|[Hh]onoured)(?!"":)", "US spelling"),
        (@"\bAWS region\b", "AWS Region"),
        (@"Default: (yes|no|nothing|nobody)\b(?! \w)", "true, false, null or none"),
        (@"""[^""]*: (give|name|say|write|make) ", "use, set, add or remove, in a sentence of its own"),
    ];

    [Theory]
    [InlineData("x.cs", "/// <summary>What it does.</summary>\nclass X;", "<summary>What it does.")]
    [InlineData("x.cs", "/// <summary>\n/// What it does.\n/// </summary>\nclass X;", "<summary>What it does.")]
    [InlineData("x.cs", "// It says so.\nclass X;", "// It says so.")]
    [InlineData("x.cs", "class X; /* It says so. */", "/* It says so. */")]
    [InlineData("x.cs", "var x = \"It says \" + y;", "\"It says \"")]
    [InlineData("x.cs", "var x = $\"It {says} it says\";", "\" it says")]
    [InlineData("x.cs", "var x = \"\"\"\n  It says so.\n  \"\"\";", "  It says so.")]
    [InlineData("x.md", "It says so.", "It says so.")]
    [InlineData("x.json", "{ \"a\": \"It says so.\" }", "\"It says so.\"")]
    [InlineData("x.html", "<p class=\"says\">It says so.</p>", " It says so. ")]
    [InlineData("x.sh", "# It says so.", "# It says so.")]
    public void Prose_is_read_in_each_form(string file, string text, string prose) => Assert.Contains(prose, Prose.Of(file, text).Select(line => line.Text));

    [Theory]
    [InlineData("x.cs", "/// <summary>Reads <c>says</c> and <see cref=\"says\"/>.</summary>\nclass X { object says = says(\"says\", nameof(says)); }")]
    [InlineData("x.md", "Set `says`.\n\n```\nsays\n```\n")]
    [InlineData("x.json", "{ \"says\": \"says\" }")]
    public void Names_are_no_prose(string file, string text) =>
        Assert.DoesNotContain(Prose.Of(file, text), line => line.Text.Contains("says", StringComparison.Ordinal));

    [ToolFact("git")]
    public void Prose_has_no_retired_word()
    {
        var prose = Repository.Files()
            .Where(file => Roots.Any(root => file.StartsWith(root, StringComparison.Ordinal)))
            .Where(file => Texts.Contains(Path.GetExtension(file)) || file.StartsWith(".ci/", StringComparison.Ordinal))
            // The page of statements has names of tests.
            .Where(file => file != "docs/statements.md")
            .Where(file => !file.EndsWith(".template.json", StringComparison.Ordinal) && !file.EndsWith(".schema.json", StringComparison.Ordinal))
            .SelectMany(Prose.Of).ToList();
        Assert.True(prose.Count > 20_000);
        var found = Found(prose);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("/// <summary>What is known of it.</summary>\nclass C;", "What ")]
    [InlineData("/// <summary>\n/// Who reads it.\n/// </summary>\nclass C;", "Who ")]
    [InlineData("class C { string M(int n) => $\"{n} is not valid: give a name.\"; }", ": give ")]
    [InlineData("class C { string M() => \"The value is not valid: give a name.\"; }", ": give ")]
    [InlineData("class C { /* Nobody reads it. */ }", "Nobody")]
    public void A_retired_word_is_found_in_every_form(string code, string word) =>
        Assert.Contains(word, Assert.Single(Found([.. Prose.Of("src/C.cs", code)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("/// <summary><c>Who</c> reads.</summary>\nclass Who;")]
    [InlineData("/// <summary>Limit of <see cref=\"What\"/> records.</summary>\nclass What { string nobody = \"Nobody\"; }")]
    public void Names_are_not_prose(string code) => Assert.Empty(Found([.. Prose.Of("src/C.cs", code)]));

    static List<string> Found(IReadOnlyList<ProseLine> prose)
    {
        List<string> found = [];
        foreach (var (pattern, use) in Retired)
        {
            var expression = new Regex(pattern, RegexOptions.CultureInvariant);
            found.AddRange(prose.Where(line => expression.IsMatch(line.Text))
                .Select(line => $"{line.File}:{line.Number}: '{expression.Match(line.Text).Value}' is retired. Use {use}. {line.Text.Trim()}"));
        }

        return found;
    }
}
