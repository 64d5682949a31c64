using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>An endpoint that fails a fifth of its requests in every way it can: no record is ever lost.</summary>
[Trait("Takes", "seconds")]
public sealed class FaultTests
{
    [Theory]
    [InlineData("failing", 1)]
    [InlineData("hanging", 2)]
    [InlineData("resetting", 3)]
    [InlineData("throttling", 4)]
    [InlineData("all", 5)]
    public async Task Every_record_is_delivered_or_parked_and_none_is_lost(string fault, int seed)
    {
        var random = new Random(seed);
        var accepted = new ConcurrentBag<string>();
        using var rig = new ProcessorRig(
            request =>
            {
                int roll, kind;
                lock (random)
                    (roll, kind) = (random.Next(100), random.Next(4));
                if (roll < 20)
                    return Fault(fault, kind);
                accepted.Add(request.Text);

                // A success that the client never hears of is where duplicates come from.
                return roll < 22 ? new LoopbackReply { Resets = true } : LoopbackReply.Ok;
            },
            ("ENDPOINT_BATCH_RECORDS", "25"), ("ENDPOINT_TIMEOUT_SECONDS", "1"), ("ENDPOINT_MAX_ATTEMPTS", "3"), ("ENDPOINT_CONCURRENCY", "16"),
                ("DEAD_LETTER_BUCKET", "dead"));
        var sent = Enumerable.Range(1, 2500).Select(port => Given.Line(port)).ToList();

        foreach (var chunk in sent.Chunk(500))
            await rig.SendAsync(Given.Subscription(chunk));

        var delivered = accepted.SelectMany(body => body.Split('\n')).ToList();
        var parked = rig.Aws.Objects.Values.SelectMany(Lines).ToList();
        Assert.Empty(sent.Except(delivered.Concat(parked)));
        Assert.Empty(delivered.Concat(parked).Except(sent));
        var duplicates = delivered.Count + parked.Count - sent.Count;
        Assert.InRange(duplicates, 0, sent.Count / 5);
        Assert.Equal(sent.Count, Total(rig, "DeliveredRecords") + Total(rig, "ParkedRecords"));
        Assert.Equal(parked.Count, Total(rig, "ParkedRecords"));
        Assert.True(Total(rig, "Retries") > 0);
    }

    [Fact]
    public async Task When_parking_fails_too_the_event_fails_and_its_retry_brings_everything()
    {
        var random = new Random(11);
        var accepted = new ConcurrentBag<string>();
        using var rig = new ProcessorRig(
            request =>
            {
                lock (random)
                {
                    if (random.Next(100) < 20)
                        return LoopbackReply.Of(400);
                }

                accepted.Add(request.Text);
                return LoopbackReply.Ok;
            },
            ("ENDPOINT_BATCH_RECORDS", "50"));
        var (events, attempts) = (0, 0);
        var sent = new List<string>();
        for (; events < 20; events++)
        {
            var lines = Enumerable.Range(events * 100, 100).Select(port => Given.Line(port)).ToList();
            sent.AddRange(lines);
            for (var done = false; !done && attempts < 200;)
            {
                attempts++;
                try
                {
                    await rig.SendAsync(Given.Subscription(lines));
                    done = true;
                }
                catch (DeliveryException)
                {
                }
            }
        }

        var delivered = accepted.SelectMany(body => body.Split('\n')).ToList();
        Assert.Empty(sent.Except(delivered));
        Assert.True(attempts > events);
        Assert.True(delivered.Count > sent.Count);
    }

    [Fact]
    public async Task A_bucket_that_fails_a_fifth_of_its_requests_loses_nothing()
    {
        var random = new Random(13);
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("DESTINATION_BUCKET", "lake"), ("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Trouble = request =>
        {
            lock (random)
                return request.Path.StartsWith("/lake/", StringComparison.Ordinal) && random.Next(100) < 20
                    ? LoopbackReply.Of(random.Next(2) == 0 ? 503 : 403, "<Error><Code>SlowDown</Code></Error>") : null;
        };
        var sent = 0;
        for (var i = 0; i < 30; i++)
        {
            await rig.SendAsync(Given.Subscribed(Given.Document(Enumerable.Range(1, 20).Select(port => Given.Line(port, bytes: i)), stream: $"eni-{i}")));
            sent += 20;
        }

        var delivered = rig.Aws.Objects.Keys.Where(key => key.StartsWith("lake/", StringComparison.Ordinal))
            .Sum(key => rig.Aws.Text(key).Count(c => c == '\n'));
        var parked = rig.Aws.Objects.Where(item => item.Key.StartsWith("dead/", StringComparison.Ordinal))
            .Sum(item => JsonDocument.Parse(item.Value).RootElement.GetProperty("records").GetInt32());
        Assert.Equal(sent, delivered + parked);
        Assert.True(parked > 0);

        rig.Aws.Trouble = _ => null;
        await rig.SendAsync("""{"replay":{}}""");
        Assert.DoesNotContain(rig.Aws.Objects.Keys, key => key.StartsWith("dead/", StringComparison.Ordinal));
        Assert.Equal(sent, rig.Aws.Objects.Keys.Sum(key => rig.Aws.Text(key).Count(c => c == '\n')));
    }

    static LoopbackReply Fault(string fault, int kind) => fault switch
    {
        "failing" => LoopbackReply.Of(500),
        "hanging" => new LoopbackReply { Hangs = true },
        "resetting" => new LoopbackReply { Resets = true },
        "throttling" => LoopbackReply.Of(429),
        _ => Fault(new[] { "failing", "hanging", "resetting", "throttling" }[kind], kind),
    };

    static string[] Lines(byte[] letter)
    {
        using var json = JsonDocument.Parse(letter);
        return Encoding.UTF8.GetString(DeadLetter.Parse(json.RootElement).Body()).Split('\n');
    }

    static int Total(ProcessorRig rig, string metric) =>
        rig.Metrics.Where(document => document.TryGetProperty(metric, out _)).Sum(document => document.GetProperty(metric).GetInt32());
}
