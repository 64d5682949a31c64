using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>The destination of a flow log.</summary>
/// <param name="Type">EC2's name of the destination type.</param>
/// <param name="Name">Name of the log group, or ARN of the bucket or stream; null if unknown.</param>
sealed record FlowLogDestination(string Type, string? Name)
{
    internal const string Logs = "cloud-watch-logs";
    internal const string Bucket = "s3";
    internal const string Stream = "kinesis-data-firehose";

    internal static FlowLogDestination Of(TemplateResource flowLog) =>
        Of(flowLog.TextOf("LogDestinationType"), flowLog.TextOf("LogGroupName"), flowLog.TextOf("LogDestination"));

    /// <summary>Creates a destination. A log group may be a name or an ARN, and a folder may end with a slash or not.</summary>
    internal static FlowLogDestination Of(string? type, string? logGroup, string? destination)
    {
        type ??= Logs;
        return type == Logs ? new(type, logGroup ?? DestinationArn.LogGroupOf(destination) ?? destination) : new(type, destination?.TrimEnd('/'));
    }

    public override string ToString() => Type switch
    {
        _ when Name is null => "a destination that is not known",
        Logs => $"log group {Name}",
        Bucket => $"bucket {Name[(Name.LastIndexOf(':') + 1)..]}",
        _ => $"stream {Name[(Name.LastIndexOf('/') + 1)..]}",
    };
}
