using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin.Model;

/// <summary>Request of <see cref="IAmazonObservabilityAdmin.GetTelemetryEvaluationStatusAsync"/>, without values.</summary>
public class GetTelemetryEvaluationStatusRequest : AmazonWebServiceRequest
{
}

/// <summary>Response of <see cref="IAmazonObservabilityAdmin.GetTelemetryEvaluationStatusAsync"/>.</summary>
public class GetTelemetryEvaluationStatusResponse : AmazonWebServiceResponse, IEvaluationStatus
{
    /// <summary>Status: <c>RUNNING</c>, <c>NOT_STARTED</c>, <c>STARTING</c>, <c>FAILED_START</c> or others.</summary>
    public string? Status { get; set; }

    /// <summary>Reason of a failure; null without one.</summary>
    public string? FailureReason { get; set; }
}
