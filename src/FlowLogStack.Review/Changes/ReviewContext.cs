using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>Both templates, the pairs of their resources, and the findings so far.</summary>
sealed class ReviewContext
{
    internal ReviewContext(string stack, ReviewedTemplate before, ReviewedTemplate after, IReadOnlyList<LogicalIdMove> moves)
    {
        Before = before;
        After = after;
        Moves = moves;
        Findings = new FindingList(stack);
        var renamed = after.Resources.Values.Where(resource => before.Resources.TryGetValue(resource.LogicalId, out var old)
            && old.ReferredName != resource.ReferredName).Select(resource => resource.LogicalId).ToHashSet(StringComparer.Ordinal);
        Pairs = [.. after.Resources.Values.Where(resource => before.Resources.ContainsKey(resource.LogicalId))
            .Select(resource => new ResourcePair(before.Resources[resource.LogicalId], resource, renamed))];
        Added = [.. after.Resources.Values.Where(resource => !before.Resources.ContainsKey(resource.LogicalId))];
        Removed = [.. before.Resources.Values.Where(resource => !after.Resources.ContainsKey(resource.LogicalId))];
        Replacements = new ReplacementPlan(Pairs, moves);
        Renames = Pairs.Where(pair => pair.Old.ReferredName != pair.New.ReferredName).GroupBy(pair => pair.Old.ReferredName)
            .ToDictionary(group => group.Key, group => group.First().New.ReferredName, StringComparer.Ordinal);
    }

    internal ReviewedTemplate Before { get; }

    internal ReviewedTemplate After { get; }

    internal IReadOnlyList<LogicalIdMove> Moves { get; }

    internal FindingList Findings { get; }

    /// <summary>The resources of both templates.</summary>
    internal IReadOnlyList<ResourcePair> Pairs { get; }

    internal IReadOnlyList<ReviewedResource> Added { get; }

    internal IReadOnlyList<ReviewedResource> Removed { get; }

    internal ReplacementPlan Replacements { get; }

    /// <summary>New physical names by previous ones.</summary>
    internal IReadOnlyDictionary<string, string> Renames { get; }

    /// <summary>Returns the old template with the new physical names, so that a policy for a renamed resource is the same policy.</summary>
    internal ReviewedTemplate BeforeWithNewNames()
    {
        if (Renames.Count == 0)
            return Before;
        var root = (JsonObject)Before.Root.DeepClone();
        foreach (var pair in Pairs.Where(pair => pair.Old.ReferredName != pair.New.ReferredName))
        {
            var path = $"Properties.{ResourceWords.NameProperty(pair.New.Type)}";
            var last = path.LastIndexOf('.');
            if (RawJson.At(root["Resources"]![pair.Old.LogicalId], path[..last]) is not JsonObject owner)
                continue;
            if (RawJson.At(pair.New.Raw, path) is { } name)
                owner[path[(last + 1)..]] = name.DeepClone();
            else
                owner.Remove(path[(last + 1)..]);
        }

        return ReviewedTemplate.Resolve(root, Before.Name, Before.Parameters["AWS::StackName"], Before.Parameters);
    }

    /// <summary>Returns the physical name in the new template of a name in the old one.</summary>
    internal string Renamed(string name) => Renames.GetValueOrDefault(name, name);

    internal IEnumerable<ResourcePair> PairsOf(string type) => Pairs.Where(pair => pair.New.Type == type);

    internal IEnumerable<ReviewedResource> AddedOf(string type) => Added.Where(resource => resource.Type == type);

    internal IEnumerable<ReviewedResource> RemovedOf(string type) => Removed.Where(resource => resource.Type == type);
}
