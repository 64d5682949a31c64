using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Testing;

/// <summary>A page of the documentation, with what tests compare with the rest of the repository.</summary>
public sealed partial class MarkdownPage
{
    static readonly string[] Folders = ["docs", "src", "lambda", "tests"];

    readonly string[] lines;

    MarkdownPage(string path)
    {
        Path = path;
        lines = File.ReadAllLines(path);
    }

    /// <summary>Every page of the repository, in the order of its paths.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)))
            .Where(path => !Built().IsMatch(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new MarkdownPage(path)),
    ];

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string Name => System.IO.Path.GetRelativePath(Repository.Root, Path).Replace('\\', '/');

    /// <summary>The anchors of its headings, as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var heading in Prose().Select(line => Heading().Match(line.Text)).Where(match => match.Success))
            {
                var anchor = AnchorOf(heading.Groups["text"].Value);
                var unique = anchor;
                for (var number = 1; !anchors.Add(unique); number++)
                    unique = $"{anchor}-{number}";
            }

            return anchors;
        }
    }

    /// <summary>The targets of its links and images, each with its line.</summary>
    public IEnumerable<(int Line, string Target)> Links =>
        Prose().SelectMany(line => Link().Matches(Code().Replace(line.Text, "")).Select(match => (line.Number, match.Groups["target"].Value)));

    /// <summary>Its text in code font outside of blocks, each with its line.</summary>
    public IEnumerable<(int Line, string Text)> InlineCode =>
        Prose().SelectMany(line => Code().Matches(line.Text).Select(match => (line.Number, match.Groups["text"].Value)));

    /// <summary>Its blocks of code, each with its language, its first line and its text without the indentation of the block.</summary>
    public IEnumerable<(int Line, string Language, string Text)> Blocks
    {
        get
        {
            for (var i = 0; i < lines.Length; i++)
            {
                if (Fence().Match(lines[i]) is not { Success: true } fence)
                    continue;
                var (start, indent) = (i + 1, fence.Groups["indent"].Length);
                for (i++; i < lines.Length && lines[i].Trim() != "```"; i++)
                {
                }

                yield return (start + 1, fence.Groups["language"].Value,
                    string.Join('\n', lines[start..i].Select(line => line.Length >= indent ? line[indent..] : "")));
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Punctuation is removed, blanks become hyphens; letters, digits, hyphens and underscores stay.
    static string AnchorOf(string heading)
    {
        var text = LinkText().Replace(heading, "${text}");
        var anchor = new StringBuilder();
        foreach (var letter in text.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                anchor.Append(letter);
            else if (letter == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }

    IEnumerable<(int Number, string Text)> Prose()
    {
        var isCode = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().IsMatch(lines[i]))
                isCode = !isCode;
            else if (!isCode)
                yield return (i + 1, lines[i]);
        }
    }

    [GeneratedRegex(@"[/\\](bin|obj|artifacts|node_modules)[/\\]")]
    private static partial Regex Built();

    [GeneratedRegex("^#{1,6} +(?<text>.*?) *$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^(?<indent> *)```(?<language>[A-Za-z]*)$")]
    private static partial Regex Fence();
}
