using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ObservabilityAdmin;

/// <summary>The calls for the state of the telemetry evaluation, which differ in their names only.</summary>
sealed class EvaluationStatusOperation<TRequest, TResponse>(string name) : ObservabilityOperation<TRequest, TResponse>(name)
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, IEvaluationStatus, new()
{
    protected override void Write(Utf8JsonWriter writer, TRequest request)
    {
    }

    protected override void Read(TResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("Status", depth, ref reader))
            response.Status = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("FailureReason", depth, ref reader))
            response.FailureReason = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}
