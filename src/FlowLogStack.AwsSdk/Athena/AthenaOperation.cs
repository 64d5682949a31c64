using System.Net;
using Amazon.Runtime;

namespace Amazon.Athena;

abstract class AthenaOperation<TRequest, TResponse>(string name) : JsonOperation<TRequest, TResponse>("Amazon.Athena", "AmazonAthena." + name, "1.1")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonAthenaException(message, inner, type, code, requestId, status);
}
