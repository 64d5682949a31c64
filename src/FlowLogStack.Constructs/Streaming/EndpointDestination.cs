using Amazon.CDK;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.SecretsManager;

namespace FlowLogStack.Streaming;

/// <summary>A stream's destination at an HTTPS endpoint that accepts requests in the format of Firehose.</summary>
public sealed record EndpointDestination : StreamDestination
{
    internal EndpointDestination()
    {
    }

    /// <summary>Name of the endpoint, 1 to 256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>HTTPS URL of at most 1,000 characters.</summary>
    public required string Url { get; init; }

    /// <summary>Secret with the access key; null for no access key.</summary>
    public ISecret? Secret { get; init; }

    /// <summary>Attributes that Firehose adds to each request, at most 50. Default: those of the vendor.</summary>
    public IReadOnlyDictionary<string, string> CommonAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Size from which Firehose sends a request, 1 to 64 MB. Default: 1 MB.</summary>
    [TakesToken(TokenUnit.Mebibytes)]
    public Size BufferSize { get; init; } = Size.Mebibytes(1);

    internal override ISecret? SecretOf => Secret;

    internal override string MetricPrefix => "DeliveryToHttpEndpoint";

    internal override void Validate()
    {
        base.Validate();
        EnsureUrl(Url);
        InRange(nameof(Buffer), Buffer, 60, 900);
        InRange(nameof(BufferSize), BufferSize, 1, 64);
        InRange(nameof(CommonAttributes), CommonAttributes.Count, 0, 50, " attributes");
        if (LookupValue.IsKnown(Name) && Name.Length is 0 or > 256)
            throw new ArgumentException($"The name of the stream's endpoint has {Name.Length} characters, and Firehose accepts 1 to 256. Use another name.");
        foreach (var (name, value) in CommonAttributes)
        {
            if (name.Length is 0 or > 256 || (LookupValue.IsKnown(value) && value.Length > 1024))
                throw new ArgumentException($"The common attribute '{name}' of the stream's endpoint has a name of {name.Length} and a value of "
                    + $"{value.Length} characters, and Firehose accepts 1 to 256 and up to 1,024. Use shorter ones.");
        }
    }

    internal override void Bind(CfnDeliveryStreamProps props, StreamParts parts) =>
        props.HttpEndpointDestinationConfiguration = new CfnDeliveryStream.HttpEndpointDestinationConfigurationProperty
        {
            EndpointConfiguration = new CfnDeliveryStream.HttpEndpointConfigurationProperty { Name = Name, Url = Url },
            BufferingHints = new CfnDeliveryStream.BufferingHintsProperty { IntervalInSeconds = Buffer.ToSeconds(), SizeInMBs = BufferSize.ToMebibytes() },
            RetryOptions = new CfnDeliveryStream.RetryOptionsProperty { DurationInSeconds = Retry.ToSeconds() },
            RequestConfiguration = new CfnDeliveryStream.HttpEndpointRequestConfigurationProperty
            {
                ContentEncoding = "GZIP",
                CommonAttributes = CommonAttributes.Count == 0 ? null : CommonAttributes
                    .Select(one => new CfnDeliveryStream.HttpEndpointCommonAttributeProperty { AttributeName = one.Key, AttributeValue = one.Value })
                        .ToArray<object>(),
            },
            SecretsManagerConfiguration = Secret is null ? null : StreamSecret.Configuration(Secret, parts.Role),
            CloudWatchLoggingOptions = parts.Logging,
            ProcessingConfiguration = parts.Processing,
            S3BackupMode = parts.BacksUpAll ? "AllData" : "FailedDataOnly",
            S3Configuration = parts.Backup,
        }.With(nameof(CfnDeliveryStream.HttpEndpointDestinationConfigurationProperty.RoleArn), parts.Role.RoleArn);
}
