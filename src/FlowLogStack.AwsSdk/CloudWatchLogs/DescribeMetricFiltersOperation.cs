using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudWatchLogs;

sealed class DescribeMetricFiltersOperation() : LogsOperation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse>("DescribeMetricFilters")
{
    public static DescribeMetricFiltersOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, DescribeMetricFiltersRequest request)
    {
        if (request.LogGroupName is { } group)
            writer.WriteString("logGroupName", group);
        if (request.FilterNamePrefix is { } prefix)
            writer.WriteString("filterNamePrefix", prefix);
        if (request.NextToken is { } token)
            writer.WriteString("nextToken", token);
    }

    protected override void Read(DescribeMetricFiltersResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("metricFilters", depth, ref reader))
            response.MetricFilters = new JsonListUnmarshaller<MetricFilter, FilterUnmarshaller>(new FilterUnmarshaller()).Unmarshall(context, ref reader);
        else if (context.TestExpression("nextToken", depth, ref reader))
            response.NextToken = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }

    sealed class FilterUnmarshaller : ObjectUnmarshaller<MetricFilter>
    {
        protected override void Read(MetricFilter filter, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("filterName", depth, ref reader))
                filter.FilterName = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("logGroupName", depth, ref reader))
                filter.LogGroupName = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("filterPattern", depth, ref reader))
                filter.FilterPattern = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("metricTransformations", depth, ref reader))
                filter.MetricTransformations = new JsonListUnmarshaller<MetricTransformation, TransformationUnmarshaller>(new TransformationUnmarshaller())
                    .Unmarshall(context, ref reader);
        }
    }

    sealed class TransformationUnmarshaller : ObjectUnmarshaller<MetricTransformation>
    {
        protected override void Read(MetricTransformation transformation, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("metricNamespace", depth, ref reader))
                transformation.MetricNamespace = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("metricName", depth, ref reader))
                transformation.MetricName = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("metricValue", depth, ref reader))
                transformation.MetricValue = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("defaultValue", depth, ref reader))
                transformation.DefaultValue = NullableDoubleUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("unit", depth, ref reader))
                transformation.Unit = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("dimensions", depth, ref reader))
                transformation.Dimensions = new JsonDictionaryUnmarshaller<string, string, StringUnmarshaller, StringUnmarshaller>(StringUnmarshaller.Instance,
                    StringUnmarshaller.Instance).Unmarshall(context, ref reader);
        }
    }
}
