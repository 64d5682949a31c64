using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>An error that CloudWatch returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonCloudWatchException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId,
    HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
