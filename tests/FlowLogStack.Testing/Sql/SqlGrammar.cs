using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>The grammars of Trino, which Athena's queries are in, and of Hive, which its table definitions are in.</summary>
public static class SqlGrammar
{
    /// <summary>What the grammar objects to, per statement that it objects to; empty when all parse.</summary>
    /// <param name="dialect"><c>trino</c> or <c>hive</c>.</param>
    /// <param name="statements">The statements.</param>
    public static IReadOnlyList<string> Objections(string dialect, IReadOnlyList<string> statements)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(statements));
            var result = Tool.Run("node", [SqlEngines.Source("grammar.mjs"), SqlEngines.Folder, dialect, file]);
            if (result.ExitCode != 0)
                throw new InvalidOperationException($"The grammar failed: {result.Errors}");
            var errors = JsonSerializer.Deserialize<string?[]>(result.Output)!;
            return [.. errors.Zip(statements).Where(pair => pair.First is not null).Select(pair => $"{pair.First}\nin: {pair.Second}")];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
