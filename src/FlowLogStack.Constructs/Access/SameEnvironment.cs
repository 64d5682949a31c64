using System.Security.Cryptography;
using System.Text;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>
/// Holds a resource to the account and region of the stack that uses it: during synthesis where both are known, and by a rule
/// of the template where the stack's own are not, so that CloudFormation refuses the stack before it creates anything.
/// </summary>
static class SameEnvironment
{
    /// <summary>Requires a region and an account.</summary>
    /// <param name="user">The construct that uses the resource.</param>
    /// <param name="resource">The resource, as the start of a sentence.</param>
    /// <param name="region">Its region; null, empty or a token where it is not known.</param>
    /// <param name="account">Its account; null, empty or a token where it is not known.</param>
    /// <param name="usedBy">What uses it, as in <c>the flow log</c>.</param>
    /// <param name="fix">What to do instead, as a sentence. Default: use a resource of the same account and region.</param>
    /// <exception cref="ArgumentException">The environments are known and differ.</exception>
    public static void Require(Construct user, string resource, string? region, string? account, string usedBy, string? fix = null)
    {
        var stack = Stack.Of(user);
        Require(user, resource, "account", account, stack.Account, Aws.ACCOUNT_ID, usedBy, fix);
        Require(user, resource, "region", region, stack.Region, Aws.REGION, usedBy, fix);
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

        // One rule for each value; the id names it, so that a stack with many such resources has few rules.
        var stack = Stack.Of(user);
        var id = $"Only{char.ToUpperInvariant(what[0])}{what[1..]}{string.Concat(theirs.Where(char.IsAsciiLetterOrDigit))}{Hash(resource)}";
        if (stack.Node.TryFindChild(id) is null)
        {
            new CfnRule(stack, id, new CfnRuleProps
            {
                Assertions =
                [
                    new CfnRuleAssertion { Assert = Fn.ConditionEquals(pseudoParameter, theirs), AssertDescription = $"{resource} is in {Place(what, theirs)}, and {usedBy} is not. {fix}" },
                ],
            });
        }
    }

    static string Place(string what, string value) => what == "account" ? $"account {value}" : value;

    static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
