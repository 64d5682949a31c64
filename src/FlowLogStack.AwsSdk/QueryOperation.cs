using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon;

/// <summary>An operation of an AWS query service, which marshals its request as a form and unmarshals its XML response.</summary>
/// <typeparam name="TRequest">The type of the request.</typeparam>
/// <typeparam name="TResponse">The type of the response.</typeparam>
abstract class QueryOperation<TRequest, TResponse>(string service, string action, string version) : XmlResponseUnmarshaller,
    IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service) { HttpMethod = "POST", ResourcePath = "/" };
        var parameters = new QueryParameters(request.Parameters);
        parameters.Add("Action", action);
        parameters.Add("Version", version);
        Write(parameters, (TRequest)input);
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var root = new QueryAnswer(XElement.Load(context.Stream));
        var response = new TResponse();
        // Responses of EC2 lack the wrapper element of the other services.
        Read(response, root.Child(action + "Result") ?? root);
        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(context);
        return Error(error.Message ?? $"{service} returned {(int)statusCode}.", innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    protected abstract void Write(QueryParameters parameters, TRequest request);

    protected abstract void Read(TResponse response, QueryAnswer answer);

    protected abstract AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status);
}
