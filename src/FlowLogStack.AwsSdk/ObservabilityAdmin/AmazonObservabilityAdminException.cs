using System.Net;
using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin;

/// <summary>An error that CloudWatch Observability Admin returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonObservabilityAdminException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId,
    HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
