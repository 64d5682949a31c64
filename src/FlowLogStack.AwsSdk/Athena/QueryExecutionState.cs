using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>The states of a query; Athena may add others.</summary>
public class QueryExecutionState : ConstantClass
{
    /// <summary>It waits for its turn.</summary>
    public static readonly QueryExecutionState QUEUED = new("QUEUED");

    /// <summary>It runs.</summary>
    public static readonly QueryExecutionState RUNNING = new("RUNNING");

    /// <summary>It has results.</summary>
    public static readonly QueryExecutionState SUCCEEDED = new("SUCCEEDED");

    /// <summary>It ended without results.</summary>
    public static readonly QueryExecutionState FAILED = new("FAILED");

    /// <summary>It was stopped.</summary>
    public static readonly QueryExecutionState CANCELLED = new("CANCELLED");

    /// <summary>The state of that name.</summary>
    public QueryExecutionState(string value)
        : base(value)
    {
    }

    /// <summary>The state of that name, one of those above if it is one of them.</summary>
    public static QueryExecutionState FindValue(string value) => FindValue<QueryExecutionState>(value);

    /// <summary>The state of that name.</summary>
    public static implicit operator QueryExecutionState(string value) => FindValue(value);
}
