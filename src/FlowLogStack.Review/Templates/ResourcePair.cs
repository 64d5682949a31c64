namespace FlowLogStack.Review;

/// <summary>A resource in the old and in the new template.</summary>
sealed class ResourcePair
{
    readonly HashSet<string> deployed;
    readonly HashSet<string> changed;

    /// <param name="old">The resource in the old template.</param>
    /// <param name="now">The resource in the new template.</param>
    /// <param name="renamed">Logical ids of resources with another name: values that only refer to them aren't changes.</param>
    internal ResourcePair(ReviewedResource old, ReviewedResource now, IReadOnlySet<string> renamed)
    {
        Old = old;
        New = now;
        deployed =
        [
            .. old.Properties.Select(property => property.Key).Concat(now.Properties.Select(property => property.Key)).Concat(old.Unknown.Keys)
                .Concat(now.Unknown.Keys).Distinct()
                .Where(property => !IsEqual(property)),
        ];
        changed = [.. deployed.Where(property => renamed.Count == 0
            || !CanonicalJson.AreEqual(RawJson.At(old.RawProperties, property), RawJson.At(now.RawProperties, property)) || !now.ReferencesOf(property)
            .Any(renamed.Contains))];
    }

    internal ReviewedResource Old { get; }

    internal ReviewedResource New { get; }

    /// <summary>The changed top-level properties, in the order of the new template.</summary>
    internal IEnumerable<string> Changed => New.Properties.Select(property => property.Key).Concat(Old.Properties.Select(property => property.Key))
        .Concat(changed).Distinct().Where(changed.Contains);

    /// <summary>Returns whether a property differs in the template; dots separate nested names.</summary>
    internal bool Differs(string path) => Differs(path, changed);

    /// <summary>Returns whether the value of a property differs in the deployment, even if only a name in it does.</summary>
    internal bool DiffersInDeployment(string path) => Differs(path, deployed);

    /// <summary>Returns a property before and after.</summary>
    internal ReviewEvidence Evidence(string path) => new(path, DecodedText.Of(Old.Node(path)), DecodedText.Of(New.Node(path)));

    bool Differs(string path, HashSet<string> properties) =>
        properties.Contains(path.Split('.')[0]) && (!path.Contains('.', StringComparison.Ordinal) || !CanonicalJson.AreEqual(Old.Node(path), New.Node(path)));

    // A value that can't be resolved is compared as it is in the template.
    bool IsEqual(string property) =>
        Old.Unknown.ContainsKey(property) || New.Unknown.ContainsKey(property)
            ? CanonicalJson.AreEqual(RawJson.At(Old.RawProperties, property), RawJson.At(New.RawProperties, property))
            : CanonicalJson.AreEqual(Old.Properties[property], New.Properties[property]);
}
