using Amazon.Runtime;

namespace Amazon.Athena.Model;

/// <summary>Request of <see cref="IAmazonAthena.StopQueryExecutionAsync"/>.</summary>
public class StopQueryExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>Id of the query.</summary>
    public string? QueryExecutionId { get; set; }
}

/// <summary>Empty response of <see cref="IAmazonAthena.StopQueryExecutionAsync"/>.</summary>
public class StopQueryExecutionResponse : AmazonWebServiceResponse;
