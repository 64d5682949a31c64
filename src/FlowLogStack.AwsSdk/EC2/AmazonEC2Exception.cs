using System.Net;
using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>An error that EC2 returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonEC2Exception(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
