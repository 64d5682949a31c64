namespace FlowLogStack.Review;

/// <summary>The sections of a review, in the order of the page.</summary>
public enum ReviewSection
{
    /// <summary>Resources that are replaced or deleted, with what is lost.</summary>
    Loss,

    /// <summary>Permissions, encryption, public access and notifications.</summary>
    Access,

    /// <summary>Metric filters, alarms and rules.</summary>
    Detections,

    /// <summary>Queries, tables and dashboards.</summary>
    Queries,

    /// <summary>Monthly costs.</summary>
    Cost,

    /// <summary>Limits of CloudFormation and of the services.</summary>
    Limits,

    /// <summary>Resources with new logical ids.</summary>
    Moves,

    /// <summary>All other changes.</summary>
    Other,
}
