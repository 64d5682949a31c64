namespace FlowLogStack.Packages.Tests;

/// <summary>The folders of a project, and which uses types of which.</summary>
sealed class FolderGraph
{
    readonly ILookup<string, (string To, string What)> uses;

    FolderGraph(ILookup<string, (string To, string What)> uses) => this.uses = uses;

    /// <summary>Returns the graph of a project's files. Types whose name is declared in several folders are left out.</summary>
    public static FolderGraph Of(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var homes = all.SelectMany(file => file.Types.Select(type => (Type: type, file.Folder))).GroupBy(home => home.Type, home => home.Folder)
            .Where(home => home.Distinct().Count() == 1).ToDictionary(home => home.Key, home => home.First(), StringComparer.Ordinal);
        return new FolderGraph(all
            .SelectMany(file => file.Names.Where(homes.ContainsKey)
                .Select(name => (From: file.Folder, To: homes[name], What: $"{Path.GetFileName(file.Path)} uses {name}")))
            .Where(use => use.From != use.To).ToLookup(use => use.From, use => (use.To, use.What)));
    }

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
