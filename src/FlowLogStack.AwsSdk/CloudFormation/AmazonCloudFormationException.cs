using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>An error that CloudFormation returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonCloudFormationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId,
    HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
