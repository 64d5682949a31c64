using System.Security.Cryptography;
using System.Text;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>
/// Check that a resource is in the account and region of the stack that uses it: during synthesis if both environments are known, otherwise
/// with a template rule, so that CloudFormation stops before it creates a resource.
/// </summary>
static class SameEnvironment
{
    /// <summary>Requires the region and account of a resource to be those of the stack.</summary>
    /// <param name="user">The construct that uses the resource.</param>
    /// <param name="resource">The resource, as the first words of an error message.</param>
    /// <param name="region">Region of the resource; null, empty or a token if it isn't known.</param>
    /// <param name="account">Account of the resource; null, empty or a token if it isn't known.</param>
    /// <param name="usedBy">The user of the resource in the error message, such as <c>the flow log</c>.</param>
    /// <param name="fix">The fix in the error message, as a sentence. Default: use a resource of the same account and region.</param>
    /// <exception cref="ArgumentException">The environments are known and differ.</exception>
    public static void Require(Construct user, string resource, string? region, string? account, string usedBy, string? fix = null)
    {
        var (ourAccount, ourRegion) = Places.EnvironmentOf(user);
        Require(user, resource, "account", account, ourAccount, Aws.ACCOUNT_ID, usedBy, fix);
        Require(user, resource, "region", region, ourRegion, Aws.REGION, usedBy, fix);
    }

    static void Require(Construct user, string resource, string what, string? theirs, string ours, string pseudoParameter, string usedBy, string? fix)
    {
        if (string.IsNullOrEmpty(theirs) || Token.IsUnresolved(theirs) || theirs.Contains('<', StringComparison.Ordinal))
            return;
        fix ??= $"Use one of the same {what}.";
        if (!Token.IsUnresolved(ours))
        {
            if (theirs != ours)
                throw new ArgumentException($"{resource} is in {Place(what, theirs)}, but {usedBy} is in {Place(what, ours)}: '{user.Node.Path}'. {fix}");
            return;
        }

        // The id contains the value, so a stack with many such resources has one rule for each value.
        var stack = Places.StackOf(user);
        var id = $"Only{char.ToUpperInvariant(what[0])}{what[1..]}{string.Concat(theirs.Where(char.IsAsciiLetterOrDigit))}{Hash(resource)}";
        if (stack.Node.TryFindChild(id) is null)
        {
            new CfnRule(stack, id, new CfnRuleProps
            {
                Assertions =
                [
                    new CfnRuleAssertion { Assert = Fn.ConditionEquals(pseudoParameter, theirs),
                        AssertDescription = $"{resource} is in {Place(what, theirs)}, and {usedBy} is not. {fix}" },
                ],
            });
        }
    }

    static string Place(string what, string value) => what == "account" ? $"account {value}" : value;

    static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
