using Amazon.CDK;
using Amazon.CDK.AWS.KinesisFirehose;
using FlowLogStack.Records;

namespace FlowLogStack.Streaming;

/// <summary>A stream's destination in S3: gzipped objects in folders by time, and by values of fields.</summary>
/// <remarks>
/// Firehose evaluates fields in records of the form <c>{"message":"…"}</c>, in which flow logs were observed in streams. AWS doesn't document this form;
/// records in another one are written to the folder <c>undelivered/</c>. Firehose accepts <see cref="Partitions"/> only when the stream is created.
/// </remarks>
public sealed record BucketDestination : StreamDestination
{
    // Firehose requires it for partitions by values.
    const int LeastMegabytesOfPartitions = 64;

    internal BucketDestination()
    {
    }

    /// <summary>Key prefix of objects, ending with a slash; without expressions of Firehose. Default: empty.</summary>
    [NeedsValue]
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Fields whose values are folders, as in <c>account_id=111122223333/</c>, before those of the time. Each combination of values has its own objects,
    /// of which 500 can be active. Default: none.
    /// </summary>
    public IReadOnlyList<FlowField> Partitions { get; init; } = [];

    /// <summary>Log format of the records, which has the positions of <see cref="Partitions"/>. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Size from which Firehose writes an object, 1 to 128 MB, 64 or more with <see cref="Partitions"/>. Default: 64 MB.</summary>
    [TakesToken(TokenUnit.Mebibytes)]
    public Size BufferSize { get; init; } = Size.Mebibytes(LeastMegabytesOfPartitions);

    internal override string MetricPrefix => "DeliveryToS3";

    internal override void Validate()
    {
        base.Validate();
        InRange(nameof(Buffer), Buffer, 60, 900);
        InRange(nameof(BufferSize), BufferSize, Partitions.Count > 0 ? LeastMegabytesOfPartitions : 1, 128, Partitions.Count > 0 ? " with partitions" : "");
        if (Prefix.StartsWith('/') || (Prefix.Length > 0 && !Prefix.EndsWith('/')) || Prefix.Contains("!{", StringComparison.Ordinal))
            throw new ArgumentException($"'{Prefix}' is not the prefix of a stream's objects. Use folders that end with a slash, as in 'network/', "
                + $"without expressions in '!{{…}}'.");
        foreach (var field in Partitions.Where(field => !Format.Contains(field)))
            throw new FlowLogFormatException(field.Name, null, $"The stream has partitions by '{field}', which the log format '{Format}' lacks. Add "
                + $"{field.Placeholder} to the format, or remove the partition.");
    }

    internal override void Bind(CfnDeliveryStreamProps props, StreamParts parts) =>
        props.ExtendedS3DestinationConfiguration = new CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty
        {
            BufferingHints = new CfnDeliveryStream.BufferingHintsProperty { IntervalInSeconds = Buffer.ToSeconds(), SizeInMBs = BufferSize.ToMebibytes() },
            CompressionFormat = "GZIP",
            Prefix = Prefix + string.Concat(Partitions.Select(field => $"{field.Column}=!{{partitionKeyFromQuery:{field.Column}}}/"))
                + "!{timestamp:yyyy/MM/dd/HH}/",
            ErrorOutputPrefix = StreamParts.Undelivered + "!{firehose:error-output-type}/",
            CloudWatchLoggingOptions = parts.Logging,
            EncryptionConfiguration = parts.Encryption,
            ProcessingConfiguration = Processing(parts.Processing),
            DynamicPartitioningConfiguration = Partitions.Count == 0 ? null : new CfnDeliveryStream.DynamicPartitioningConfigurationProperty
            {
                Enabled = true,
                RetryOptions = new CfnDeliveryStream.RetryOptionsProperty { DurationInSeconds = Retry.ToSeconds() },
            },
        }.With(nameof(CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty.BucketArn), parts.Bucket.BucketArn)
            .With(nameof(CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty.RoleArn), parts.Role.RoleArn);

    // Firehose transforms records before it evaluates their fields.
    CfnDeliveryStream.ProcessingConfigurationProperty? Processing(CfnDeliveryStream.ProcessingConfigurationProperty? transformation)
    {
        if (Partitions.Count == 0)
            return transformation;
        if (transformation is not null)
            throw new ArgumentException($"The stream has a processor and partitions by '{Partitions[0]}', which are read from the records before the "
                + "processor. Remove the partitions, or the processor.");
        var query = string.Join(',', Partitions.Select(field => $"{field.Column}:.message|split(\" \")|.[{Format.IndexOf(field)}]"));
        return new CfnDeliveryStream.ProcessingConfigurationProperty
        {
            Enabled = true,
            Processors = new object[]
            {
                new CfnDeliveryStream.ProcessorProperty
                {
                    Type = "MetadataExtraction",
                    Parameters = new object[] { Parameter("MetadataExtractionQuery", $"{{{query}}}"), Parameter("JsonParsingEngine", "JQ-1.6") },
                },
                // Records arrive without line breaks, which readers of the objects need.
                new CfnDeliveryStream.ProcessorProperty { Type = "AppendDelimiterToRecord", Parameters = new object[] { Parameter("Delimiter", "\\n") } },
            },
        };

        static CfnDeliveryStream.ProcessorParameterProperty Parameter(string name, string value) => new() { ParameterName = name, ParameterValue = value };
    }
}
