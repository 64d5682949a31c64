using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>A query to start.</summary>
public class StartQueryExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>The statement; at most 262,144 bytes.</summary>
    public string? QueryString { get; set; }

    /// <summary>What each <c>?</c> of the statement stands for, written as SQL. Default: there are none.</summary>
    public List<string>? ExecutionParameters { get; set; }

    /// <summary>The database it runs in. Default: none.</summary>
    public QueryExecutionContext? QueryExecutionContext { get; set; }

    /// <summary>The workgroup. Default: <c>primary</c>.</summary>
    public string? WorkGroup { get; set; }
}

/// <summary>Where a query finds the tables it names.</summary>
public class QueryExecutionContext
{
    /// <summary>The database.</summary>
    public string? Database { get; set; }

    /// <summary>The catalogue. Default: that of Glue.</summary>
    public string? Catalog { get; set; }
}

/// <summary>The query started.</summary>
public class StartQueryExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>Its id.</summary>
    public string? QueryExecutionId { get; set; }
}
