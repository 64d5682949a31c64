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

    const string GroupMark = ":log-group:";
    const string BucketMark = ":s3:::";

    internal static FlowLogDestination Of(TemplateResource flowLog) =>
        Of(flowLog.TextOf("LogDestinationType"), flowLog.TextOf("LogGroupName"), flowLog.TextOf("LogDestination"));

    /// <summary>A log group may be given by name or by ARN, and a folder with or without its slash.</summary>
    internal static FlowLogDestination Of(string? type, string? logGroup, string? destination)
    {
        type ??= Logs;
        if (type != Logs)
            return new(type, destination?.TrimEnd('/'));
        var mark = destination?.IndexOf(GroupMark, StringComparison.Ordinal) ?? -1;
        return new(type, logGroup ?? (mark < 0 ? destination : destination![(mark + GroupMark.Length)..].Split(':')[0]));
    }

    /// <summary>The bucket, and the folder in it without slashes at its ends.</summary>
    internal static (string Name, string Prefix) BucketAndPrefix(string arn)
    {
        var path = arn[(arn.IndexOf(BucketMark, StringComparison.Ordinal) + BucketMark.Length)..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }

    public override string ToString() => Type switch
    {
        _ when Name is null => "a destination that is not known",
        Logs => $"log group {Name}",
        Bucket => $"bucket {Name[(Name.LastIndexOf(':') + 1)..]}",
        _ => $"stream {Name[(Name.LastIndexOf('/') + 1)..]}",
    };
}
