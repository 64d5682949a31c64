using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FlowLogStack.Packages.Tests;

/// <summary>The sentences of the repository: comments and string literals of C#, and pages without their code. Names in code are not prose.</summary>
static partial class Prose
{
    /// <summary>Returns the lines of prose in a file.</summary>
    /// <param name="file">Path in the repository.</param>
    public static IEnumerable<ProseLine> Of(string file) => Of(file, File.ReadAllText(Repository.PathOf(file)));

    /// <summary>Returns the lines of prose in the text of a file.</summary>
    /// <param name="file">Path in the repository, whose ending is the kind of the text.</param>
    /// <param name="text">The text of the file.</param>
    public static IEnumerable<ProseLine> Of(string file, string text)
    {
        IEnumerable<(int Line, string Text)> pieces = Path.GetExtension(file) switch
        {
            ".cs" => OfCode(text),
            ".md" => OfPage(text),
            ".json" => Lines(text, 0).Select(line => (line.Line, string.Join(' ', JsonText().Matches(line.Text).Select(found => found.Value).Where(HasBlank)))),
            ".html" => Lines(Tag().Replace(text, " "), 0),
            _ => Lines(text, 0),
        };
        return pieces.Select(piece => new ProseLine(file, piece.Line + 1, piece.Text));
    }

    static IEnumerable<(int Line, string Text)> OfCode(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse));
        var source = tree.GetText();
        foreach (var token in tree.GetRoot().DescendantTokens(descendIntoTrivia: true))
        {
            foreach (var comment in token.LeadingTrivia.Concat(token.TrailingTrivia)
                .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia))
            {
                foreach (var line in Lines(comment.ToString(), LineOf(source, comment.Span)))
                    yield return line;
            }

            // A literal without a blank is a name, a key or a value.
            var isProse = token.Kind() is SyntaxKind.XmlTextLiteralToken
                || (IsText(token.Kind()) && HasBlank(token.Text));
            if (isProse && !IsCodeFont(token))
            {
                foreach (var line in Lines(WithTag(token), LineOf(source, token.Span)))
                    yield return (line.Line, InlineCode().Replace(line.Text, "`…`"));
            }
        }
    }

    // The first words of an element keep its start tag, so that the beginning of a summary differs from its middle.
    static string WithTag(SyntaxToken token) =>
        token.Parent is XmlTextSyntax { Parent: XmlElementSyntax element } words && element.Content[0] == words
        && words.TextTokens.FirstOrDefault(word => !string.IsNullOrWhiteSpace(word.Text)) == token
            ? $"<{element.StartTag.Name.LocalName.Text}>{token.Text.TrimStart()}"
            : token.Text;

    static bool IsText(SyntaxKind kind) => kind is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.Utf8StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;

    static bool HasBlank(string text) => text.Contains(' ', StringComparison.Ordinal);

    static bool IsCodeFont(SyntaxToken token) =>
        token.Parent?.Parent is XmlElementSyntax element && element.StartTag.Name.LocalName.Text is "c" or "code";

    static int LineOf(SourceText source, TextSpan span) => source.Lines.GetLineFromPosition(span.Start).LineNumber;

    static IEnumerable<(int Line, string Text)> OfPage(string text)
    {
        var prose = Fence().Replace(text, LineBreaksOf);
        return Lines(InlineCode().Replace(prose, code => "`…`" + LineBreaksOf(code)), 0);
    }

    static string LineBreaksOf(Match match) => new('\n', match.Value.Count(character => character is '\n'));

    static IEnumerable<(int Line, string Text)> Lines(string text, int first) => text.Split('\n').Select((line, i) => (first + i, line));

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex JsonText();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
