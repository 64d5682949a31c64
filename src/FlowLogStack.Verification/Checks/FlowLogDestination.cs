using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Where a flow log delivers to.</summary>
/// <param name="Type">The kind, as EC2 spells it.</param>
/// <param name="Name">The log group's name, or the ARN of the bucket or stream; null when it is not known.</param>
sealed record FlowLogDestination(string Type, string? Name)
{
    internal const string Logs = "cloud-watch-logs";
    internal const string Bucket = "s3";
    internal const string Stream = "kinesis-data-firehose";

    internal static FlowLogDestination Of(TemplateResource flowLog) =>
        Of(flowLog.TextOf("LogDestinationType"), flowLog.TextOf("LogGroupName"), flowLog.TextOf("LogDestination"));

    /// <summary>A log group may be given by name or by ARN, and a folder with or without its slash.</summary>
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
