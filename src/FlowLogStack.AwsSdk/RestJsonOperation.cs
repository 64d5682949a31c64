using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon;

/// <summary>An operation of an AWS service with REST and JSON, which its path identifies.</summary>
/// <typeparam name="TRequest">The type of the request.</typeparam>
/// <typeparam name="TResponse">The type of the response.</typeparam>
abstract class RestJsonOperation<TRequest, TResponse>(string service, string path) : JsonOperation<TRequest, TResponse>(service, "", "")
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    protected override void Address(IRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ResourcePath = path;
        request.Headers["Content-Type"] = "application/json";
    }
}
