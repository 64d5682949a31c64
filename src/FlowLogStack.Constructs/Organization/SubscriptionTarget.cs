using System.Text.RegularExpressions;
using FlowLogStack.Streaming;

namespace FlowLogStack.Organization;

/// <summary>The stream that receives the log events of a <see cref="SubscriptionDestination"/>.</summary>
public sealed partial record SubscriptionTarget
{
    SubscriptionTarget(string arn, bool isKinesis)
    {
        Arn = arn;
        IsKinesis = isKinesis;
    }

    /// <summary>ARN of the stream, or a token.</summary>
    public string Arn { get; }

    /// <summary>Whether the stream is a Kinesis data stream, and not a Firehose stream.</summary>
    internal bool IsKinesis { get; }

    /// <summary>Actions with which CloudWatch Logs writes to the stream.</summary>
    internal string[] Actions => IsKinesis ? ["kinesis:PutRecord", "kinesis:PutRecords"] : ["firehose:PutRecord", "firehose:PutRecordBatch"];

    /// <summary>Returns a Firehose stream of this app.</summary>
    /// <param name="stream">A stream with <see cref="FlowLogStreamProps.ReceivesSubscriptions"/>.</param>
    /// <exception cref="ArgumentException">The stream would deliver the compressed events of CloudWatch Logs.</exception>
    public static SubscriptionTarget Of(FlowLogStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.ReceivesSubscriptions
            ? new SubscriptionTarget(stream.Stream.AttrArn, isKinesis: false)
            : throw new ArgumentException($"The stream '{stream.Node.Path}' would deliver the compressed events of CloudWatch Logs, and no records. Set "
                + $"{nameof(FlowLogStreamProps.ReceivesSubscriptions)} of the stream to true.", nameof(stream));
    }

    /// <summary>Returns an existing stream, whose consumer reads the compressed events of CloudWatch Logs.</summary>
    /// <param name="arn">ARN of a Kinesis data stream or a Firehose stream.</param>
    /// <exception cref="ArgumentException">The ARN isn't that of a stream.</exception>
    public static SubscriptionTarget FromStreamArn(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        if (!LookupValue.IsKnown(arn))
            throw new ArgumentException("The ARN of the stream is known only after deployment, so that its kind is not known. Pass the ARN as text.",
                nameof(arn));
        return ArnPattern().Match(arn) is { Success: true } match
            ? new SubscriptionTarget(arn, match.Groups["service"].Success)
            : throw new ArgumentException($"'{arn}' is not the ARN of a stream. Use that of a Kinesis data stream or a Firehose stream, as in "
                + "'arn:aws:kinesis:eu-west-1:111122223333:stream/name' or 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/name'.", nameof(arn));
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:((?<service>kinesis):[a-z0-9-]+:\d{12}:stream/[A-Za-z0-9_.-]{1,128}"
        + @"|firehose:[a-z0-9-]+:\d{12}:deliverystream/[A-Za-z0-9_.-]{1,64})\z")]
    private static partial Regex ArnPattern();
}
