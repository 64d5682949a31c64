using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS;

/// <summary>An error that SQS returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonSQSException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
