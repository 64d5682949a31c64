using FlowLogStack.Records;

namespace FlowLogStack.Review;

/// <summary>One permission of a policy: one principal, action and resource with conditions.</summary>
/// <param name="Allows">Whether it allows, instead of denies.</param>
/// <param name="Principal">Principal, such as <c>Service:logs.amazonaws.com</c>; <c>*</c> for anyone; empty for the holder of the policy.</param>
/// <param name="Action">Action, or all others (<c>all but …</c>).</param>
/// <param name="Resource">Resource, or all others (<c>all but …</c>).</param>
/// <param name="Conditions">Conditions, all of which must be fulfilled.</param>
sealed record PolicyGrant(bool Allows, string Principal, string Action, string Resource, IReadOnlyList<PolicyCondition> Conditions)
{
    internal const string Anyone = "*";
    internal const string AllBut = "all but ";
    const string RootSuffix = ":root";

    /// <summary>Whether anyone has the permission, because the principal is a wildcard and no condition limits it.</summary>
    internal bool IsPublic => Allows && (Principal == Anyone || Principal.StartsWith(AllBut, StringComparison.Ordinal)) && !Conditions
        .Any(condition => condition.IsLimiting);

    /// <summary>Returns whether this permission includes another one of the same policy.</summary>
    internal bool Covers(PolicyGrant other, bool ignoresConditions = false, bool ignoresResource = false, bool ignoresPrincipal = false) =>
        Allows == other.Allows
        && (ignoresPrincipal || CoversPrincipal(other.Principal))
        && CoversName(Action, other.Action, ignoresCase: true)
        && (ignoresResource || CoversName(Resource, other.Resource, ignoresCase: false))
        && (ignoresConditions || Conditions.All(condition => other.Conditions.Any(given => given.Implies(condition))));

    /// <summary>The principal in words.</summary>
    internal string Who => WhoIs(Principal);

    internal static string WhoIs(string principal) => principal switch
    {
        Anyone => "anyone",
        "" => "it",
        _ when principal.StartsWith(AllBut, StringComparison.Ordinal) => $"anyone but {Markup.Code(principal[AllBut.Length..])}",
        _ when principal.EndsWith(RootSuffix, StringComparison.Ordinal) => $"the account {Markup.Code(AccountOf(principal) ?? principal)}",
        _ => Markup.Code(principal[(principal.IndexOf(':', StringComparison.Ordinal) + 1)..]),
    };

    /// <summary>Returns the account in the ARN of a principal, or null.</summary>
    internal static string? AccountOf(string principal)
    {
        var value = principal[(principal.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (AccountIdText.IsValid(value))
            return value;
        var parts = value.Split(':');
        return parts.Length > 5 && parts[0] == "arn" && parts[4].Length > 0 ? parts[4] : null;
    }

    bool CoversPrincipal(string other)
    {
        if (Principal == other || Principal == Anyone)
            return true;
        if (Principal.EndsWith(RootSuffix, StringComparison.Ordinal) && AccountOf(Principal) is { } account)
            return AccountOf(other) == account;
        return Wildcards.IsPattern(Principal) && !Principal.StartsWith(AllBut, StringComparison.Ordinal) && Wildcards.Cover(Principal, other);
    }

    static bool CoversName(string wide, string narrow, bool ignoresCase) =>
        wide == narrow
        || wide == "*"
        || (!wide.StartsWith(AllBut, StringComparison.Ordinal) && !narrow.StartsWith(AllBut, StringComparison.Ordinal)
            && Wildcards.Cover(wide, narrow, ignoresCase));
}
