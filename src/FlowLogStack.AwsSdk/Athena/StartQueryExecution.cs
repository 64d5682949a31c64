using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Request of <see cref="IAmazonAthena.StartQueryExecutionAsync"/>.</summary>
public class StartQueryExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>SQL statement; at most 262,144 bytes.</summary>
    public string? QueryString { get; set; }

    /// <summary>SQL literals for each <c>?</c> of the statement, in order. Default: null, the statement has none.</summary>
    public List<string>? ExecutionParameters { get; set; }

    /// <summary>Database and catalog of tables without a qualifier. Default: null, none.</summary>
    public QueryExecutionContext? QueryExecutionContext { get; set; }

    /// <summary>Workgroup. Default: null, <c>primary</c>.</summary>
    public string? WorkGroup { get; set; }
}

/// <summary>The context in which a query finds its tables.</summary>
public class QueryExecutionContext
{
    /// <summary>Database.</summary>
    public string? Database { get; set; }

    /// <summary>Data catalog. Default: null, the AWS Glue Data Catalog.</summary>
    public string? Catalog { get; set; }
}

/// <summary>Response of <see cref="IAmazonAthena.StartQueryExecutionAsync"/>.</summary>
public class StartQueryExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>Id of the query.</summary>
    public string? QueryExecutionId { get; set; }
}
