namespace FlowLogStack.Processing;

/// <summary>What an element of an event's <c>Records</c> is.</summary>
enum EventRecordKind
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>An object that S3 created: <c>{"s3":…}</c>.</summary>
    Object,

    /// <summary>A message of a queue: <c>{"messageId":…,"body":…}</c>.</summary>
    Message,

    /// <summary>A message of a topic: <c>{"Sns":{"Message":…}}</c>.</summary>
    Notification,

    /// <summary>A record of a Kinesis stream: <c>{"kinesis":{"sequenceNumber":…,"data":…}}</c>.</summary>
    Stream,
}
