using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudWatchLogs;

sealed class FilterLogEventsOperation() : LogsOperation<FilterLogEventsRequest, FilterLogEventsResponse>("FilterLogEvents")
{
    public static FilterLogEventsOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, FilterLogEventsRequest request)
    {
        WriteText(writer, "logGroupName", request.LogGroupName);
        WriteText(writer, "logStreamNamePrefix", request.LogStreamNamePrefix);
        WriteNumber(writer, "startTime", request.StartTime);
        WriteNumber(writer, "endTime", request.EndTime);
        WriteText(writer, "filterPattern", request.FilterPattern);
        WriteNumber(writer, "limit", request.Limit);
        WriteText(writer, "nextToken", request.NextToken);
    }

    protected override void Read(FilterLogEventsResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("events", depth, ref reader))
            response.Events = new JsonListUnmarshaller<FilteredLogEvent, EventUnmarshaller>(new EventUnmarshaller()).Unmarshall(context, ref reader);
        else if (context.TestExpression("nextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }

    static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    sealed class EventUnmarshaller : ObjectUnmarshaller<FilteredLogEvent>
    {
        protected override void Read(FilteredLogEvent item, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("logStreamName", depth, ref reader))
                item.LogStreamName = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("timestamp", depth, ref reader))
                item.Timestamp = NullableLongUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("message", depth, ref reader))
                item.Message = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("ingestionTime", depth, ref reader))
                item.IngestionTime = NullableLongUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("eventId", depth, ref reader))
                item.EventId = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }
}
