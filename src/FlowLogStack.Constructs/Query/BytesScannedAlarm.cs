using System.Globalization;
using Amazon.CDK.AWS.Athena;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Query;

/// <summary>An alarm on the bytes that all queries of a workgroup scan in a day. The limit on a single query doesn't limit their number.</summary>
static class BytesScannedAlarm
{
    public static Alarm Create(Construct scope, CfnWorkGroup workgroup, string workgroupName, long bytes, IReadOnlyList<ITopic> topics)
    {
        var name = $"Bytes scanned by {workgroupName}";
        if (bytes <= 0)
            throw new ArgumentException($"The alarm on {bytes} bytes scanned in a day would always be in ALARM. Use a number of bytes, such as "
                + "100_000_000_000 for 100 GB.");
        AlarmLimits.EnsureTopics(name, topics.Count);
        var alarm = new Alarm(scope, "BytesScanned", new AlarmProps
        {
            AlarmName = name,
            AlarmDescription = string.Create(CultureInfo.InvariantCulture, $"Queries of the workgroup scanned {bytes / 1e9:0.###} GB or more in a day, "
                + $"about {bytes / 1e12m * AthenaPrice.DollarsPerTerabyte:0.##} USD. Check its history for queries without a condition on partitions, and for "
                + $"repeated queries."),
            Metric = InADay(workgroup),
            Threshold = bytes,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = 1,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        AlarmActions.Notify(alarm, alarm, topics, whenOk: false);
        return alarm;
    }

    // The Athena guide lists the dimensions, but not their combinations. If a sum for the workgroup is published, it is greater or equal.
    // Failed and canceled queries have scanned bytes too.
    internal static MathExpression InADay(CfnWorkGroup workgroup)
    {
        string[] states = ["SUCCEEDED", "FAILED", "CANCELLED"];
        var metrics = new Dictionary<string, IMetric> { ["whole"] = Metric(new Dictionary<string, string> { ["WorkGroup"] = workgroup.Ref }) };
        foreach (var state in states)
            metrics[state.ToLowerInvariant()] = Metric(new Dictionary<string,
                string> { ["WorkGroup"] = workgroup.Ref, ["QueryType"] = "DML", ["QueryState"] = state });
        return new MathExpression(new MathExpressionProps
        {
            Expression = $"MAX([FILL(whole, 0), {string.Join(" + ", states.Select(state => $"FILL({state.ToLowerInvariant()}, 0)"))}])",
            UsingMetrics = metrics,
            Period = Durations.Days(1),
            Label = "Bytes scanned",
        });
    }

    static Metric Metric(Dictionary<string, string> dimensions) => new(new MetricProps
    {
        Namespace = "AWS/Athena",
        MetricName = "ProcessedBytes",
        DimensionsMap = dimensions,
        Statistic = "Sum",
        Period = Durations.Days(1),
    });
}
