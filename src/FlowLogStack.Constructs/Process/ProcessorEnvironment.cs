using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SQS;

namespace FlowLogStack.Process;

/// <summary>Renders what a processor is told as the environment variables that the function reads; their list is in the function's README.</summary>
static class ProcessorEnvironment
{
    /// <summary>The variables of a function that does what the props say.</summary>
    public static Dictionary<string, string> Of(FlowLogProcessorProps props, IBucket deadLetters, string deadLetterPrefix, IQueue failures)
    {
        var variables = new Dictionary<string, string>
        {
            ["FLOW_LOG_FORMAT"] = props.Format.ToString(),
            ["DEAD_LETTER_BUCKET"] = deadLetters.BucketName,
            ["DEAD_LETTER_PREFIX"] = deadLetterPrefix,
            ["DEAD_LETTER_QUEUE_URL"] = failures.QueueUrl,
            ["FIREHOSE_FORMAT"] = Name(props.FirehoseEncoding),
        };
        if (props.Format.Fields.Where(field => field.IsCustom).Select(field => $"{field.Name}:{field.Kind}").ToList() is { Count: > 0 } custom)
            variables["FLOW_LOG_CUSTOM_FIELDS"] = string.Join(',', custom);
        if (props.Endpoint is { } endpoint)
        {
            variables["ENDPOINT_SECRET_ARN"] = endpoint.Secret.SecretArn;
            variables["LOG_FORMAT"] = Name(endpoint.Encoding);
            variables["ENDPOINT_BATCH_BYTES"] = Number(endpoint.BatchBytes);
            variables["ENDPOINT_BATCH_RECORDS"] = Number(endpoint.BatchRecords);
            variables["ENDPOINT_CONCURRENCY"] = Number(endpoint.Concurrency);
            variables["ENDPOINT_TIMEOUT_SECONDS"] = Number((endpoint.Timeout ?? Duration.Seconds(10)).ToSeconds());
            variables["ENDPOINT_MAX_ATTEMPTS"] = Number(endpoint.MaximumAttempts);
        }

        if (props.Destination is { } destination)
        {
            variables["DESTINATION_BUCKET"] = destination.Bucket.BucketName;
            variables["DESTINATION_PREFIX"] = destination.Prefix.Length == 0 ? "" : destination.Prefix + "/";
            variables["DESTINATION_FORMAT"] = Name(destination.Encoding);
        }

        if (props.Filter.InternalNetworks.Count > 0)
            variables["VPC_CIDR_PREFIX"] = string.Join(',', props.Filter.InternalNetworks);
        if (props.Filter.Action is not Capture.TrafficType.All)
            variables["ACTION_FILTER"] = props.Filter.Action.ToString().ToUpperInvariant();
        if (props.Filter.SampleOneIn > 1)
            variables["SAMPLE_ONE_IN"] = Number(props.Filter.SampleOneIn);
        if (props.Enrich)
            variables["INCLUDE_SECURITY_GROUP_INFO"] = "true";
        return variables;
    }

    static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    static string Name(RecordEncoding encoding) => encoding switch
    {
        RecordEncoding.Fields => "FIELDS",
        RecordEncoding.VpcJson => "VPC-JSON",
        RecordEncoding.VpcRaw => "VPC-RAW",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not an encoding."),
    };
}
