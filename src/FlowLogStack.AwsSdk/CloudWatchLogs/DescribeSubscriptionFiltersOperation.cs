using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudWatchLogs;

sealed class DescribeSubscriptionFiltersOperation()
    : LogsOperation<DescribeSubscriptionFiltersRequest, DescribeSubscriptionFiltersResponse>("DescribeSubscriptionFilters")
{
    public static DescribeSubscriptionFiltersOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, DescribeSubscriptionFiltersRequest request)
    {
        if (request.LogGroupName is { } group)
            writer.WriteString("logGroupName", group);
        if (request.NextToken is { } token)
            writer.WriteString("nextToken", token);
    }

    protected override void Read(DescribeSubscriptionFiltersResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("subscriptionFilters", depth, ref reader))
            response.SubscriptionFilters = new JsonListUnmarshaller<SubscriptionFilter, FilterUnmarshaller>(new FilterUnmarshaller())
                .Unmarshall(context, ref reader);
        else if (context.TestExpression("nextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }

    sealed class FilterUnmarshaller : ObjectUnmarshaller<SubscriptionFilter>
    {
        protected override void Read(SubscriptionFilter filter, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("filterName", depth, ref reader))
                filter.FilterName = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("logGroupName", depth, ref reader))
                filter.LogGroupName = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("filterPattern", depth, ref reader))
                filter.FilterPattern = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("destinationArn", depth, ref reader))
                filter.DestinationArn = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        }
    }
}
