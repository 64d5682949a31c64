using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>What <see cref="SavedInsightsQueries"/> can be told.</summary>
public sealed record SavedInsightsQueriesProps
{
    /// <summary>The log group they are run on.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>The format of its records, for which the queries are written. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Which queries. Default: all that records of the format can answer.</summary>
    public QueryCatalogue Catalogue { get; init; } = new();

    /// <summary>The prefix of the catalogue's folder, unless that has a name of its own; an empty text for none. Default: the stack's name and the construct's path.</summary>
    public string? NamePrefix { get; init; }
}

/// <summary>
/// The questions that Logs Insights answers about flow logs, saved in folders by topic: AWS's own samples, volume, accepts and
/// rejects, direction, egress and health, and the records of each detection.
/// </summary>
/// <remarks>
/// Saved queries cost nothing; running one costs what it scans. A region keeps 1,000 of them. What the format lacks the
/// fields for is left out.
/// </remarks>
public sealed class SavedInsightsQueries : Construct
{
    /// <summary>Saves the queries.</summary>
    /// <exception cref="ArgumentException">There is no such topic, or a query that CloudWatch Logs would refuse.</exception>
    public SavedInsightsQueries(Construct scope, string id, SavedInsightsQueriesProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        var (format, catalogue) = (props.Format, props.Catalogue.Within(FlowLogStack.NamePrefix.Of(this, props.NamePrefix)));
        Queries =
        [
            .. catalogue.QuestionsOf(format).Select(question => Save(question.Id, question.Of(format, catalogue.Questions), $"{catalogue.Folder}/{question.Topic}")),
            .. catalogue.DetectionsOf(format).Select(detection => Save($"{detection.Id}Query", new(detection.Title, detection.ToInsightsQuery(format)), catalogue.DetectionFolder)),
        ];

        SavedInsightsQuery Save(string id, NamedInsightsQuery query, string folder) =>
            new(this, id, new SavedInsightsQueryProps { Query = query, LogGroup = props.LogGroup, Folder = folder });
    }

    /// <summary>The queries, in the order of the catalogue.</summary>
    public IReadOnlyList<SavedInsightsQuery> Queries { get; }
}
