using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>An error that Athena returned; <c>ErrorCode</c> identifies it.</summary>
public class AmazonAthenaException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
