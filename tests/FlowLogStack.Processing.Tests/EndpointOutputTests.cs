using System.Collections.Concurrent;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class EndpointOutputTests
{
    static readonly LineOrigin Origin = new("stream", "group", "id");

    readonly ConcurrentQueue<byte[]> posted = new();
    readonly List<(string Lines, int Records, string Reason)> saved = [];
    readonly RunMetrics metrics = new();

    IEnumerable<string> Bodies => posted.Select(Encoding.UTF8.GetString);

    static EndpointSettings Settings => new() { Encoding = RecordEncoding.VpcRaw, Concurrency = 1, Compress = false };

    /// <summary>Writes lines, where the endpoint rejects some bodies, and saving fails for some of those.</summary>
    async Task WriteAsync(EndpointSettings settings, IEnumerable<string> lines, Func<string, bool>? isRejected = null, Func<string, bool>? isLost = null)
    {
        using var output = new EndpointOutput(new ProcessorSettings { Endpoint = settings }, settings, (body, isCompressed, origin, _) =>
        {
            Assert.Equal((settings.Compress, Origin), (isCompressed, origin));
            if (isRejected?.Invoke(Encoding.UTF8.GetString(body.Span)) == true)
                return Task.FromResult<string?>("The endpoint returned 400");
            posted.Enqueue(body.ToArray());
            return Task.FromResult<string?>(null);
        }, (body, records, origin, reason, _) =>
        {
            var text = Encoding.UTF8.GetString(body.Span);
            Assert.Equal(Origin, origin);
            if (isLost?.Invoke(text) == true)
                throw new DeliveryException($"{text} is lost");
            saved.Add((text, records, reason));
            return Task.CompletedTask;
        });
        await WriteAsync(output, lines);
    }

    async Task WriteAsync(EndpointOutput output, IEnumerable<string> lines)
    {
        using var run = new Run("r", DateTimeOffset.UtcNow.AddMinutes(1), TimeProvider.System) { Metrics = metrics };
        var session = output.Open(Origin, run);
        foreach (var line in lines)
        {
            session.Write(Line(line));
            await session.FlushAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }

        // A request that is not sent must not stop the tests.
        await session.CompleteAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    static ProcessedLine Line(string text) => new()
    {
        Text = Encoding.UTF8.GetBytes(text), Format = FlowLogFormat.Default, Rejection = new Rejection(RejectionReason.TooFewFields),
    };

    [Theory]
    [InlineData(5, "a b", "cc")]
    [InlineData(6, "a b cc")]
    [InlineData(7, "a b cc")]
    [InlineData(3, "a b", "cc")]
    [InlineData(2, "a", "b", "cc")]
    [InlineData(1, "a", "b", "cc")]
    public async Task A_batch_has_as_many_lines_as_its_bytes_allow_and_a_longer_line_is_a_batch_of_its_own(int bytes, params string[] bodies)
    {
        await WriteAsync(Settings with { BatchBytes = bytes }, ["a", "b", "cc"]);

        Assert.Equal(bodies.Select(body => body.Replace(' ', '\n')), Bodies);
        Assert.Equal((3, bodies.Sum(body => body.Length)), (metrics.DeliveredRecords, metrics.BytesDelivered));
    }

    [Theory]
    [InlineData(1, "a", "b", "cc", "d")]
    [InlineData(2, "a b", "cc d")]
    [InlineData(3, "a b cc", "d")]
    [InlineData(4, "a b cc d")]
    [InlineData(5, "a b cc d")]
    public async Task A_batch_has_as_many_lines_as_are_allowed_and_none_is_empty(int records, params string[] bodies)
    {
        await WriteAsync(Settings with { BatchRecords = records }, ["a", "b", "cc", "d"]);

        Assert.Equal(bodies.Select(body => body.Replace(' ', '\n')), Bodies);
        Assert.Equal((4, bodies.Length), (metrics.DeliveredRecords, metrics.Latencies.Count));
    }

    [Fact]
    public async Task A_line_that_is_longer_than_a_batch_is_the_only_body_of_its_own()
    {
        await WriteAsync(Settings with { BatchBytes = 2 }, ["long", "longer", "b"]);

        Assert.Equal(["long", "longer", "b"], Bodies);
    }

    [Fact]
    public async Task The_line_that_begins_a_batch_counts_in_it()
    {
        await WriteAsync(Settings with { BatchBytes = 4, BatchRecords = 2 }, ["aa", "bb", "c", "d"]);

        Assert.Equal(["aa", "bb\nc", "d"], Bodies);
    }

    [Fact]
    public async Task Without_lines_nothing_is_sent()
    {
        await WriteAsync(Settings, []);

        Assert.Empty(posted);
    }

    [Fact]
    public async Task Every_array_of_a_limit_is_closed_within_the_limit()
    {
        var coralogix = Settings with { Encoding = RecordEncoding.Coralogix };
        await WriteAsync(coralogix, ["a", "b"]);
        var whole = Bodies.Single();
        Assert.Matches("^\\[\\{.*\"a\"\\}\\},\n\\{.*\"b\"\\}\\}\\]$", whole);
        posted.Clear();

        // One byte less than both require.
        var bytes = Encoding.UTF8.GetByteCount(whole);
        await WriteAsync(coralogix with { BatchBytes = bytes - 1 }, ["a", "b"]);
        Assert.Equal(2, posted.Count);
        Assert.All(Bodies, body => Assert.Matches("^\\[\\{[^\n]*\\}\\]$", body));
        Assert.Equal(whole, $"[{string.Join(",\n", Bodies.Select(body => body[1..^1]))}]");
        posted.Clear();

        await WriteAsync(coralogix with { BatchBytes = bytes }, ["a", "b"]);
        Assert.Equal(whole, Bodies.Single());
    }

    [Fact]
    public async Task Compressed_bodies_have_the_lines_and_their_compressed_size_counts()
    {
        var line = new string('a', 5000);
        await WriteAsync(Settings with { Compress = true }, [line]);

        var body = Assert.Single(posted);
        using var reader = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
        Assert.Equal(line, await reader.ReadToEndAsync());
        Assert.Equal(body.Length, metrics.BytesDelivered);
    }

    [Fact]
    public async Task Rejected_batches_are_saved_uncompressed_with_the_reason_and_the_others_are_delivered()
    {
        await WriteAsync(Settings with { BatchRecords = 2 }, ["a", "b", "c", "d", "e"], isRejected: body => body.StartsWith('c'));

        Assert.Equal(["a\nb", "e"], Bodies);
        Assert.Equal([("c\nd", 2, "The endpoint returned 400.")], saved);
        Assert.Equal(3, metrics.DeliveredRecords);
    }

    [Theory]
    [InlineData("b", "b is lost")]
    [InlineData("bc", "2 batches were neither delivered nor saved. The first: b is lost")]
    public async Task An_event_fails_if_a_batch_is_neither_delivered_nor_saved_after_all_others_are(string lost, string message)
    {
        var error = await Assert.ThrowsAsync<DeliveryException>(() => WriteAsync(Settings with { BatchRecords = 1 }, ["a", "b", "c", "d"],
            isRejected: body => body is not "a", isLost: lost.Contains));

        Assert.Equal(message, error.Message);
        Assert.Equal(["a"], Bodies);
        Assert.Equal(3 - lost.Length, saved.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Buffers_of_bodies_are_used_again(bool compresses)
    {
        var arrays = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        using var output = new EndpointOutput(new ProcessorSettings(), Settings with { BatchBytes = 1000, BatchRecords = 1, Compress = compresses },
            (body, _, _, _) =>
            {
                Assert.True(MemoryMarshal.TryGetArray(body, out var segment));
                arrays.Add(segment.Array!);
                return Task.FromResult<string?>(null);
            }, (_, _, _, _, _) => Task.CompletedTask);
        for (var i = 0; i < 20; i++)
            await WriteAsync(output, ["a", "b", "c"]);

        // Of 60 bodies: the one under way, and those filled while it is.
        Assert.InRange(arrays.Count, 1, 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task As_many_requests_are_under_way_as_are_allowed_and_no_more(int concurrency)
    {
        var (now, most) = (0, 0);
        var (all, gate) = (new TaskCompletionSource(), new Lock());
        using var output = new EndpointOutput(new ProcessorSettings(), Settings with { BatchRecords = 1, Concurrency = concurrency }, async (_, _, _, _) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
                if (now == concurrency)
                    all.TrySetResult();
            }

            await all.Task;
            await Task.Yield();
            lock (gate)
                now--;
            return null;
        }, (_, _, _, _, _) => Task.CompletedTask);
        await WriteAsync(output, Enumerable.Range(0, 30).Select(i => $"line {i}"));

        Assert.Equal(concurrency, most);
        Assert.Equal(30, metrics.DeliveredRecords);
    }
}
