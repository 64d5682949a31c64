using Amazon.Athena.Model;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>Amazon Athena.</summary>
public interface IAmazonAthena : IAmazonService, IDisposable
{
    /// <summary>Starts a query.</summary>
    /// <exception cref="AmazonAthenaException">The workgroup is missing, the request malformed or the call not allowed.</exception>
    Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far a query is.</summary>
    /// <exception cref="AmazonAthenaException">The query is not known or the call not allowed.</exception>
    Task<GetQueryExecutionResponse> GetQueryExecutionAsync(GetQueryExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>A page of a query's results.</summary>
    /// <exception cref="AmazonAthenaException">The query has none, is not known or the call not allowed.</exception>
    Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Stops a query; one that is over stays as it is.</summary>
    /// <exception cref="AmazonAthenaException">The query is not known or the call not allowed.</exception>
    Task<StopQueryExecutionResponse> StopQueryExecutionAsync(StopQueryExecutionRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAthenaConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonAthenaClient(awsCredentials, (AmazonAthenaConfig)clientConfig);
}
