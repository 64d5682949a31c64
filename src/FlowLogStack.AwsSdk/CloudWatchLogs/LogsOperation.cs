using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

abstract class LogsOperation<TRequest, TResponse>(string name) : JsonOperation<TRequest, TResponse>("Amazon.CloudWatchLogs", "Logs_20140328." + name, "1.1")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) =>
        new AmazonCloudWatchLogsException(message, inner, type, code, requestId, status);
}
