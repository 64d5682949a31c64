using Amazon.Athena.Model;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>A client of Amazon Athena.</summary>
public class AmazonAthenaClient : SubsetClient, IAmazonAthena
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonAthenaClient()
        : this(new AmazonAthenaConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonAthenaClient(AmazonAthenaConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonAthenaClient(AWSCredentials credentials, AmazonAthenaConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<StartQueryExecutionResponse>(request, StartQueryExecutionOperation.Instance, StartQueryExecutionOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQueryExecutionResponse> GetQueryExecutionAsync(GetQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetQueryExecutionResponse>(request, GetQueryExecutionOperation.Instance, GetQueryExecutionOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetQueryResultsResponse>(request, GetQueryResultsOperation.Instance, GetQueryResultsOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StopQueryExecutionResponse> StopQueryExecutionAsync(StopQueryExecutionRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<StopQueryExecutionResponse>(request, StopQueryExecutionOperation.Instance, StopQueryExecutionOperation.Instance, cancellationToken);
}
