using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Which query to tell of.</summary>
public class GetQueryExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>The query's id.</summary>
    public string? QueryExecutionId { get; set; }
}

/// <summary>How far the query is.</summary>
public class GetQueryExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The query.</summary>
    public QueryExecution? QueryExecution { get; set; }
}

/// <summary>A query that was started.</summary>
public class QueryExecution
{
    /// <summary>Its id.</summary>
    public string? QueryExecutionId { get; set; }

    /// <summary>Its state.</summary>
    public QueryExecutionStatus? Status { get; set; }

    /// <summary>What it took so far.</summary>
    public QueryExecutionStatistics? Statistics { get; set; }
}

/// <summary>The state of a query.</summary>
public class QueryExecutionStatus
{
    /// <summary>Queued, running, or how it ended.</summary>
    public QueryExecutionState? State { get; set; }

    /// <summary>Why it failed or was cancelled; null otherwise.</summary>
    public string? StateChangeReason { get; set; }
}

/// <summary>What a query took.</summary>
public class QueryExecutionStatistics
{
    /// <summary>The bytes scanned; null before there are any.</summary>
    public long? DataScannedInBytes { get; set; }

    /// <summary>The milliseconds from its arrival on; null before they are known.</summary>
    public long? TotalExecutionTimeInMillis { get; set; }
}
