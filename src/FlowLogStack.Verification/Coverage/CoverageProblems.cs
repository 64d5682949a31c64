using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>Problems of calls, and those of several Regions as one.</summary>
static class CoverageProblems
{
    // EC2 returns these for a Region that the account has not enabled, whatever the credentials.
    static readonly string[] OfRegion = ["AuthFailure", "OptInRequired", "UnrecognizedClientException", "InvalidClientTokenId"];

    /// <summary>Creates the problem of an exception.</summary>
    /// <param name="account">Account of the call.</param>
    /// <param name="region">Region of the call; null for all.</param>
    /// <param name="e">A <see cref="ServiceCallException"/> or <see cref="VerificationException"/>.</param>
    internal static CoverageProblem Of(string? account, string? region, Exception e)
    {
        var regions = region is null ? Array.Empty<string>() : [region];
        if (region is not null && CodeOf(e) is { } code && OfRegion.Contains(code))
            return new CoverageProblem(account, regions, $"{ActionOf(e)}{code}: EC2 does not accept the credentials in this Region",
                "Enable the Region in the account, or remove it from --regions");
        return e is ServiceCallException call
            ? new CoverageProblem(account, regions, call.Message, call.Cure)
            : Split(account, regions, e.Message);
    }

    /// <summary>Combines the problems of one account that differ in their Regions only.</summary>
    internal static IReadOnlyList<CoverageProblem> Combine(IEnumerable<CoverageProblem> problems) =>
        [.. problems.GroupBy(problem => (problem.Account, problem.Message, problem.Fix))
            .Select(group => group.First() with { Regions = [.. group.SelectMany(problem => problem.Regions).Distinct().Order(StringComparer.Ordinal)] })
            .OrderBy(problem => problem.Account, StringComparer.Ordinal).ThenBy(problem => problem.Message, StringComparer.Ordinal)];

    static string? CodeOf(Exception e) => (e.InnerException as AmazonServiceException)?.ErrorCode;

    static string ActionOf(Exception e) =>
        e.Message.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && !e.Message.AsSpan(0, end).Contains(' ') ? e.Message[..(end + 2)] : "";

    // The messages of failed connections end with their fix.
    static CoverageProblem Split(string? account, string[] regions, string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0
            ? new CoverageProblem(account, regions, message.TrimEnd('.'), "Run the command again")
            : new CoverageProblem(account, regions, message[..end], message[(end + 2)..].TrimEnd('.'));
    }
}
