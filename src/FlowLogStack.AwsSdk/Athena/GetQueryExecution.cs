using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Request of <see cref="IAmazonAthena.GetQueryExecutionAsync"/>.</summary>
public class GetQueryExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>Id of the query.</summary>
    public string? QueryExecutionId { get; set; }
}

/// <summary>Response of <see cref="IAmazonAthena.GetQueryExecutionAsync"/>.</summary>
public class GetQueryExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The query.</summary>
    public QueryExecution? QueryExecution { get; set; }
}

/// <summary>An execution of a query.</summary>
public class QueryExecution
{
    /// <summary>Id of the query.</summary>
    public string? QueryExecutionId { get; set; }

    /// <summary>State.</summary>
    public QueryExecutionStatus? Status { get; set; }

    /// <summary>Statistics so far.</summary>
    public QueryExecutionStatistics? Statistics { get; set; }
}

/// <summary>The state of a query.</summary>
public class QueryExecutionStatus
{
    /// <summary>Queued, running or an end state.</summary>
    public QueryExecutionState? State { get; set; }

    /// <summary>Reason why the query failed or was canceled; null otherwise.</summary>
    public string? StateChangeReason { get; set; }
}

/// <summary>Statistics of a query.</summary>
public class QueryExecutionStatistics
{
    /// <summary>Bytes scanned; null before the first are.</summary>
    public long? DataScannedInBytes { get; set; }

    /// <summary>Milliseconds since the query was received; null before they are known.</summary>
    public long? TotalExecutionTimeInMillis { get; set; }
}
