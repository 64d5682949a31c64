using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

abstract class NotificationOperation<TRequest, TResponse>(string name)
    : QueryOperation<TRequest, TResponse>("Amazon.SimpleNotificationService", name, "2010-03-31")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonSimpleNotificationServiceException(message, inner, type, code, requestId, status);
}
