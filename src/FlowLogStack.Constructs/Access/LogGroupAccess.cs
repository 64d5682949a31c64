using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>What can be attached to a log group: flow logs, metric filters and subscriptions of its own account and region only.</summary>
static class LogGroupAccess
{
    /// <summary>Refuses a log group of another account or region.</summary>
    /// <exception cref="ArgumentException">The environments are known and differ; where the stack's is not known, a rule of the template holds it to the group's.</exception>
    public static void EnsureSameEnvironment(Construct user, ILogGroup logGroup)
    {
        var (account, region) = CdkVersions.EnvironmentOf(logGroup);
        SameEnvironment.Require(
            user,
            $"The log group '{(Amazon.CDK.Token.IsUnresolved(logGroup.LogGroupName) ? logGroup.Node.Path : logGroup.LogGroupName)}'",
            region,
            account,
            "what uses it",
            "Flow logs, metric filters and subscriptions need a log group of their own account and region: use one, and copy its records from there, or deliver to S3.");
    }
}
