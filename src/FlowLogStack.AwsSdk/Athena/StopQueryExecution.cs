using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Which query to stop.</summary>
public class StopQueryExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>The query's id.</summary>
    public string? QueryExecutionId { get; set; }
}

/// <summary>Says nothing but that the call was taken.</summary>
public class StopQueryExecutionResponse : AmazonWebServiceResponse;
