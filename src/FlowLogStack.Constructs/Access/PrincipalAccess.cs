using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Permissions of principals whose policies this app can extend.</summary>
static class PrincipalAccess
{
    /// <summary>Has a resource created after the permissions of its role that are in a policy of their own.</summary>
    /// <remarks>A service may use a role, or check it, as soon as a resource has it. A reference to the role doesn't include that policy.</remarks>
    /// <param name="user">The resource with the role.</param>
    /// <param name="role">The role, with all its permissions.</param>
    public static void Await(CfnResource user, Role role)
    {
        if (role.Node.TryFindChild("DefaultPolicy") is { } policy)
            user.Node.AddDependency(policy);
    }

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
