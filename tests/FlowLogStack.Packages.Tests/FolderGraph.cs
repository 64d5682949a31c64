namespace FlowLogStack.Packages.Tests;

/// <summary>The folders of a project, and which uses types of which.</summary>
sealed class FolderGraph
{
    readonly ILookup<string, (string To, string What)> uses;

    FolderGraph(ILookup<string, (string To, string What)> uses) => this.uses = uses;

    /// <summary>
    /// Returns the graph of a project's files. Types and extension methods whose name is declared in several folders are left out, and extension methods with
    /// the name of another member.
    /// </summary>
    public static FolderGraph Of(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var folders = all.Select(file => file.Folder).ToHashSet(StringComparer.Ordinal);
        var types = Homes(all, file => file.Types);
        var extensions = Homes(all, file => file.Extensions);
        foreach (var other in all.SelectMany(file => file.Members).Concat(typeof(Enumerable).GetMethods().Select(method => method.Name)))
            extensions.Remove(other);
        return new FolderGraph(all
            .SelectMany(file => file.Names.Concat(file.Qualified.Where(use => folders.Contains(use.Before)).Select(use => use.Name)).Distinct()
                .Where(types.ContainsKey).Select(name => (From: file, To: types[name], Name: name))
                .Concat(file.Uses.Where(extensions.ContainsKey).Select(name => (From: file, To: extensions[name], Name: name))))
            .Where(use => use.From.Folder != use.To)
            .ToLookup(use => use.From.Folder, use => (use.To, $"{Path.GetFileName(use.From.Path)} uses {use.Name}")));
    }

    static Dictionary<string, string> Homes(IEnumerable<SourceFile> files, Func<SourceFile, IEnumerable<string>> names) => files
        .SelectMany(file => names(file).Select(name => (Name: name, file.Folder))).GroupBy(home => home.Name, home => home.Folder)
        .Where(home => home.Distinct().Count() == 1).ToDictionary(home => home.Key, home => home.First(), StringComparer.Ordinal);

    /// <summary>Returns each group of folders that use each other, with the uses between them.</summary>
    public IReadOnlyList<string> Circles()
    {
        var reached = uses.ToDictionary(from => from.Key, from => ReachedFrom(from.Key), StringComparer.Ordinal);
        bool UseEachOther(string folder, string other) => reached[folder].Contains(other) && reached.TryGetValue(other, out var back) && back.Contains(folder);
        return
        [
            .. reached.Keys.Where(folder => UseEachOther(folder, folder))
                .Select(folder => reached.Keys.Where(other => UseEachOther(folder, other)).Order(StringComparer.Ordinal).ToList())
                .DistinctBy(circle => string.Join(',', circle)).Select(Describe),
        ];
    }

    string Describe(List<string> circle)
    {
        var within = circle.SelectMany(folder => uses[folder].Where(use => circle.Contains(use.To)).Select(use => use.What)).Order(StringComparer.Ordinal);
        return $"{string.Join(", ", circle)} ({string.Join("; ", within)})";
    }

    HashSet<string> ReachedFrom(string folder)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Stack<string> left = new([folder]);
        while (left.TryPop(out var next))
        {
            foreach (var (to, _) in uses[next])
            {
                if (reached.Add(to))
                    left.Push(to);
            }
        }

        return reached;
    }
}
