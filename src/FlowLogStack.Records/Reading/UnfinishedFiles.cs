using System.Collections.Concurrent;

namespace FlowLogStack.Records;

/// <summary>Files and folders of work that isn't complete. What is left of them is deleted when the process ends, such as on Ctrl-C.</summary>
static class UnfinishedFiles
{
    static readonly ConcurrentDictionary<string, bool> Paths = new(StringComparer.Ordinal);

    static UnfinishedFiles() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Paths.Keys)
            TryDelete(left);
    };

    /// <summary>Adds the path of a file or folder, before it is created.</summary>
    internal static void Add(string path) => Paths[path] = true;

    /// <summary>Removes the path of what is complete.</summary>
    internal static void Remove(string path) => Paths.TryRemove(path, out _);

    /// <summary>Deletes a file or folder, if it exists.</summary>
    internal static void Delete(string path)
    {
        TryDelete(path);
        Remove(path);
    }

    static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its name shows that it is temporary.
        }
    }
}
