using Amazon.CDK.AWS.Logs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="SavedInsightsQueries"/>.</summary>
public sealed record SavedInsightsQueriesProps
{
    /// <summary>Log group of the queries. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>Log format of its records, which determines the text of the queries. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Catalog of the queries to save. Default: all queries whose fields the log format contains.</summary>
    public QueryCatalogue Catalogue { get; init; } = new();

    /// <summary>Prefix of the catalog's default folder; empty for no prefix. Default: null (the stack's name and the construct's path).</summary>
    public string? NamePrefix { get; init; }
}
