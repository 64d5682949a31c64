using System.Text.Json;
using Amazon.Athena.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Athena;

sealed class StopQueryExecutionOperation() : AthenaOperation<StopQueryExecutionRequest, StopQueryExecutionResponse>("StopQueryExecution")
{
    public static StopQueryExecutionOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, StopQueryExecutionRequest request)
    {
        if (request.QueryExecutionId is { } id)
            writer.WriteString("QueryExecutionId", id);
    }

    protected override void Read(StopQueryExecutionResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
    }
}
