namespace FlowLogStack.Records;

/// <summary>The fields that CloudWatch Logs adds to log events, which metric filters may select by and emit as dimensions.</summary>
public static class SystemFields
{
    /// <summary>Account of the event.</summary>
    public const string Account = "@aws.account";

    /// <summary>Region of the event.</summary>
    public const string Region = "@aws.region";

    /// <summary>Name of the log group.</summary>
    public const string LogGroup = "@source.log";

    /// <summary>All system fields.</summary>
    public static IReadOnlyCollection<string> All { get; } = [Account, Region, LogGroup];
}
