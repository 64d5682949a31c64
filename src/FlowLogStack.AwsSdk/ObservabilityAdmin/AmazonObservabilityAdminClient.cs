using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin;

/// <summary>A client of CloudWatch Observability Admin.</summary>
public class AmazonObservabilityAdminClient : SubsetClient, IAmazonObservabilityAdmin
{
    static readonly EvaluationStatusOperation<GetTelemetryEvaluationStatusRequest, GetTelemetryEvaluationStatusResponse> EvaluationStatus =
        new("GetTelemetryEvaluationStatus");

    static readonly EvaluationStatusOperation<GetTelemetryEvaluationStatusForOrganizationRequest, GetTelemetryEvaluationStatusForOrganizationResponse>
        EvaluationStatusForOrganization = new("GetTelemetryEvaluationStatusForOrganization");

    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonObservabilityAdminClient()
        : this(new AmazonObservabilityAdminConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonObservabilityAdminClient(AmazonObservabilityAdminConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonObservabilityAdminClient(AWSCredentials credentials, AmazonObservabilityAdminConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<ListResourceTelemetryResponse> ListResourceTelemetryAsync(
        ListResourceTelemetryRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListResourceTelemetryResponse>(
            request, ListResourceTelemetryOperation.Instance, ListResourceTelemetryOperation.Instance,
            cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListResourceTelemetryForOrganizationResponse> ListResourceTelemetryForOrganizationAsync(
        ListResourceTelemetryForOrganizationRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListResourceTelemetryForOrganizationResponse>(
            request, ListResourceTelemetryForOrganizationOperation.Instance, ListResourceTelemetryForOrganizationOperation.Instance,
            cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetTelemetryEvaluationStatusResponse> GetTelemetryEvaluationStatusAsync(
        GetTelemetryEvaluationStatusRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetTelemetryEvaluationStatusResponse>(
            request, EvaluationStatus, EvaluationStatus, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetTelemetryEvaluationStatusForOrganizationResponse> GetTelemetryEvaluationStatusForOrganizationAsync(
        GetTelemetryEvaluationStatusForOrganizationRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetTelemetryEvaluationStatusForOrganizationResponse>(
            request, EvaluationStatusForOrganization, EvaluationStatusForOrganization, cancellationToken);
}
