using System.Text.RegularExpressions;

namespace FlowLogStack.Capture;

/// <summary>The organization in AWS Organizations, or some of its organizational units, whose accounts deliver flow logs to an archive.</summary>
/// <remarks>
/// The policies contain the global condition keys <c>aws:SourceOrgID</c> and <c>aws:SourceOrgPaths</c> in place of a list of accounts, so their size
/// doesn't depend on the number of accounts, and accounts that join later are admitted.
/// </remarks>
public sealed partial record SourceOrganization
{
    /// <summary>Creates an organization.</summary>
    /// <param name="id">Id of the organization, as in <c>o-a1b2c3d4e5</c>, or a token.</param>
    /// <exception cref="ArgumentException">The id isn't the id of an organization.</exception>
    public SourceOrganization(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (LookupValue.IsKnown(id) && !IdPattern().IsMatch(id))
            throw new ArgumentException($"'{id}' is not the id of an organization. Use 'o-' and 10 to 32 lower-case letters and digits, as in 'o-a1b2c3d4e5'.", nameof(id));
        Id = id;
    }

    /// <summary>Id of the organization.</summary>
    public string Id { get; }

    /// <summary>
    /// Paths of the organizational units whose accounts deliver, as in <c>o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*</c>. A path that ends with <c>/</c>
    /// admits the unit's own accounts; one that ends with <c>/*</c> also those of the units below. Default: none (every account of the organization).
    /// </summary>
    /// <exception cref="ArgumentException">A path isn't valid, or is of another organization.</exception>
    public IReadOnlyList<string> Paths
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var path in value.Where(LookupValue.IsKnown))
            {
                if (!PathPattern().IsMatch(path))
                    throw new ArgumentException($"'{path}' is not the path of organizational units. Use the ids of the organization, the root and the units, and '/' or '/*' at the end, as in '{Id}/r-ab12/ou-ab12-11111111/*'.", nameof(Paths));
                if (LookupValue.IsKnown(Id) && path.Split('/')[0] != Id)
                    throw new ArgumentException($"The path '{path}' is in another organization than '{Id}'. Use paths that start with '{Id}/'.", nameof(Paths));
            }

            field = value;
        }
    } = [];

    /// <summary>Adds the conditions on the account on whose behalf a service calls.</summary>
    /// <param name="conditions">Conditions of a statement, by operator.</param>
    internal void AddTo(Dictionary<string, object> conditions)
    {
        if (!conditions.TryGetValue("StringEquals", out var equals))
            conditions["StringEquals"] = equals = new Dictionary<string, object>();
        ((Dictionary<string, object>)equals)["aws:SourceOrgID"] = Id;
        if (Paths.Count > 0)
            conditions["ForAnyValue:StringLike"] = new Dictionary<string, object> { ["aws:SourceOrgPaths"] = Paths.Count == 1 ? Paths[0] : Paths.ToArray() };
    }

    [GeneratedRegex(@"^o-[a-z0-9]{10,32}\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^o-[a-z0-9]{10,32}/r-[a-z0-9]{4,32}(/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})*/\*?\z")]
    private static partial Regex PathPattern();
}
