using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Which page of which query's results to get.</summary>
public class GetQueryResultsRequest : AmazonWebServiceRequest
{
    /// <summary>The query's id.</summary>
    public string? QueryExecutionId { get; set; }

    /// <summary>Where the page before ended. Default: the first page.</summary>
    public string? NextToken { get; set; }

    /// <summary>Rows at most, 1 to 1000. Default: 1000.</summary>
    public int? MaxResults { get; set; }
}

/// <summary>A page of results.</summary>
public class GetQueryResultsResponse : AmazonWebServiceResponse
{
    /// <summary>Where this page ends; null on the last one.</summary>
    public string? NextToken { get; set; }

    /// <summary>The rows and their columns.</summary>
    public ResultSet? ResultSet { get; set; }
}

/// <summary>Rows and their columns.</summary>
public class ResultSet
{
    /// <summary>The rows; of a SELECT, the first row of the first page is the names of the columns.</summary>
    public List<Row>? Rows { get; set; }

    /// <summary>What the rows consist of.</summary>
    public ResultSetMetadata? ResultSetMetadata { get; set; }
}

/// <summary>What rows consist of.</summary>
public class ResultSetMetadata
{
    /// <summary>The columns, in order.</summary>
    public List<ColumnInfo>? ColumnInfo { get; set; }
}

/// <summary>A column of results.</summary>
public class ColumnInfo
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its type, such as <c>bigint</c>.</summary>
    public string? Type { get; set; }
}

/// <summary>A row of results.</summary>
public class Row
{
    /// <summary>Its values, in the order of the columns.</summary>
    public List<Datum>? Data { get; set; }
}

/// <summary>A value.</summary>
public class Datum
{
    /// <summary>The value as text; null for NULL.</summary>
    public string? VarCharValue { get; set; }
}
