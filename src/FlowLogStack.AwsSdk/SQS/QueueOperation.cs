using System.Net;
using Amazon.Runtime;

namespace Amazon.SQS;

abstract class QueueOperation<TRequest, TResponse>(string name) : JsonOperation<TRequest, TResponse>("Amazon.SQS", "AmazonSQS." + name, "1.0")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonSQSException(message, inner, type, code, requestId, status);
}
