using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.SecretsManager;

namespace FlowLogStack.Streaming;

/// <summary>A stream's destination at an HTTP event collector of Splunk.</summary>
public sealed record SplunkDestination : StreamDestination
{
    internal SplunkDestination()
    {
    }

    /// <summary>HTTPS URL of the event collector for Firehose, with its port.</summary>
    public required string Url { get; init; }

    /// <summary>Secret with the token of the event collector.</summary>
    public required ISecret Secret { get; init; }

    /// <summary>Whether records are sent to the collector's endpoint for raw text; if false, to that for events. Default: true.</summary>
    public bool Raw { get; init; } = true;

    /// <summary>Time that Firehose waits for Splunk's acknowledgment, 180 to 600 seconds. Default: 300.</summary>
    public int AcknowledgmentSeconds { get; init; } = 300;

    internal override ISecret SecretOf => Secret;

    internal override string MetricPrefix => "DeliveryToSplunk";

    internal override void Validate()
    {
        EnsureUrl(Url);
        InRange(nameof(BufferSeconds), BufferSeconds, 0, 60, " seconds for Splunk");
        InRange(nameof(RetrySeconds), RetrySeconds, 0, 7200, " seconds");
        InRange(nameof(AcknowledgmentSeconds), AcknowledgmentSeconds, 180, 600, " seconds");
    }

    internal override void Bind(CfnDeliveryStreamProps props, StreamParts parts) =>
        props.SplunkDestinationConfiguration = new CfnDeliveryStream.SplunkDestinationConfigurationProperty
        {
            HecEndpoint = Url,
            HecEndpointType = Raw ? "Raw" : "Event",
            HecAcknowledgmentTimeoutInSeconds = AcknowledgmentSeconds,
            RetryOptions = new CfnDeliveryStream.SplunkRetryOptionsProperty { DurationInSeconds = RetrySeconds },
            BufferingHints = new CfnDeliveryStream.SplunkBufferingHintsProperty { IntervalInSeconds = BufferSeconds, SizeInMBs = 5 },
            SecretsManagerConfiguration = StreamSecret.Configuration(Secret, parts.Role),
            CloudWatchLoggingOptions = parts.Logging,
            ProcessingConfiguration = parts.Processing,
            S3BackupMode = parts.BacksUpAll ? "AllEvents" : "FailedEventsOnly",
            S3Configuration = parts.Backup,
        };
}
