using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Request of <see cref="IAmazonAthena.GetQueryResultsAsync"/>.</summary>
public class GetQueryResultsRequest : AmazonWebServiceRequest
{
    /// <summary>Id of the query.</summary>
    public string? QueryExecutionId { get; set; }

    /// <summary>Token of the page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }

    /// <summary>Maximum number of rows in the page, 1 to 1,000. Default: null, 1,000.</summary>
    public int? MaxResults { get; set; }
}

/// <summary>A page of results.</summary>
public class GetQueryResultsResponse : AmazonWebServiceResponse
{
    /// <summary>Token of the next page; null on the last page.</summary>
    public string? NextToken { get; set; }

    /// <summary>Rows and their columns.</summary>
    public ResultSet? ResultSet { get; set; }
}

/// <summary>A set of rows and their columns.</summary>
public class ResultSet
{
    /// <summary>Rows. The first row of the first page of a SELECT contains the names of the columns.</summary>
    public List<Row>? Rows { get; set; }

    /// <summary>Columns of the rows.</summary>
    public ResultSetMetadata? ResultSetMetadata { get; set; }
}

/// <summary>The columns of a result.</summary>
public class ResultSetMetadata
{
    /// <summary>Columns, in order.</summary>
    public List<ColumnInfo>? ColumnInfo { get; set; }
}

/// <summary>A column of a result.</summary>
public class ColumnInfo
{
    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>Type, such as <c>bigint</c>.</summary>
    public string? Type { get; set; }
}

/// <summary>A row of a result.</summary>
public class Row
{
    /// <summary>Values, in the order of the columns.</summary>
    public List<Datum>? Data { get; set; }
}

/// <summary>A value of a row.</summary>
public class Datum
{
    /// <summary>Value as text; null for NULL.</summary>
    public string? VarCharValue { get; set; }
}
