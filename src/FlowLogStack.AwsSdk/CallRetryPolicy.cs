using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon;

/// <summary>
/// The standard retries of the SDK. More retries than the standard number are for throttled calls only, and a call that the service lacks is not repeated.
/// </summary>
/// <remarks>
/// A client of many accounts has many retries, with pauses of up to 20 seconds, until a request rate recovers. With each of them, a failed connection or
/// a fault of the service would take minutes.
/// </remarks>
sealed class CallRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
{
    const int StandardRetries = 2;

    // Some servers return them with the status of an error that passes.
    static readonly string[] OfAbsentCalls =
        ["NotImplemented", "NotImplementedException", "UnknownOperation", "UnknownOperationException", "InvalidAction", "UnsupportedOperation"];

    readonly int otherRetries = FallbackInternalConfigurationFactory.MaxAttempts is { } attempts ? attempts - 1 : StandardRetries;

    public override bool IsTransientError(IExecutionContext executionContext, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        return executionContext.RequestContext.Retries < otherRetries && !IsOfAbsentCall(exception as AmazonServiceException)
            && base.IsTransientError(executionContext, exception);
    }

    static bool IsOfAbsentCall(AmazonServiceException? error) =>
        error is not null && (error.StatusCode is HttpStatusCode.NotImplemented || OfAbsentCalls.Contains(error.ErrorCode));
}
