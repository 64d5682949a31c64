namespace FlowLogStack.Verification;

/// <summary>The result of one check of a deployment.</summary>
/// <param name="Kind">Kind of the check.</param>
/// <param name="Subject">Name of the checked resource in its service.</param>
/// <param name="Outcome">Outcome.</param>
/// <param name="Detail">Finding, as a sentence without its full stop.</param>
/// <param name="Cure">Recommended action; empty for none.</param>
public sealed record Check(CheckKind Kind, string Subject, CheckOutcome Outcome, string Detail, string Cure = "")
{
    /// <summary>Logical id of the template's resource. Default: null, the subject is not a resource of the template.</summary>
    public string? LogicalId { get; init; }
}
