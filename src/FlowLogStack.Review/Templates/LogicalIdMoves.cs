using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>The recognition of resources that only have new logical ids, as after a construct was moved or renamed.</summary>
static class LogicalIdMoves
{
    const int HashLength = 8;
    const double LeastSimilar = 0.4;

    static readonly string[] Labels = ["Tags", "Description", "AlarmDescription"];

    /// <summary>Returns the moves between the resources of two templates.</summary>
    /// <remarks>
    /// Resources are pairs if they have the same type and properties, where references to resources that are moved as well count as equal; then if
    /// they differ only in tags, descriptions and names; then if they have the same physical name.
    /// </remarks>
    internal static IReadOnlyList<LogicalIdMove> Find(JsonObject before, JsonObject after)
    {
        var old = Only(before, after);
        var now = Only(after, before);
        var moves = new List<LogicalIdMove>();
        if (old.Count == 0 || now.Count == 0)
            return moves;
        var oldNames = before.Select(resource => resource.Key).Where(after.ContainsKey).ToDictionary(id => id, id => id, StringComparer.Ordinal);
        var newNames = new HashSet<string>(oldNames.Keys, StringComparer.Ordinal);

        void Pair((string Id, JsonObject Resource) left, (string Id, JsonObject Resource) right)
        {
            moves.Add(new LogicalIdMove(left.Id, right.Id, TypeOf(left.Resource)));
            oldNames[left.Id] = right.Id;
            newNames.Add(right.Id);
            old.Remove(left);
            now.Remove(right);
        }

        for (var level = 0; level < 3; level++)
        {
            bool hasFound;
            do
            {
                hasFound = false;
                foreach (var (lefts, rights) in Groups(level))
                {
                    if (lefts.Count == 1 && rights.Count == 1)
                    {
                        Pair(lefts[0], rights[0]);
                        hasFound = true;
                    }
                }
            }
            while (hasFound && old.Count > 0 && now.Count > 0);

            foreach (var (lefts, rights) in Groups(level))
            {
                foreach (var left in lefts)
                {
                    var best = rights.Where(now.Contains).Select(right => (Right: right, Similarity: Similarity(left.Id, right.Id)))
                        .OrderByDescending(pair => pair.Similarity).FirstOrDefault();
                    if (best.Similarity >= LeastSimilar)
                        Pair(left, best.Right);
                }
            }
        }

        return moves;

        List<(List<(string Id, JsonObject Resource)> Old, List<(string Id, JsonObject Resource)> New)> Groups(int level)
        {
            var lefts = old.Select(item => (Item: item, Print: Print(item.Resource, level, before, id => oldNames.GetValueOrDefault(id))))
                .Where(item => item.Print is not null).ToLookup(item => item.Print, item => item.Item);
            var rights = now.Select(item => (Item: item, Print: Print(item.Resource, level, after, id => newNames.Contains(id) ? id : null)))
                .Where(item => item.Print is not null).ToLookup(item => item.Print, item => item.Item);
            return [.. lefts.Where(group => rights.Contains(group.Key)).Select(group => (group.ToList(), rights[group.Key].ToList()))];
        }
    }

    /// <summary>Gives the resources of the old template their new logical ids, in place.</summary>
    internal static void Apply(JsonObject root, IReadOnlyList<LogicalIdMove> moves)
    {
        if (moves.Count == 0)
            return;
        var names = moves.ToDictionary(move => move.Old, move => move.New, StringComparer.Ordinal);
        string Rename(string name) => names.GetValueOrDefault(name, name);
        var resources = new JsonObject();
        foreach (var (id, resource) in ((JsonObject)root["Resources"]!).ToList())
        {
            var copy = resource?.DeepClone();
            if (copy is JsonObject members)
            {
                TemplateReferences.Replace(members["Properties"], Rename);
                TemplateReferences.ReplaceDependencies(members, Rename);
            }

            resources[Rename(id)] = copy;
        }

        root["Resources"] = resources;
        if (root["Outputs"] is { } outputs)
            TemplateReferences.Replace(outputs, Rename);
    }

    static List<(string Id, JsonObject Resource)> Only(JsonObject resources, JsonObject others) =>
        [.. resources.Where(resource => resource.Value is JsonObject && !others.ContainsKey(resource.Key))
            .Select(resource => (resource.Key, (JsonObject)resource.Value!)).Where(resource => TypeOf(resource.Item2).Length > 0)];

    static string? Print(JsonObject resource, int level, JsonObject all, Func<string, string?> nameOf)
    {
        var type = TypeOf(resource);
        var properties = resource["Properties"]?.DeepClone() as JsonObject ?? [];
        var name = ResourceWords.NameProperty(type);
        if (level == 2)
        {
            // Without a literal name nothing identifies a changed resource.
            return name is not null && RawJson.At(properties, name) is { } given ? $"{type}\n{CanonicalJson.Of(given)}" : null;
        }

        if (level == 1)
        {
            foreach (var label in Labels)
                properties.Remove(label);
            if (name is not null && RawJson.At(properties, name) is { } literal && literal.Parent is JsonObject owner)
                owner.Remove(name[(name.LastIndexOf('.') + 1)..]);
        }

        TemplateReferences.Replace(properties, id => all[id] is JsonObject target ? nameOf(id) ?? $"<{TypeOf(target)}>" : id);
        return $"{type}\n{CanonicalJson.Of(properties)}";
    }

    static string TypeOf(JsonObject resource) => RawJson.Text(resource["Type"]) ?? "";

    // Logical ids of the CDK are the path of a construct and a hash.
    static double Similarity(string left, string right)
    {
        var (a, b) = (WithoutHash(left), WithoutHash(right));
        var prefix = a.AsSpan().CommonPrefixLength(b);
        var suffix = 0;
        while (suffix < Math.Min(a.Length, b.Length) - prefix && a[^(suffix + 1)] == b[^(suffix + 1)])
            suffix++;
        return (double)(prefix + suffix) / Math.Max(Math.Max(a.Length, b.Length), 1);
    }

    static string WithoutHash(string id) => id.Length > HashLength && id[^HashLength..].All(c => char.IsAsciiDigit(c) || c is >= 'A' and <= 'F')
        ? id[..^HashLength] : id;
}
