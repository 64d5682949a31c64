using System.Text.Json;
using Amazon.Athena.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Athena;

sealed class StartQueryExecutionOperation() : AthenaOperation<StartQueryExecutionRequest, StartQueryExecutionResponse>("StartQueryExecution")
{
    public static StartQueryExecutionOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, StartQueryExecutionRequest request)
    {
        // A request sent twice with one token, as in a retry, starts one query.
        writer.WriteString("ClientRequestToken", Guid.NewGuid().ToString());
        if (request.QueryString is { } query)
            writer.WriteString("QueryString", query);
        if (request.ExecutionParameters is { Count: > 0 } parameters)
        {
            writer.WriteStartArray("ExecutionParameters");
            foreach (var parameter in parameters)
                writer.WriteStringValue(parameter);
            writer.WriteEndArray();
        }

        if (request.QueryExecutionContext is { } context)
        {
            writer.WriteStartObject("QueryExecutionContext");
            if (context.Database is { } database)
                writer.WriteString("Database", database);
            if (context.Catalog is { } catalog)
                writer.WriteString("Catalog", catalog);
            writer.WriteEndObject();
        }

        if (request.WorkGroup is { } workgroup)
            writer.WriteString("WorkGroup", workgroup);
    }

    protected override void Read(StartQueryExecutionResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("QueryExecutionId", depth, ref reader))
            response.QueryExecutionId = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}
