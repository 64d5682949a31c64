using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin.Model;

/// <summary>Request of <see cref="IAmazonObservabilityAdmin.GetTelemetryEvaluationStatusForOrganizationAsync"/>, without values.</summary>
public class GetTelemetryEvaluationStatusForOrganizationRequest : AmazonWebServiceRequest
{
}

/// <summary>Response of <see cref="IAmazonObservabilityAdmin.GetTelemetryEvaluationStatusForOrganizationAsync"/>.</summary>
public class GetTelemetryEvaluationStatusForOrganizationResponse : AmazonWebServiceResponse, IEvaluationStatus
{
    /// <summary>Status: <c>RUNNING</c>, <c>NOT_STARTED</c>, <c>STARTING</c>, <c>FAILED_START</c> or others.</summary>
    public string? Status { get; set; }

    /// <summary>Reason of a failure; null without one.</summary>
    public string? FailureReason { get; set; }
}
