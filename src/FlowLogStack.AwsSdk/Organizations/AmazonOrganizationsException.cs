using System.Net;
using Amazon.Runtime;

namespace Amazon.Organizations;

/// <summary>An error that AWS Organizations returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonOrganizationsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId,
    HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
