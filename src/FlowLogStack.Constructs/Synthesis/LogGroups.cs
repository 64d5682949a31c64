using System.Runtime.CompilerServices;
using Amazon.CDK.AWS.Logs;

namespace FlowLogStack;

/// <summary>The names and classes of log groups, each requested from CDK once. A log group has many filters, queries and panels.</summary>
static class LogGroups
{
    static readonly ConditionalWeakTable<ILogGroup, string> Names = [];

    static readonly ConditionalWeakTable<ILogGroup, StrongBox<string?>> Classes = [];

    /// <summary>Returns the name of a log group, or the token of a generated name.</summary>
    internal static string NameOf(ILogGroup logGroup) => Names.GetValue(logGroup, static logGroup => logGroup.LogGroupName);

    /// <summary>Returns whether a log group can have metric filters and Contributor Insights rules.</summary>
    /// <param name="logGroup">The log group. An imported one is assumed to be of class STANDARD.</param>
    /// <param name="groupClass">Its class, for error messages.</param>
    internal static bool IsStandard(ILogGroup logGroup, out string? groupClass)
    {
        groupClass = Classes.GetValue(logGroup, static logGroup => new((logGroup.Node.DefaultChild as CfnLogGroup)?.LogGroupClass)).Value;
        return groupClass is null or "STANDARD";
    }

    /// <summary>Requires a log group whose class has subscriptions.</summary>
    /// <exception cref="ArgumentException">The log group is of another class than STANDARD.</exception>
    internal static void EnsureSubscribable(ILogGroup logGroup)
    {
        if (!IsStandard(logGroup, out var groupClass))
            throw new ArgumentException($"The log group '{Places.PathOf(logGroup)}' is of class {groupClass}, which has no subscriptions. Use a group of "
                + "class STANDARD.");
    }
}
