using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using FlowLogStack.Processing;
using FlowLogStack.Processor;

namespace FlowLogStack.Benchmarks;

/// <summary>CloudWatch Logs events of 5,000 lines to the compressed VPC-JSON bodies the Lambda would post.</summary>
sealed class EventToVpcJson : BenchmarkPath
{
    const int LinesPerEvent = 5000;

    internal override string Name => "event-to-vpc-json";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        var settings = new ProcessorSettings { Endpoint = new EndpointSettings { Encoding = RecordEncoding.VpcJson }, Region = "eu-west-1" };
        var clients = new AwsClients();
        var bodies = 0L;
        using var output = new EndpointOutput(
            settings,
            settings.Endpoint,
            (body, _, _, _) =>
            {
                bodies += body.Length;
                return Task.FromResult<string?>(null);
            },
            new DeadLetterOffice(settings, clients, TimeProvider.System, new Log(TextWriter.Null, json: false, LogLevel.Error)).ParkBatchAsync);
        var pipeline = new Pipeline(settings, directory: null);
        var content = new ContentOptions { Name = "event", Format = settings.Format, Origin = new LineOrigin("", "", ""), IsSubscription = true,
            TakesOrigin = true, MostBytes = ContentOptions.MostBytesInEvent };
        var stopwatch = new Stopwatch();
        var records = 0L;
        byte[] decoded = [];
        foreach (var payload in Events(input))
        {
            stopwatch.Start();
            using (var run = new Run("benchmark", DateTimeOffset.UtcNow.AddMinutes(1), TimeProvider.System))
            using (var data = new ContentLines(new ReadOnlyMemoryStream(EventShape.SubscriptionData(payload.Span, ref decoded)), content))
            {
                pipeline.ProcessAsync(data, [output], run).GetAwaiter().GetResult();
                records += run.Metrics.DeliveredRecords;
            }

            stopwatch.Stop();
        }

        return bodies > 0 ? (stopwatch.Elapsed, records) : throw new InvalidOperationException("No body was made.");
    }

    // Making events is the sender's work, so it happens between the timed ones and one at a time.
    static IEnumerable<ReadOnlyMemory<byte>> Events(BenchmarkInput input)
    {
        using var file = new GZipStream(input.OpenObject(), CompressionMode.Decompress);
        using var lines = new StreamReader(file, Encoding.ASCII);
        lines.ReadLine();
        using var json = new MemoryStream();
        while (!lines.EndOfStream)
        {
            json.SetLength(0);
            using (var gzip = new GZipStream(json, CompressionLevel.Optimal, leaveOpen: true))
            using (var text = new StreamWriter(gzip))
            {
                text.Write("""{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"/vpc/flows","logStream":"eni-0123456789abcdef0-"""
                    + """all","subscriptionFilters":["all"],"logEvents":[""");
                for (var i = 0; i < LinesPerEvent && lines.ReadLine() is { } line; i++)
                {
                    text.Write(i > 0 ? ",{\"id\":\"3690155262943407231023" : "{\"id\":\"3690155262943407231023");
                    text.Write(1_000_000 + i);
                    text.Write("\",\"timestamp\":");
                    text.Write(1_760_000_000_000 + i);
                    text.Write(",\"message\":\"");
                    text.Write(line);
                    text.Write("\"}");
                }

                text.Write("]}");
            }

            yield return Encoding.ASCII.GetBytes($$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(json.GetBuffer(), 0, (int)json.Length)}}}"}}""");
        }
    }
}
