using Amazon.ObservabilityAdmin;
using Amazon.ObservabilityAdmin.Model;

namespace FlowLogStack.Verification;

/// <summary>Whether CloudWatch evaluates the telemetry of the account or the organization, which telemetry rules require.</summary>
/// <param name="Region">Code of the Region, such as <c>eu-west-1</c>.</param>
/// <param name="Status">Status, such as <c>RUNNING</c> or <c>NOT_STARTED</c>; null if it is not known.</param>
/// <param name="Reason">Reason of a failure, or of the unknown status; null without one.</param>
public sealed record TelemetryEvaluation(string Region, string? Status, string? Reason)
{
    const string Running = "RUNNING";

    /// <summary>Whether telemetry rules can be created.</summary>
    public bool IsRunning => Status == Running;

    /// <summary>Returns the command that starts the evaluation.</summary>
    /// <param name="isOrganization">Whether it is that of the organization.</param>
    internal static string Command(bool isOrganization) => $"aws observabilityadmin start-telemetry-evaluation{(isOrganization ? "-for-organization" : "")}";

    /// <summary>Returns the status in a Region.</summary>
    /// <param name="client">Client of the Region.</param>
    /// <param name="region">The Region.</param>
    /// <param name="isOrganization">Whether the status is that of the organization, with credentials of its administrator.</param>
    /// <param name="cancellation">Cancels the call.</param>
    internal static async Task<TelemetryEvaluation> ReadAsync(IAmazonObservabilityAdmin client, string region, bool isOrganization,
        CancellationToken cancellation)
    {
        try
        {
            if (!isOrganization)
            {
                var own = await ServiceCall.OnceAsync("observabilityadmin:GetTelemetryEvaluationStatus", () => client.GetTelemetryEvaluationStatusAsync(
                    new GetTelemetryEvaluationStatusRequest(), cancellation)).ConfigureAwait(false);
                return new TelemetryEvaluation(region, own.Status, own.FailureReason);
            }

            var all = await ServiceCall.OnceAsync("observabilityadmin:GetTelemetryEvaluationStatusForOrganization", () =>
                client.GetTelemetryEvaluationStatusForOrganizationAsync(new GetTelemetryEvaluationStatusForOrganizationRequest(), cancellation))
                .ConfigureAwait(false);
            return new TelemetryEvaluation(region, all.Status, all.FailureReason);
        }
        catch (Exception e) when (e is ServiceCallException or VerificationException)
        {
            return new TelemetryEvaluation(region, null, e.Message);
        }
    }
}
