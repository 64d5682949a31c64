namespace FlowLogStack.Processing;

/// <summary>What an event is, told by its shape.</summary>
enum EventKind
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A subscription of CloudWatch Logs: <c>{"awslogs":{"data":…}}</c>.</summary>
    Subscription,

    /// <summary>Objects, messages or stream records, each an <see cref="EventRecordKind"/>: <c>{"Records":[…]}</c>.</summary>
    Records,

    /// <summary>An event of EventBridge: <c>{"detail-type":"Object Created","source":"aws.s3","detail":…}</c>.</summary>
    Bridge,

    /// <summary>S3 trying out a notification: <c>{"Event":"s3:TestEvent"}</c>.</summary>
    Test,

    /// <summary>A Firehose transformation: <c>{"deliveryStreamArn":…,"records":[…]}</c>.</summary>
    Firehose,

    /// <summary>An event that Lambda gave up on, in the envelope of a failure destination: <c>{"requestPayload":…}</c>.</summary>
    Failed,

    /// <summary>A message of a topic, as SQS receives it: <c>{"Type":"Notification","Message":…}</c>.</summary>
    Topic,

    /// <summary>A dead letter of this function.</summary>
    DeadLetter,

    /// <summary>A request to deliver dead letters again: <c>{"replay":{}}</c>.</summary>
    Replay,
}
