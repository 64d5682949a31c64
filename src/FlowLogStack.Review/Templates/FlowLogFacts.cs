using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>A flow log of a template: what it records and where the records go.</summary>
sealed class FlowLogFacts
{
    internal FlowLogFacts(ReviewedResource resource)
    {
        Resource = resource;
        Source = resource.Text("ResourceId") ?? "(unknown)";
        Kind = resource.Text("LogDestinationType") ?? (resource.Text("LogDestination") is { } arn && DestinationArn.BucketOf(arn) is not null ? "s3"
            : "cloud-watch-logs");
        var destination = resource.Text("LogDestination") ?? "";
        var bucket = Kind == "s3" ? DestinationArn.BucketOf(destination) : null;
        Destination = Kind switch
        {
            "s3" => bucket?.Name ?? destination,
            "kinesis-data-firehose" => destination[(destination.LastIndexOf('/') + 1)..],
            _ => resource.Text("LogGroupName") ?? DestinationArn.LogGroupOf(destination) ?? destination,
        };
        Folder = bucket is { Folder.Length: > 0 } ? bucket.Value.Folder + "/" : "";
        Traffic = resource.Text("TrafficType") is "ACCEPT" or "REJECT" ? resource.Text("TrafficType") : null;
        Interval = resource.Number("MaxAggregationInterval") ?? 600;
        IsParquet = resource.Text("DestinationOptions.FileFormat") == "parquet";
        try
        {
            Format = AlarmTemplateReader.FormatOf(resource.Text("LogFormat"));
        }
        catch (FormatException)
        {
            // A format that depends on unknown values can't be compared by field.
        }
    }

    internal ReviewedResource Resource { get; }

    /// <summary>The recorded VPC, subnet, interface, gateway or attachment.</summary>
    internal string Source { get; }

    /// <summary>Kind of the destination, as in the template.</summary>
    internal string Kind { get; }

    /// <summary>Name of the log group, bucket or stream.</summary>
    internal string Destination { get; }

    /// <summary>Folder in the bucket with a trailing slash; empty for none.</summary>
    internal string Folder { get; }

    /// <summary>The log format; null if it can't be resolved.</summary>
    internal FlowLogFormat? Format { get; }

    /// <summary>The only action that is delivered; null for all.</summary>
    internal string? Traffic { get; }

    /// <summary>Maximum aggregation interval in seconds.</summary>
    internal double Interval { get; }

    internal bool IsParquet { get; }

    internal bool IsS3 => Kind == "s3";

    internal bool IsLogGroup => Kind == "cloud-watch-logs";

    /// <summary>Start of the location of its objects.</summary>
    internal string Location => $"s3://{Destination}/{Folder}AWSLogs/";

    /// <summary>The destination in words.</summary>
    internal string Where => Kind switch
    {
        "s3" => $"the bucket {Markup.Code(Destination)}{(Folder.Length > 0 ? $" below {Markup.Code(Folder)}" : "")}{(IsParquet ? " as Parquet" : "")}",
        "kinesis-data-firehose" => $"the delivery stream {Markup.Code(Destination)}",
        _ => $"the log group {Markup.Code(Destination)}",
    };
}
