using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

abstract class CloudWatchOperation<TRequest, TResponse>(string name) : QueryOperation<TRequest, TResponse>("Amazon.CloudWatch", name, "2010-08-01")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonCloudWatchException(message, inner, type, code, requestId, status);
}
