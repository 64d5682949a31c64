using System.Buffers;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>Writes metrics as CloudWatch's embedded metric format: one JSON object a line, read from the log itself.</summary>
sealed class EmbeddedMetrics(string metricsNamespace, string functionName, Log log)
{
    static readonly (Direction Direction, string Name)[] Directions =
        [(Direction.Inbound, "inbound"), (Direction.Outbound, "outbound"), (Direction.Internal, "internal"), (Direction.Unknown, "unknown")];

    readonly ArrayBufferWriter<byte> buffer = new(2048);

    /// <summary>Publishes what an invocation counted.</summary>
    public void Publish(RunMetrics metrics, DateTimeOffset now)
    {
        Write(now, null,
        [
            ("Records", "Count", metrics.Records),
            ("RejectedLines", "Count", metrics.RejectedLines),
            ("DroppedRecords", "Count", metrics.DroppedRecords),
            ("DeliveredRecords", "Count", metrics.DeliveredRecords),
            ("ParkedRecords", "Count", metrics.ParkedRecords),
            ("Bytes", "Bytes", metrics.Bytes),
            ("BytesDelivered", "Bytes", metrics.BytesDelivered),
            ("EnrichMisses", "Count", metrics.EnrichMisses),
            ("EnrichErrors", "Count", metrics.EnrichErrors),
            ("FormatMismatches", "Count", metrics.FormatMismatches),
            ("RefusedLoops", "Count", metrics.RefusedLoops),
            ("Retries", "Count", metrics.Retries),
        ], metrics.Latencies);
        foreach (var (direction, name) in Directions)
        {
            var counts = metrics[direction];
            if (counts.Accepted + counts.Rejected == 0)
                continue;
            Write(now, name,
            [
                ("AcceptedFlows", "Count", counts.Accepted),
                ("AcceptedBytes", "Bytes", counts.AcceptedBytes),
                ("RejectedFlows", "Count", counts.Rejected),
                ("RejectedBytes", "Bytes", counts.RejectedBytes),
            ], []);
        }
    }

    void Write(DateTimeOffset now, string? direction, ReadOnlySpan<(string Name, string Unit, long Value)> metrics, IReadOnlyList<long> latencies)
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
            writer.WriteStringValue("FunctionName");
            if (direction is not null)
                writer.WriteStringValue("Direction");
            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteStartArray("Metrics");
            foreach (var (name, unit, _) in metrics)
                Declare(writer, name, unit);
            if (latencies.Count > 0)
                Declare(writer, "DeliveryLatency", "Milliseconds");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteString("FunctionName", functionName is "" ? "unknown" : functionName);
            if (direction is not null)
                writer.WriteString("Direction", direction);
            if (log.RequestId is { } request)
                writer.WriteString("RequestId", request);
            foreach (var (name, _, value) in metrics)
                writer.WriteNumber(name, value);
            if (latencies.Count > 0)
            {
                writer.WriteStartArray("DeliveryLatency");
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
