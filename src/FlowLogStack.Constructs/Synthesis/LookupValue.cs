namespace FlowLogStack;

/// <summary>The placeholder values that CDK returns for lookups before it has run them. CDK replaces them in a second synthesis.</summary>
static class LookupValue
{
    // CDK's placeholder values for lookups of VPCs and their subnets.
    static readonly string[] Ids = ["vpc-12345", "s-12345", "s-67890", "p-12345", "p-67890", "i-12345", "i-67890"];

    internal static bool IsPlaceholder(string value) => value.Contains("dummy-value-for-", StringComparison.Ordinal) || Ids.Contains(value);

    /// <summary>Returns a value for an error message: in quotes, or that it isn't known.</summary>
    internal static string Shown(string value) => Token.IsUnresolved(value) ? "(known only after deployment)" : $"'{value}'";

    /// <summary>Returns whether a value is known during synthesis: not a token, a dynamic reference or a placeholder of a lookup.</summary>
    internal static bool IsKnown(string value) =>
        !Token.IsUnresolved(value) && !value.Contains("{{resolve:", StringComparison.Ordinal) && !IsPlaceholder(value);
}
