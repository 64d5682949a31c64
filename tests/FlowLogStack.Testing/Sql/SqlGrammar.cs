using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>The grammars of Trino, which Athena's queries are in, and of Hive, which its table definitions are in.</summary>
/// <remarks>They stay in one process of their own for all tests: loading them takes longer than parsing, and what they have parsed makes them faster.</remarks>
public static class SqlGrammar
{
    static readonly Lock Turn = new();
    static readonly HashSet<(string Dialect, string Statement)> Parsed = [];
    static readonly Lazy<Process> Grammars = new(Start);

    /// <summary>What the grammar objects to, per statement that it objects to; empty when all parse.</summary>
    /// <param name="dialect"><c>trino</c> or <c>hive</c>.</param>
    /// <param name="statements">The statements.</param>
    public static IReadOnlyList<string> Objections(string dialect, IReadOnlyList<string> statements)
    {
        lock (Turn)
        {
            List<string> open = [.. statements.Where(statement => !Parsed.Contains((dialect, statement)))];
            if (open.Count == 0)
                return [];
            Grammars.Value.StandardInput.WriteLine(JsonSerializer.Serialize(new { dialect, statements = open }));
            Grammars.Value.StandardInput.Flush();
            var answer = Grammars.Value.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException($"The grammar failed: {Grammars.Value.StandardError.ReadToEnd()}");
            var errors = JsonSerializer.Deserialize<string?[]>(answer)!;
            Parsed.UnionWith(errors.Zip(open).Where(pair => pair.First is null).Select(pair => (dialect, pair.Second)));
            return [.. errors.Zip(open).Where(pair => pair.First is not null).Select(pair => $"{pair.First}\nin: {pair.Second}")];
        }
    }

    // It ends with its input, which ends with this process.
    static Process Start() => Process.Start(new ProcessStartInfo("node", [SqlEngines.Source("grammar.mjs"), SqlEngines.Folder])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    }) ?? throw new InvalidOperationException("node did not start.");
}
