using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>
/// Logs Insights queries for flow logs, saved in folders by topic: AWS's samples, volume, accepted and rejected traffic, direction, egress and
/// health, and the records of each detection.
/// </summary>
/// <remarks>
/// Saving queries is free; running one costs what it scans. A Region can have 1,000 of them. Queries that require fields outside the log format
/// are left out.
/// </remarks>
public sealed class SavedInsightsQueries : Construct
{
    /// <summary>Saves the queries.</summary>
    /// <exception cref="ArgumentException">A topic is unknown, or a query isn't valid in CloudWatch Logs.</exception>
    public SavedInsightsQueries(Construct scope, string id, SavedInsightsQueriesProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var (format, catalogue) = (props.Format, props.Catalogue.Within(FlowLogStack.NamePrefix.Of(this, props.NamePrefix)));
        Queries =
        [
            .. catalogue.QuestionsOf(format).Select(question =>
            Save(question.Id, question.Of(format, catalogue.Questions), $"{catalogue.Folder}/{question.Topic}")),
            .. catalogue.DetectionsOf(format).Select(detection =>
            Save($"{detection.Id}Query", new(detection.Title, detection.ToInsightsQuery(format)), catalogue.DetectionFolder)),
        ];

        SavedInsightsQuery Save(string id, NamedInsightsQuery query, string folder) =>
            new(this, id, new SavedInsightsQueryProps { Query = query, LogGroup = props.LogGroup, Folder = folder });
    }

    /// <summary>The saved queries, in the order of the catalog.</summary>
    public IReadOnlyList<SavedInsightsQuery> Queries { get; }
}
