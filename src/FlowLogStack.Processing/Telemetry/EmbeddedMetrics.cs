using System.Buffers;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Writer of metrics in CloudWatch's embedded metric format: one JSON object per line of the log.</summary>
sealed class EmbeddedMetrics(string metricsNamespace, string functionName, Log log)
{
    /// <summary>Dimension of all metrics.</summary>
    public const string FunctionDimension = ProcessorMetrics.FunctionDimension;

    /// <summary>Additional dimension of <see cref="OfDirection"/>.</summary>
    public const string DirectionDimension = ProcessorMetrics.DirectionDimension;

    /// <summary>Metric of delivery times; published only if there were deliveries.</summary>
    public const string Latency = ProcessorMetrics.DeliveryLatency;

    const int MostGroups = 100;

    static readonly (Direction Direction, string Name)[] Directions =
    [
        (Direction.Inbound, ProcessorMetrics.Inbound), (Direction.Outbound, ProcessorMetrics.Outbound), (Direction.Internal, ProcessorMetrics.Internal),
        (Direction.Unknown, ProcessorMetrics.Unknown),
    ];

    /// <summary>Metrics of an invocation, with the function's name as their dimension.</summary>
    public static IReadOnlyList<RunMetric<RunMetrics>> OfFunction { get; } =
    [
        new(ProcessorMetrics.Records, "Count", run => run.Records),
        new(ProcessorMetrics.RejectedLines, "Count", run => run.RejectedLines),
        new(ProcessorMetrics.DroppedRecords, "Count", run => run.DroppedRecords),
        new(ProcessorMetrics.DeliveredRecords, "Count", run => run.DeliveredRecords),
        new(ProcessorMetrics.ParkedRecords, "Count", run => run.ParkedRecords),
        new(ProcessorMetrics.Bytes, "Bytes", run => run.Bytes),
        new(ProcessorMetrics.BytesDelivered, "Bytes", run => run.BytesDelivered),
        new(ProcessorMetrics.EnrichMisses, "Count", run => run.EnrichMisses),
        new(ProcessorMetrics.EnrichErrors, "Count", run => run.EnrichErrors),
        new(ProcessorMetrics.FormatMismatches, "Count", run => run.FormatMismatches),
        new(ProcessorMetrics.RefusedLoops, "Count", run => run.RefusedLoops),
        new(ProcessorMetrics.Retries, "Count", run => run.Retries),
    ];

    /// <summary>Metrics of each direction with flows, with the function's name and the direction as dimensions.</summary>
    public static IReadOnlyList<RunMetric<RunMetrics.FlowCounts>> OfDirection { get; } =
    [
        new(ProcessorMetrics.AcceptedFlows, "Count", flows => flows.Accepted),
        new(ProcessorMetrics.AcceptedBytes, "Bytes", flows => flows.AcceptedBytes),
        new(ProcessorMetrics.RejectedFlows, "Count", flows => flows.Rejected),
        new(ProcessorMetrics.RejectedBytes, "Bytes", flows => flows.RejectedBytes),
    ];

    readonly ArrayBufferWriter<byte> buffer = new(2048);

    /// <summary>Publishes the counts of an invocation.</summary>
    public void Publish(RunMetrics metrics, DateTimeOffset now)
    {
        Write(now, null, OfFunction, metrics, metrics.Latencies);
        foreach (var (direction, name) in Directions)
        {
            var counts = metrics[direction];
            if (counts.Accepted + counts.Rejected == 0)
                continue;
            Write(now, name, OfDirection, counts, []);
        }

        foreach (var (group, counts) in metrics.BySecurityGroup().Where(group => group.Flows.Accepted + group.Flows.Rejected > 0).Take(MostGroups))
            Write(group, counts);
    }

    /// <summary>Publishes the metrics of counts, with the function's name as their dimension.</summary>
    public void Publish<T>(IReadOnlyList<RunMetric<T>> published, T counts, DateTimeOffset now) => Write(now, null, published, counts, []);

    // Security groups are too many for a dimension: each would be a metric of its own. A query on the log reads them.
    void Write(string group, RunMetrics.FlowCounts counts)
    {
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(ProcessorMetrics.SecurityGroupMember, group);
            if (log.RequestId is { } request)
                writer.WriteString("RequestId", request);
            foreach (var metric in OfDirection)
                writer.WriteNumber(metric.Name, metric.ValueOf(counts));
            writer.WriteEndObject();
        }

        log.Raw(buffer.WrittenSpan);
    }

    void Write<T>(DateTimeOffset now, string? direction, IReadOnlyList<RunMetric<T>> metrics, T counted, IReadOnlyList<long> latencies)
    {
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("_aws");
            writer.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
            writer.WriteStartArray("CloudWatchMetrics");
            writer.WriteStartObject();
            writer.WriteString("Namespace", metricsNamespace);
            writer.WriteStartArray("Dimensions");
            writer.WriteStartArray();
            writer.WriteStringValue(FunctionDimension);
            if (direction is not null)
                writer.WriteStringValue(DirectionDimension);
            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteStartArray("Metrics");
            foreach (var metric in metrics)
                Declare(writer, metric.Name, metric.Unit);
            if (latencies.Count > 0)
                Declare(writer, Latency, "Milliseconds");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteString(FunctionDimension, functionName is "" ? "unknown" : functionName);
            if (direction is not null)
                writer.WriteString(DirectionDimension, direction);
            if (log.RequestId is { } request)
                writer.WriteString("RequestId", request);
            foreach (var metric in metrics)
                writer.WriteNumber(metric.Name, metric.ValueOf(counted));
            if (latencies.Count > 0)
            {
                writer.WriteStartArray(Latency);
                foreach (var latency in latencies)
                    writer.WriteNumberValue(latency);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        log.Raw(buffer.WrittenSpan);
    }

    static void Declare(Utf8JsonWriter writer, string name, string unit)
    {
        writer.WriteStartObject();
        writer.WriteString("Name", name);
        writer.WriteString("Unit", unit);
        writer.WriteEndObject();
    }
}
