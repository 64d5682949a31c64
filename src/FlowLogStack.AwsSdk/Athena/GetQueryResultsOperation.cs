using System.Text.Json;
using Amazon.Athena.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Athena;

sealed class GetQueryResultsOperation() : AthenaOperation<GetQueryResultsRequest, GetQueryResultsResponse>("GetQueryResults")
{
    public static GetQueryResultsOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, GetQueryResultsRequest request)
    {
        if (request.QueryExecutionId is { } id)
            writer.WriteString("QueryExecutionId", id);
        if (request.NextToken is { } token)
            writer.WriteString("NextToken", token);
        if (request.MaxResults is { } most)
            writer.WriteNumber("MaxResults", most);
    }

    protected override void Read(GetQueryResultsResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("NextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("ResultSet", depth, ref reader))
            response.ResultSet = new ResultSetUnmarshaller().Unmarshall(context, ref reader);
    }

    sealed class ResultSetUnmarshaller : ObjectUnmarshaller<ResultSet>
    {
        protected override void Read(ResultSet results, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("Rows", depth, ref reader))
                results.Rows = new JsonListUnmarshaller<Row, RowUnmarshaller>(new RowUnmarshaller()).Unmarshall(context, ref reader);
            else if (context.TestExpression("ResultSetMetadata", depth, ref reader))
                results.ResultSetMetadata = new MetadataUnmarshaller().Unmarshall(context, ref reader);
        }
    }

    sealed class MetadataUnmarshaller : ObjectUnmarshaller<ResultSetMetadata>
    {
        protected override void Read(ResultSetMetadata metadata, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("ColumnInfo", depth, ref reader))
                metadata.ColumnInfo = new JsonListUnmarshaller<ColumnInfo, ColumnUnmarshaller>(new ColumnUnmarshaller()).Unmarshall(context, ref reader);
        }
    }

    sealed class ColumnUnmarshaller : ObjectUnmarshaller<ColumnInfo>
    {
        protected override void Read(ColumnInfo column, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("Name", depth, ref reader))
                column.Name = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("Type", depth, ref reader))
                column.Type = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }

    sealed class RowUnmarshaller : ObjectUnmarshaller<Row>
    {
        protected override void Read(Row row, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("Data", depth, ref reader))
                row.Data = new JsonListUnmarshaller<Datum, DatumUnmarshaller>(new DatumUnmarshaller()).Unmarshall(context, ref reader);
        }
    }

    sealed class DatumUnmarshaller : ObjectUnmarshaller<Datum>
    {
        protected override void Read(Datum value, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("VarCharValue", depth, ref reader))
                value.VarCharValue = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }
}
