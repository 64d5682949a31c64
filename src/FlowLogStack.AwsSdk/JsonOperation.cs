using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon;

/// <summary>An operation of an AWS JSON service, which marshals its request and unmarshals its response.</summary>
/// <typeparam name="TRequest">The type of the request.</typeparam>
/// <typeparam name="TResponse">The type of the response.</typeparam>
abstract class JsonOperation<TRequest, TResponse>(string service, string target, string version) : JsonResponseUnmarshaller,
    IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service) { HttpMethod = "POST", ResourcePath = "/" };
        Address(request);
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            Write(writer, (TRequest)input);
            writer.WriteEndObject();
        }

        request.Content = body.ToArray();
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        var response = new TResponse();
        var reader = new StreamingUtf8JsonReader(context.Stream);
        context.Read(ref reader);
        var depth = context.CurrentDepth;
        while (context.ReadAtDepth(depth, ref reader))
            Read(response, context, ref reader, depth);
        return response;
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        return Error(error.Message ?? $"{service} returned {(int)statusCode}.", innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    /// <summary>Sets what identifies the operation in a request.</summary>
    protected virtual void Address(IRequest request)
    {
        request.Headers["X-Amz-Target"] = target;
        request.Headers["Content-Type"] = "application/x-amz-json-" + version;
    }

    protected abstract void Write(Utf8JsonWriter writer, TRequest request);

    protected abstract void Read(TResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth);

    protected abstract AmazonServiceException Error(string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status);
}
