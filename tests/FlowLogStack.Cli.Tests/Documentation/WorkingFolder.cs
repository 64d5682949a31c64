using System.Collections;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>A new folder that is the process's current one until its end. Environment variables that commands set are reset then.</summary>
/// <remarks>Both belong to the whole process, so tests with such a folder run while no others do.</remarks>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WorkingFolder : IDisposable
{
    /// <summary>Name of the collection of tests that have such a folder.</summary>
    public const string Name = nameof(WorkingFolder);

    readonly string previous = Environment.CurrentDirectory;
    readonly Dictionary<string, string?> variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);

    public WorkingFolder() => Environment.CurrentDirectory = Path;

    /// <summary>Path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("documented-").FullName;

    public void Dispose()
    {
        Environment.CurrentDirectory = previous;
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Union(variables.Keys))
            Environment.SetEnvironmentVariable(name, variables.GetValueOrDefault(name));
        Directory.Delete(Path, recursive: true);
    }
}
