using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A consumer of the records of flow log objects, one object after the other.</summary>
interface IRecordSink
{
    /// <summary>Begins an object: what stands above its first record has no time.</summary>
    void BeginObject();

    /// <summary>Takes a record. It is valid until the next one is read.</summary>
    void Take(FlowRecord record);

    /// <summary>Takes a malformed line.</summary>
    void TakeRejected(ReadOnlySpan<byte> line);

    /// <summary>Whether it takes calls that CloudTrail recorded. Default: false.</summary>
    bool TakesCalls => false;

    /// <summary>Takes a record of CloudTrail, if it takes calls.</summary>
    /// <param name="record">The record, valid until the next one is read.</param>
    /// <param name="at">Time of the call.</param>
    void TakeCall(ReadOnlySpan<byte> record, DateTimeOffset at) => throw new NotSupportedException();

    /// <summary>Whether it takes requests in S3 server access logs. Default: false.</summary>
    bool TakesRequests => false;

    /// <summary>Takes a request in an S3 server access log, if it takes requests.</summary>
    /// <param name="request">The request as a JSON object, valid until the next one is read.</param>
    /// <param name="at">Time of the request.</param>
    void TakeRequest(ReadOnlySpan<byte> request, DateTimeOffset at) => throw new NotSupportedException();
}
