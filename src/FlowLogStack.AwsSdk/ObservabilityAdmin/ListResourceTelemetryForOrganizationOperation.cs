using System.Text.Json;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ObservabilityAdmin;

sealed class ListResourceTelemetryForOrganizationOperation()
    : ObservabilityOperation<ListResourceTelemetryForOrganizationRequest, ListResourceTelemetryForOrganizationResponse>(
        "ListResourceTelemetryForOrganization")
{
    public static ListResourceTelemetryForOrganizationOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, ListResourceTelemetryForOrganizationRequest request) =>
        TelemetryPage.Write(writer, request.AccountIdentifiers, request.ResourceTypes, request.MaxResults, request.NextToken);

    protected override void Read(ListResourceTelemetryForOrganizationResponse response, JsonUnmarshallerContext context,
        ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("TelemetryConfigurations", depth, ref reader))
            response.TelemetryConfigurations = TelemetryPage.Read(context, ref reader);
        else if (context.TestExpression("NextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}
