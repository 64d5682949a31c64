using Amazon.CDK.AWS.Logs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="SavedInsightsQuery"/>.</summary>
public sealed record SavedInsightsQueryProps
{
    /// <summary>The query and its name. Required.</summary>
    public required NamedInsightsQuery Query { get; init; }

    /// <summary>Log group of the query. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>Folder of the query. Slashes separate nested folders. Default: empty (no folder).</summary>
    public string Folder { get; init; } = "";
}
