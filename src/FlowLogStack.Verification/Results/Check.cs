namespace FlowLogStack.Verification;

/// <summary>One thing that was looked at.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Subject">Which one, as its service names it.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Detail">What was found, in a sentence without its full stop.</param>
/// <param name="Cure">What to do about it; empty for nothing.</param>
public sealed record Check(CheckKind Kind, string Subject, CheckOutcome Outcome, string Detail, string Cure = "")
{
    /// <summary>The logical id of the template's resource; null for what is none.</summary>
    public string? LogicalId { get; init; }
}
