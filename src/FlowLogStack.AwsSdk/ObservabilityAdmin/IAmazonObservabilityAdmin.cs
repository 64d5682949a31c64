using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin;

/// <summary>A client of CloudWatch Observability Admin, as an interface for substitutes.</summary>
public interface IAmazonObservabilityAdmin : IAmazonService, IDisposable
{
    /// <summary>Returns a page of the telemetry of the resources of the account.</summary>
    /// <exception cref="AmazonObservabilityAdminException">The call is throttled or denied.</exception>
    Task<ListResourceTelemetryResponse> ListResourceTelemetryAsync(ListResourceTelemetryRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Returns a page of the telemetry of the resources of an organization.</summary>
    /// <exception cref="AmazonObservabilityAdminException">The call is throttled or denied.</exception>
    Task<ListResourceTelemetryForOrganizationResponse> ListResourceTelemetryForOrganizationAsync(ListResourceTelemetryForOrganizationRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Returns whether the service evaluates the telemetry of the account.</summary>
    /// <exception cref="AmazonObservabilityAdminException">The call is throttled or denied.</exception>
    Task<GetTelemetryEvaluationStatusResponse> GetTelemetryEvaluationStatusAsync(GetTelemetryEvaluationStatusRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Returns whether the service evaluates the telemetry of the organization.</summary>
    /// <exception cref="AmazonObservabilityAdminException">The call is throttled or denied.</exception>
    Task<GetTelemetryEvaluationStatusForOrganizationResponse> GetTelemetryEvaluationStatusForOrganizationAsync(
        GetTelemetryEvaluationStatusForOrganizationRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonObservabilityAdminConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonObservabilityAdminClient(awsCredentials, (AmazonObservabilityAdminConfig)clientConfig);
}
