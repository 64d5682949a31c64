namespace FlowLogStack.Records;

/// <summary>The fields that CloudWatch Logs adds to log events, which metric filters may select by and emit as dimensions.</summary>
public static class SystemFields
{
    /// <summary>The account that the event comes from.</summary>
    public const string Account = "@aws.account";

    /// <summary>The Region that the event comes from.</summary>
    public const string Region = "@aws.region";

    /// <summary>The name of the log group.</summary>
    public const string LogGroup = "@source.log";

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All { get; } = [Account, Region, LogGroup];
}
