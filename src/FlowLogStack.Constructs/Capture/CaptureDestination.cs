using Amazon.CDK.AWS.KinesisFirehose;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>The destination of a flow log: CloudWatch Logs, S3 or Firehose.</summary>
public abstract record CaptureDestination
{
    const string FirehoseTag = "LogDeliveryEnabled";

    CaptureDestination()
    {
    }

    /// <summary>Returns a destination that delivers to a log group, through the group's delivery role.</summary>
    public static CaptureDestination CloudWatchLogs(FlowLogGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new ToLogGroup(group);
    }

    /// <summary>Returns a destination that delivers to an archive, in its S3 key layout.</summary>
    public static CaptureDestination S3(FlowLogArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        archive.RequireDelivery();
        return new ToArchive(archive);
    }

    /// <summary>
    /// Returns a destination that delivers to a bucket of another stack or account, by name, in a key layout. The bucket's policy, and that of its key,
    /// must admit log delivery on behalf of this account, as those of an organization archive do.
    /// </summary>
    /// <param name="bucketName">Name of the bucket, or a token.</param>
    /// <param name="layout">S3 key layout and file format. Default: null (plain text, one folder for each day, at the root of the bucket).</param>
    /// <exception cref="ArgumentException">The name isn't the name of a bucket, or the prefix isn't valid.</exception>
    public static CaptureDestination Bucket(string bucketName, S3Layout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(bucketName);
        if (LookupValue.IsKnown(bucketName) && (bucketName.Length is < 3 or > 63 || !bucketName.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)
            || c is '.' or '-')))
            throw new ArgumentException($"'{bucketName}' is not the name of a bucket. Use the name, not the ARN or the URL: 3 to 63 lower-case letters, "
                + "digits, hyphens and dots.", nameof(bucketName));
        return new ToBucket(bucketName, (layout ?? new S3Layout()).Validated());
    }

    /// <summary>
    /// Returns a destination that delivers to a log group of the same account and Region, by name, with a role. The service creates the log group if it
    /// doesn't exist and the role permits it.
    /// </summary>
    internal static CaptureDestination LogGroup(string name, string roleArn) => new ToNamedGroup(name, roleArn);

    /// <summary>
    /// Returns a destination that delivers to a Firehose stream of the same account with a Direct PUT source. Tags the stream
    /// <c>LogDeliveryEnabled</c>, which the log delivery service requires.
    /// </summary>
    public static CaptureDestination Firehose(CfnDeliveryStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.DeliveryStreamType is { } type && type != "DirectPut")
            throw new ArgumentException($"The delivery stream '{stream.Node.Path}' has the source '{type}': flow logs are put to a stream, so its "
                + "DeliveryStreamType must be DirectPut.", nameof(stream));
        Amazon.CDK.Tags.Of(stream).Add(FirehoseTag, "true");
        return new ToFirehose(stream.AttrArn, stream);
    }

    /// <summary>
    /// Returns a destination that delivers to a Firehose stream of another account and the same Region. The stream must have the tag
    /// <c>LogDeliveryEnabled=true</c>, which a <c>FlowLogStream</c> has.
    /// </summary>
    /// <param name="streamArn">ARN of the stream, <c>arn:aws:firehose:region:account:deliverystream/name</c>.</param>
    /// <param name="sender">The role that sends. Its receiving role must be in the stream's account.</param>
    /// <exception cref="ArgumentException">The ARN isn't that of a stream, or the stream and the receiving role are in different accounts.</exception>
    public static CaptureDestination Firehose(string streamArn, FirehoseSenderRole sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var destination = (ToFirehose)Firehose(streamArn);
        var (stream, receiver) = (streamArn.Split(':'), sender.ReceiverRoleArn.Split(':'));
        if (LookupValue.IsKnown(streamArn) && LookupValue.IsKnown(sender.ReceiverRoleArn) && stream[4] != receiver[4])
            throw new ArgumentException($"The stream '{streamArn}' is in account {stream[4]}, but the receiving role '{sender.ReceiverRoleArn}' is in "
                + $"account {receiver[4]}. Use the role of the stream's account.", nameof(sender));
        return destination with { Sender = sender };
    }

    /// <summary>
    /// Returns a destination that delivers to an existing Firehose stream of the same account. The stream must have the tag
    /// <c>LogDeliveryEnabled=true</c>; the log delivery service adds it when it creates the flow log.
    /// </summary>
    /// <param name="streamArn">ARN of the stream, <c>arn:aws:firehose:region:account:deliverystream/name</c>.</param>
    /// <exception cref="ArgumentException">The ARN isn't the ARN of a Firehose stream.</exception>
    public static CaptureDestination Firehose(string streamArn)
    {
        ArgumentNullException.ThrowIfNull(streamArn);
        if (LookupValue.IsKnown(streamArn) && !IsStreamArn(streamArn))
            throw new ArgumentException($"'{streamArn}' is not the ARN of a Firehose stream. Use "
                + "'arn:aws:firehose:eu-west-1:111122223333:deliverystream/name'.", nameof(streamArn));
        return new ToFirehose(streamArn, Stream: null);
    }

    static bool IsStreamArn(string arn)
    {
        const string Kind = "deliverystream/";
        return arn.Split(':') is ["arn", _, "firehose", { Length: > 0 }, { Length: 12 }, var resource]
            && resource.StartsWith(Kind, StringComparison.Ordinal)
            && resource.Length > Kind.Length;
    }

    internal sealed record ToLogGroup(FlowLogGroup Group) : CaptureDestination;

    internal sealed record ToBucket(string BucketName, S3Layout Layout) : CaptureDestination
    {
        /// <summary>ARN of the bucket or of its folder.</summary>
        internal string Arn(Construct flowLog)
        {
            var bucket = $"arn:{Places.PartitionOf(flowLog)}:s3:::{BucketName}";
            return Layout.Prefix.Length == 0 ? bucket : $"{bucket}/{Layout.Prefix}/";
        }
    }

    internal sealed record ToNamedGroup(string Name, string RoleArn) : CaptureDestination;

    internal sealed record ToArchive(FlowLogArchive Archive) : CaptureDestination;

    internal sealed record ToFirehose(string StreamArn, CfnDeliveryStream? Stream) : CaptureDestination
    {
        /// <summary>The role that delivers to a stream of another account; null for a stream of the same account.</summary>
        internal FirehoseSenderRole? Sender { get; init; }

        /// <summary>Requires a stream of the same account, or of the same Region if a role sends to another account.</summary>
        internal void EnsureSameEnvironment(Construct flowLog)
        {
            if (Sender is not null)
            {
                EnsureOtherAccount(flowLog);
                return;
            }

            const string Fix = "Flow logs are delivered to a stream of their own account and region. Use one, or a FirehoseSenderRole for a stream of "
                + "another account.";
            if (Stream is { } stream)
                SameEnvironment.Require(flowLog, $"The Firehose stream '{stream.Node.Path}'", Places.EnvironmentOf(stream).Region,
                    Places.EnvironmentOf(stream).Account, "the flow log", Fix);
            else if (LookupValue.IsKnown(StreamArn) && StreamArn.Split(':') is { Length: > 5 } parts)
                SameEnvironment.Require(flowLog, $"The Firehose stream '{StreamArn}'", parts[3], parts[4], "the flow log", Fix);
        }

        void EnsureOtherAccount(Construct flowLog)
        {
            if (!LookupValue.IsKnown(StreamArn))
                return;
            var parts = StreamArn.Split(':');
            SameEnvironment.Require(flowLog, $"The Firehose stream '{StreamArn}'", parts[3], account: null, "the flow log", "Use a stream of the flow "
                + "log's Region.");
            if (parts[4] == Places.EnvironmentOf(flowLog).Account)
                throw new ArgumentException($"The Firehose stream '{StreamArn}' is in the account of the flow log '{flowLog.Node.Path}', and a role "
                    + $"that sends to another account is set. Remove the {nameof(FirehoseSenderRole)}.");
        }
    }
}
