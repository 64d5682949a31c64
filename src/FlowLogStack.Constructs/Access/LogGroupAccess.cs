using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Rules for resources attached to a log group: flow logs, metric filters and subscriptions must be of its account and region.</summary>
static class LogGroupAccess
{
    /// <summary>Requires a log group of the account and region of the stack.</summary>
    /// <exception cref="ArgumentException">
    /// The environments are known and differ. If the environment of the stack isn't known, a template rule checks it during deployment.
    /// </exception>
    public static void EnsureSameEnvironment(Construct user, ILogGroup logGroup)
    {
        var (account, region) = CdkVersions.EnvironmentOf(logGroup);
        var name = LogGroups.NameOf(logGroup);
        SameEnvironment.Require(
            user,
            $"The log group '{(Token.IsUnresolved(name) ? Places.PathOf(logGroup) : name)}'",
            region,
            account,
            "what uses it",
            "Flow logs, metric filters and subscriptions need a log group of their own account and region. Use one, and copy its records from there, or "
                + "deliver to S3.");
    }
}
