using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>The page that maps each statement of the described documents to what implements it and to the test that shows it.</summary>
public sealed partial class StatementPageTests
{
    const int Columns = 3;

    static readonly ILookup<string, string> Tests = Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Built().IsMatch(file))
        .SelectMany(file => TestsIn(File.ReadAllText(file)).Select(test =>
        (Test: test, File: Path.GetRelativePath(Repository.PathOf("docs"), file).Replace('\\', '/'))))
        .ToLookup(found => found.Test, found => found.File, StringComparer.Ordinal);

    static readonly List<(string Document, string[] Cells)> Rows = Read();

    [Fact]
    public void The_page_of_statements_names_what_implements_each_and_the_test_that_shows_it() =>
        Snapshot.MatchesFile(Repository.PathOf("docs", "statements.md"), Page());

    [Fact]
    public void Every_test_of_a_statement_exists()
    {
        Assert.True(Rows.Count > 150);
        Assert.All(Rows, row => Assert.Equal(Columns, row.Cells.Length));
        Assert.Empty(Rows.Select(row => row.Cells[2]).Where(test => test != "-" && !Tests.Contains(test)).Distinct());
    }

    [Fact]
    public void A_statement_without_a_test_has_the_reason() =>
        Assert.All(Rows.Where(row => row.Cells[2] == "-"), row => Assert.Matches("^(not done|does not apply|outside of)", row.Cells[1]));

    [Fact]
    public void No_statement_is_there_twice() =>
        Assert.Empty(Rows.GroupBy(row => (row.Document, row.Cells[0])).Where(same => same.Count() > 1).Select(same => same.Key));

    static string Page()
    {
        var page = new StringBuilder();
        page.Append(string.Create(CultureInfo.InvariantCulture, $"""
            # Statements of the documents

            FlowLogStack implements what five documents describe: a hands-on lab, and pages of Sumo Logic (two), Log360 and Coralogix. Each of their
            {Rows.Count} statements, in words of this project, has a row with what implements it and the test that shows it. A test checks that the tests exist.

            """).ReplaceLineEndings("\n"));
        foreach (var document in Rows.GroupBy(row => row.Document))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {document.Key}\n\n| statement | implemented by | test |\n|---|---|---|\n");
            foreach (var (_, cells) in document)
                page.Append(CultureInfo.InvariantCulture,
                    $"| {cells[0]} | {cells[1]} | "
                        + $"{(cells[2] == "-" ? "–" : $"[{SentenceOf(cells[2])}]({Tests[cells[2]].Order(StringComparer.Ordinal).First()})")} |\n");
        }

        return page.ToString();
    }

    static List<(string Document, string[] Cells)> Read()
    {
        List<(string, string[])> rows = [];
        var document = "";
        foreach (var line in File.ReadLines(Repository.PathOf("tests", "FlowLogStack.Cli.Tests", "Documentation", "statements.txt"))
            .Where(line => line.Length > 0))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                document = line[2..];
            else
                rows.Add((document, line.Split(" | ")));
        }

        return rows;
    }

    static string SentenceOf(string test) => test[(test.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    static IEnumerable<string> TestsIn(string text)
    {
        var type = Type().Match(text).Groups["name"].Value;
        return Test().Matches(text).Select(test => $"{type}.{test.Groups["name"].Value}");
    }

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex Built();

    [GeneratedRegex(@"class (?<name>\w+)")]
    private static partial Regex Type();

    [GeneratedRegex(@"public (?:async )?(?:static )?(?:void|Task|ValueTask) (?<name>[A-Z]\w*_\w*)\(")]
    private static partial Regex Test();
}
