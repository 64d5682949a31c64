using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>A saved Logs Insights query. The console lists it under "Queries", with its log group selected.</summary>
public sealed class SavedInsightsQuery : Construct
{
    const int LongestName = 255;

    /// <summary>Saves the query.</summary>
    /// <exception cref="ArgumentException">The name or the query is longer than CloudWatch Logs allows.</exception>
    public SavedInsightsQuery(Construct scope, string id, SavedInsightsQueryProps props)
        : base(scope, id)
    {
        Places.Add(this, scope, id);
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var name = props.Folder.Length == 0 ? props.Query.Name : $"{props.Folder}/{props.Query.Name}";
        EnsureSavable(name, props.Query.Query);
        Definition = new CfnQueryDefinition(this, "Definition", new CfnQueryDefinitionProps
        {
            Name = name,
            QueryString = props.Query.Query,
        }.With(nameof(CfnQueryDefinitionProps.LogGroupNames), new[] { LogGroups.NameOf(props.LogGroup) }));
        ServiceLimits.Bound(Definition, name, props.Query.Query);
    }

    /// <summary>The query definition.</summary>
    public CfnQueryDefinition Definition { get; }

    static void EnsureSavable(string name, string query)
    {
        if (!Token.IsUnresolved(name) && name.Length is 0 or > LongestName)
            throw new ArgumentException($"The query's name '{name}' has {name.Length} characters, and CloudWatch Logs allows 1 to {LongestName}. Shorten the "
                + "folder or the name.");
        if (!Token.IsUnresolved(query) && query.Length is 0 or > LogsInsightsQuery.MaximumLength)
            throw new ArgumentException($"The query '{name}' has {query.Length} characters, and Logs Insights allows 1 to {LogsInsightsQuery.MaximumLength}. "
                + "Use fewer networks, or a log format with fewer fields.");
    }
}
