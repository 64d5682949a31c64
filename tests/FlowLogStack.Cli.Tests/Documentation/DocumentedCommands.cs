using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>Finds command lines of <c>flowlogs</c> in text, and splits them into words.</summary>
static partial class DocumentedCommands
{
    /// <summary>Returns what follows <c>flowlogs</c> on each line of a text, without what a shell does with its output.</summary>
    internal static IEnumerable<string> In(string text)
    {
        foreach (var line in Continued().Replace(text, " ").Split('\n'))
        {
            foreach (Match match in Invocation().Matches(line))
            {
                var rest = line[(match.Index + match.Length)..];
                var quote = match.Groups["quote"].Value;
                if (quote.Length > 0 && rest.Contains(quote[0], StringComparison.Ordinal))
                    rest = rest[..rest.IndexOf(quote[0], StringComparison.Ordinal)];
                yield return string.Join(' ', WordsOf(rest).Select(word => word.Contains(' ', StringComparison.Ordinal) || word.Length == 0
                    ? $"'{word}'" : word));
            }
        }
    }

    /// <summary>Returns the words of a command as a shell splits them, up to a pipe, a redirection or the next command.</summary>
    internal static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isWord, quote) = (false, '\0');
        foreach (var letter in text)
        {
            if (quote != '\0')
            {
                if (letter == quote)
                    quote = '\0';
                else
                    word.Append(letter);
            }
            else if (letter is '\'' or '"')
            {
                (quote, isWord) = (letter, true);
            }
            else if (letter is '|' or '>' or ';' or ')' or '&')
            {
                break;
            }
            else if (letter == ' ')
            {
                End();
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (isWord)
                words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(?:(?<=^|[\s(|;])(?<quote>[""']?)flowlogs|src/FlowLogStack\.Cli --)(?=\s|$)\s*")]
    private static partial Regex Invocation();
}
