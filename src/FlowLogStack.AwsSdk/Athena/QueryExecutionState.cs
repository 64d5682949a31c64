using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>A state of a query; Athena may add others.</summary>
public class QueryExecutionState : ConstantClass
{
    /// <summary>The query is queued.</summary>
    public static readonly QueryExecutionState QUEUED = new("QUEUED");

    /// <summary>The query is running.</summary>
    public static readonly QueryExecutionState RUNNING = new("RUNNING");

    /// <summary>The query succeeded and has results.</summary>
    public static readonly QueryExecutionState SUCCEEDED = new("SUCCEEDED");

    /// <summary>The query failed and has no results.</summary>
    public static readonly QueryExecutionState FAILED = new("FAILED");

    /// <summary>The query was stopped.</summary>
    public static readonly QueryExecutionState CANCELLED = new("CANCELLED");

    /// <summary>Creates the state of a name.</summary>
    public QueryExecutionState(string value)
        : base(value)
    {
    }

    /// <summary>Returns the state of a name: the instance above if there is one, otherwise a new one.</summary>
    public static QueryExecutionState FindValue(string value) => FindValue<QueryExecutionState>(value);

    /// <summary>Returns the state of a name.</summary>
    public static implicit operator QueryExecutionState(string value) => FindValue(value);
}
