using Amazon.CDK;
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

    /// <summary>Time that Firehose waits for Splunk's acknowledgment, 180 to 600 seconds. Default: 5 minutes.</summary>
    [TakesToken(TokenUnit.Seconds)]
    public Duration Acknowledgment { get; init; } = Durations.Minutes(5);

    internal override ISecret SecretOf => Secret;

    internal override string MetricPrefix => "DeliveryToSplunk";

    internal override void Validate()
    {
        base.Validate();
        EnsureUrl(Url);
        InRange(nameof(Buffer), Buffer, 0, 60, " for Splunk");
        InRange(nameof(Acknowledgment), Acknowledgment, 180, 600);
    }

    internal override void Bind(CfnDeliveryStreamProps props, StreamParts parts) =>
        props.SplunkDestinationConfiguration = new CfnDeliveryStream.SplunkDestinationConfigurationProperty
        {
            HecEndpoint = Url,
            HecEndpointType = Raw ? "Raw" : "Event",
            HecAcknowledgmentTimeoutInSeconds = Acknowledgment.ToSeconds(),
            RetryOptions = new CfnDeliveryStream.SplunkRetryOptionsProperty { DurationInSeconds = Retry.ToSeconds() },
            BufferingHints = new CfnDeliveryStream.SplunkBufferingHintsProperty { IntervalInSeconds = Buffer.ToSeconds(), SizeInMBs = 5 },
            SecretsManagerConfiguration = StreamSecret.Configuration(Secret, parts.Role),
            CloudWatchLoggingOptions = parts.Logging,
            ProcessingConfiguration = parts.Processing,
            S3BackupMode = parts.BacksUpAll ? "AllEvents" : "FailedEventsOnly",
            S3Configuration = parts.Backup,
        };
}
