namespace FlowLogStack.Processing;

/// <summary>The kind of an event, determined by its shape.</summary>
enum EventKind
{
    /// <summary>Another kind, which the function does not support.</summary>
    Unknown,

    /// <summary>A subscription of CloudWatch Logs: <c>{"awslogs":{"data":…}}</c>.</summary>
    Subscription,

    /// <summary>Objects, messages or stream records, each an <see cref="EventRecordKind"/>: <c>{"Records":[…]}</c>.</summary>
    Records,

    /// <summary>An event of EventBridge: <c>{"detail-type":"Object Created","source":"aws.s3","detail":…}</c>.</summary>
    Bridge,

    /// <summary>The test event of an S3 notification: <c>{"Event":"s3:TestEvent"}</c>.</summary>
    Test,

    /// <summary>A Firehose transformation: <c>{"deliveryStreamArn":…,"records":[…]}</c>.</summary>
    Firehose,

    /// <summary>A failed event in the envelope of a Lambda failure destination: <c>{"requestPayload":…}</c>.</summary>
    Failed,

    /// <summary>A message of a topic, as SQS receives it: <c>{"Type":"Notification","Message":…}</c>.</summary>
    Topic,

    /// <summary>A dead letter of this function.</summary>
    DeadLetter,

    /// <summary>A request to deliver dead letters again: <c>{"replay":{}}</c>.</summary>
    Replay,
}
