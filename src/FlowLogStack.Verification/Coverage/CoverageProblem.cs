namespace FlowLogStack.Verification;

/// <summary>A part of an account that could not be read.</summary>
/// <param name="Account">Account; null for the organization.</param>
/// <param name="Regions">Regions; empty for all.</param>
/// <param name="Message">The call and its error, as a sentence without its full stop.</param>
/// <param name="Fix">Recommended action, as a sentence without its full stop.</param>
public sealed record CoverageProblem(string? Account, IReadOnlyList<string> Regions, string Message, string Fix)
{
    /// <summary>Returns the problem in one line.</summary>
    public override string ToString() =>
        $"{(Account is null ? "" : $"account {Account}")}{(Regions.Count == 0 ? "" : $" in {string.Join(", ", Regions)}")}: {Message}. {Fix}."
            .TrimStart(':', ' ');
}
