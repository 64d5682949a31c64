using Amazon.Athena.Model;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>A client of Amazon Athena, as an interface for substitutes.</summary>
public interface IAmazonAthena : IAmazonService, IDisposable
{
    /// <summary>Starts a query.</summary>
    /// <exception cref="AmazonAthenaException">The workgroup does not exist, the request is malformed, or the call is denied.</exception>
    Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns the state and the statistics of a query.</summary>
    /// <exception cref="AmazonAthenaException">The query does not exist, or the call is denied.</exception>
    Task<GetQueryExecutionResponse> GetQueryExecutionAsync(GetQueryExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of a query's results.</summary>
    /// <exception cref="AmazonAthenaException">The query has no results or does not exist, or the call is denied.</exception>
    Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Stops a query; has no effect on a query that has ended.</summary>
    /// <exception cref="AmazonAthenaException">The query does not exist, or the call is denied.</exception>
    Task<StopQueryExecutionResponse> StopQueryExecutionAsync(StopQueryExecutionRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAthenaConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonAthenaClient(awsCredentials, (AmazonAthenaConfig)clientConfig);
}
