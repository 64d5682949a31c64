using System.Net;
using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin;

abstract class ObservabilityOperation<TRequest, TResponse>(string name) : RestJsonOperation<TRequest, TResponse>("Amazon.ObservabilityAdmin", "/" + name)
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonObservabilityAdminException(message, inner, type, code, requestId, status);
}
