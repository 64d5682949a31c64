using System.Text.Json;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ObservabilityAdmin;

sealed class GetTelemetryEvaluationStatusOperation()
    : ObservabilityOperation<GetTelemetryEvaluationStatusRequest, GetTelemetryEvaluationStatusResponse>(
        "GetTelemetryEvaluationStatus")
{
    public static GetTelemetryEvaluationStatusOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, GetTelemetryEvaluationStatusRequest request)
    {
    }

    protected override void Read(GetTelemetryEvaluationStatusResponse response, JsonUnmarshallerContext context,
        ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("Status", depth, ref reader))
            response.Status = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("FailureReason", depth, ref reader))
            response.FailureReason = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}
