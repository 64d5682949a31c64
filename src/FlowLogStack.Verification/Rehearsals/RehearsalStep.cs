namespace FlowLogStack.Verification;

/// <summary>The result of a step of a rehearsal.</summary>
/// <param name="Kind">The step.</param>
/// <param name="Subject">Target, log group, metric, alarm or topic.</param>
/// <param name="Outcome">Outcome. A step after a failed one is skipped.</param>
/// <param name="At">
/// Time of the step (UTC): that of the service, or of a datapoint the time at which it was first read. Null for a step that was not reached.
/// </param>
/// <param name="Detail">Result in words.</param>
/// <param name="Cure">Recommended action of a failed step. Default: empty.</param>
public sealed record RehearsalStep(RehearsalStepKind Kind, string Subject, CheckOutcome Outcome, DateTimeOffset? At, string Detail, string Cure = "");
