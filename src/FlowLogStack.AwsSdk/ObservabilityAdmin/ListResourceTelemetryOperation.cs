using System.Text.Json;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ObservabilityAdmin;

sealed class ListResourceTelemetryOperation()
    : ObservabilityOperation<ListResourceTelemetryRequest, ListResourceTelemetryResponse>(
        "ListResourceTelemetry")
{
    public static ListResourceTelemetryOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, ListResourceTelemetryRequest request) =>
        TelemetryPage.Write(writer, null, request.ResourceTypes, request.MaxResults, request.NextToken);

    protected override void Read(ListResourceTelemetryResponse response, JsonUnmarshallerContext context,
        ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("TelemetryConfigurations", depth, ref reader))
            response.TelemetryConfigurations = TelemetryPage.Read(context, ref reader);
        else if (context.TestExpression("NextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}
