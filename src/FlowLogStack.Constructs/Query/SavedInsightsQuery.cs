using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>What a <see cref="SavedInsightsQuery"/> can be told.</summary>
public sealed record SavedInsightsQueryProps
{
    /// <summary>The query and its name.</summary>
    public required NamedInsightsQuery Query { get; init; }

    /// <summary>The log group it is run on.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>The folder it is saved in; slashes nest. Default: none.</summary>
    public string Folder { get; init; } = "";
}

/// <summary>A Logs Insights query that people find under "Queries" in the console, its log group already chosen.</summary>
public sealed class SavedInsightsQuery : Construct
{
    /// <summary>Saves the query.</summary>
    public SavedInsightsQuery(Construct scope, string id, SavedInsightsQueryProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        ArgumentNullException.ThrowIfNull(props.Query, nameof(props) + "." + nameof(props.Query));
        ArgumentNullException.ThrowIfNull(props.LogGroup, nameof(props) + "." + nameof(props.LogGroup));
        Definition = new CfnQueryDefinition(this, "Definition", new CfnQueryDefinitionProps
        {
            Name = props.Folder.Length == 0 ? props.Query.Name : $"{props.Folder}/{props.Query.Name}",
            QueryString = props.Query.Query,
            LogGroupNames = [props.LogGroup.LogGroupName],
        });
    }

    /// <summary>The query definition.</summary>
    public CfnQueryDefinition Definition { get; }
}
