using Amazon.CDK.AWS.IAM;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Permissions of principals whose policies this app can extend.</summary>
static class PrincipalAccess
{
    /// <summary>Adds statements to the policy of a principal.</summary>
    /// <param name="owner">The construct that grants the permission.</param>
    /// <param name="grantee">The principal.</param>
    /// <param name="statements">The statements, each with its actions, resources and conditions.</param>
    /// <returns>The grant of the first statement.</returns>
    /// <exception cref="ArgumentException">The policy of the principal can't be extended.</exception>
    public static Grant Grant(Construct owner, IGrantable grantee, params IReadOnlyList<PolicyStatement> statements)
    {
        var grant = Amazon.CDK.AWS.IAM.Grant.AddToPrincipal(new GrantOnPrincipalOptions
        {
            Grantee = grantee,
            Actions = statements[0].Actions,
            ResourceArns = statements[0].Resources,
        });
        if (!grant.Success)
            throw new ArgumentException($"The policy of the principal that '{owner.Node.Path}' grants permissions to cannot be extended from this app. Use a "
                + "role, a user, a group or a function of the account.", nameof(grantee));
        foreach (var statement in statements.Skip(1))
            grantee.GrantPrincipal.AddToPrincipalPolicy(statement);
        return grant;
    }
}
