namespace FlowLogStack;

/// <summary>The values that CDK gives for lookups before they were made. They are valid until CDK has looked the real ones up and synthesizes again.</summary>
static class LookupValue
{
    // CDK's own, for lookups of VPCs and their subnets.
    static readonly string[] Ids = ["vpc-12345", "s-12345", "s-67890", "p-12345", "p-67890", "i-12345", "i-67890"];

    internal static bool IsPlaceholder(string value) => value.Contains("dummy-value-for-", StringComparison.Ordinal) || Ids.Contains(value);

    /// <summary>Whether a value is known during synthesis: neither a token, nor a dynamic reference, nor a placeholder of a lookup.</summary>
    internal static bool IsKnown(string value) =>
        !Amazon.CDK.Token.IsUnresolved(value) && !value.Contains("{{resolve:", StringComparison.Ordinal) && !IsPlaceholder(value);
}
