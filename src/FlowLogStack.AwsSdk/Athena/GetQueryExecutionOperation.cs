using System.Text.Json;
using Amazon.Athena.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Athena;

sealed class GetQueryExecutionOperation() : AthenaOperation<GetQueryExecutionRequest, GetQueryExecutionResponse>("GetQueryExecution")
{
    public static GetQueryExecutionOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, GetQueryExecutionRequest request)
    {
        if (request.QueryExecutionId is { } id)
            writer.WriteString("QueryExecutionId", id);
    }

    protected override void Read(GetQueryExecutionResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("QueryExecution", depth, ref reader))
            response.QueryExecution = new ExecutionUnmarshaller().Unmarshall(context, ref reader);
    }

    sealed class ExecutionUnmarshaller : ObjectUnmarshaller<QueryExecution>
    {
        protected override void Read(QueryExecution execution, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("QueryExecutionId", depth, ref reader))
                execution.QueryExecutionId = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("Status", depth, ref reader))
                execution.Status = new StatusUnmarshaller().Unmarshall(context, ref reader);
            else if (context.TestExpression("Statistics", depth, ref reader))
                execution.Statistics = new StatisticsUnmarshaller().Unmarshall(context, ref reader);
        }
    }

    sealed class StatusUnmarshaller : ObjectUnmarshaller<QueryExecutionStatus>
    {
        protected override void Read(QueryExecutionStatus status, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("State", depth, ref reader))
                status.State = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("StateChangeReason", depth, ref reader))
                status.StateChangeReason = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }

    sealed class StatisticsUnmarshaller : ObjectUnmarshaller<QueryExecutionStatistics>
    {
        protected override void Read(QueryExecutionStatistics statistics, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("DataScannedInBytes", depth, ref reader))
                statistics.DataScannedInBytes = LongUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("TotalExecutionTimeInMillis", depth, ref reader))
                statistics.TotalExecutionTimeInMillis = LongUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }
}
