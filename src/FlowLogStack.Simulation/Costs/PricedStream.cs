using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>A Firehose stream of a template, and what its destination costs.</summary>
/// <param name="LogicalId">Logical id of the stream.</param>
/// <param name="Name">Name of the stream; its logical id if CloudFormation generates the name.</param>
/// <param name="Bucket">Bucket that receives every record; null if only those that could not be delivered are written to one.</param>
/// <param name="IsPartitioned">Whether objects have folders by values of records.</param>
sealed record PricedStream(string LogicalId, string Name, string? Bucket, bool IsPartitioned)
{
    /// <summary>Reads a stream of a template.</summary>
    public static PricedStream Of(TemplateResource stream)
    {
        var toBucket = stream.Properties["ExtendedS3DestinationConfiguration"] as JsonObject ?? stream.Properties["S3DestinationConfiguration"] as JsonObject;
        var other = (stream.Properties["HttpEndpointDestinationConfiguration"] ?? stream.Properties["SplunkDestinationConfiguration"]) as JsonObject;
        var backup = other?["S3BackupMode"]?.ToString() is "AllData" or "AllEvents" ? other["S3Configuration"] as JsonObject : null;
        var bucket = (toBucket ?? backup)?["BucketARN"]?.ToString();
        return new PricedStream(
            stream.LogicalId,
            stream.Properties["DeliveryStreamName"]?.ToString() ?? stream.LogicalId,
            bucket is null ? null : DestinationArn.BucketOf(bucket)?.Name ?? bucket,
            toBucket?["DynamicPartitioningConfiguration"]?["Enabled"]?.ToString() == "true");
    }
}
