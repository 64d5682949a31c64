namespace Amazon.ObservabilityAdmin;

/// <summary>State of the telemetry evaluation, as a response for the account and one for the organization have it.</summary>
interface IEvaluationStatus
{
    string? Status { set; }

    string? FailureReason { set; }
}
