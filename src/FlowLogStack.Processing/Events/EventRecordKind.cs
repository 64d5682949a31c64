namespace FlowLogStack.Processing;

/// <summary>The kind of an element of an event's <c>Records</c>.</summary>
enum EventRecordKind
{
    /// <summary>Another kind, which the function does not support.</summary>
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
