using System.Text.Json;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ObservabilityAdmin;

sealed class GetTelemetryEvaluationStatusForOrganizationOperation()
    : ObservabilityOperation<GetTelemetryEvaluationStatusForOrganizationRequest, GetTelemetryEvaluationStatusForOrganizationResponse>(
        "GetTelemetryEvaluationStatusForOrganization")
{
    public static GetTelemetryEvaluationStatusForOrganizationOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, GetTelemetryEvaluationStatusForOrganizationRequest request)
    {
    }

    protected override void Read(GetTelemetryEvaluationStatusForOrganizationResponse response, JsonUnmarshallerContext context,
        ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("Status", depth, ref reader))
            response.Status = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("FailureReason", depth, ref reader))
            response.FailureReason = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}
