using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Cli;

/// <summary>A file name pattern with shell wildcards: <c>*</c> and <c>?</c> within a folder, <c>[…]</c>, and <c>**</c> across folders.</summary>
sealed class GlobPattern
{
    static readonly char[] Wildcards = ['*', '?', '['];

    readonly Regex expression;

    GlobPattern(string folder, Regex expression) => (Folder, this.expression) = (folder, expression);

    /// <summary>The folder before the first wildcard: empty, or with a trailing slash.</summary>
    internal string Folder { get; }

    /// <summary>Returns whether a text contains a wildcard.</summary>
    internal static bool HasWildcard(string text) => text.IndexOfAny(Wildcards) >= 0;

    /// <summary>Returns the pattern of a text.</summary>
    internal static GlobPattern Of(string text)
    {
        var slash = text.LastIndexOf('/', Math.Max(0, text.IndexOfAny(Wildcards)));
        return new GlobPattern(slash < 0 ? "" : text[..(slash + 1)],
            new Regex($"^{Translate(text)}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    /// <summary>Returns whether a whole name matches the pattern.</summary>
    internal bool Matches(string name) => expression.IsMatch(name);

    /// <summary>Returns the files that match the pattern, in the order of their names.</summary>
    internal IReadOnlyList<string> Files() => new Tree(Folder).Files(Matches);

    static string Translate(string text)
    {
        var expression = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '*' when at + 1 < text.Length && text[at + 1] == '*':
                    at++;
                    if (at + 1 < text.Length && text[at + 1] == '/')
                    {
                        expression.Append("(?:.*/)?");
                        at++;
                    }
                    else
                    {
                        expression.Append(".*");
                    }

                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '[' when text.IndexOf(']', Math.Min(at + 2, text.Length)) is > 0 and var end:
                    var set = text[(at + 1)..end];
                    var isNegated = set[0] is '!' or '^';
                    expression.Append('[').Append(isNegated ? "^" : "")
                        .Append((isNegated ? set[1..] : set).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)
                        .Replace("]", "\\]", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal)).Append(']');
                    at = end;
                    break;
                default:
                    expression.Append(Regex.Escape(text[at].ToString()));
                    break;
            }
        }

        return expression.ToString();
    }

    /// <summary>A folder with its subfolders, except hidden ones.</summary>
    /// <param name="root">The folder; empty for the current directory.</param>
    internal sealed class Tree(string root)
    {
        /// <summary>Returns the files with matching names, in the order of their names.</summary>
        internal IReadOnlyList<string> Files(Func<string, bool> isWanted)
        {
            var found = new List<string>();
            var folders = new Stack<string>([root.Length == 0 || root.EndsWith('/') ? root : root + "/"]);
            while (folders.TryPop(out var folder))
            {
                var directory = new DirectoryInfo(folder.Length == 0 ? "." : folder);
                if (!directory.Exists)
                    continue;
                foreach (var entry in directory.EnumerateFileSystemInfos("*",
                    new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = folder != root }).Where(entry => !entry.Name.StartsWith('.')))
                {
                    var name = folder + entry.Name;
                    // A link to a parent folder would cause an endless loop.
                    if (entry is DirectoryInfo && entry.LinkTarget is null)
                        folders.Push(name + "/");
                    else if (entry is FileInfo && isWanted(name))
                        found.Add(name);
                }
            }

            found.Sort(StringComparer.Ordinal);
            return found;
        }
    }
}
