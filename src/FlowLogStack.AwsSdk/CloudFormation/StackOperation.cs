using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudFormation;

abstract class StackOperation<TRequest, TResponse>(string name) : QueryOperation<TRequest, TResponse>("Amazon.CloudFormation", name, "2010-05-15")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonCloudFormationException(message, inner, type, code, requestId, status);
}
