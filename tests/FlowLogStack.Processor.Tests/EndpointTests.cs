using System.Diagnostics;

namespace FlowLogStack.Processor.Tests;

public sealed class EndpointTests
{
    const string Arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:e-AbCdEf";

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task Retries_what_may_pass(int status)
    {
        var calls = 0;
        using var rig = new ProcessorRig(_ => Interlocked.Increment(ref calls) < 3 ? LoopbackReply.Of(status) : LoopbackReply.Ok);

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Equal(3, calls);
        Assert.Equal(2, rig.LastMetrics.GetProperty("Retries").GetInt32());
        Assert.Equal(1, rig.LastMetrics.GetProperty("DeliveredRecords").GetInt32());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(301)]
    public async Task Never_retries_what_will_not_pass(int status)
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(status));

        var error = await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Subscription(Given.Line())));

        Assert.Single(rig.Endpoint.Requests);
        Assert.Contains($"{status}", error.Message, StringComparison.Ordinal);
        Assert.Contains("DEAD_LETTER_BUCKET", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Every_success_is_a_success(int status)
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(status));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Single(rig.Endpoint.Requests);
    }

    [Fact]
    [Trait("Takes", "seconds")]
    public async Task Waits_as_long_as_the_endpoint_asks()
    {
        var calls = 0;
        using var rig = new ProcessorRig(_ => Interlocked.Increment(ref calls) == 1 ? LoopbackReply.Of(429, "", ("Retry-After", "1")) : LoopbackReply.Ok);
        var started = Stopwatch.GetTimestamp();

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task Parks_rather_than_waiting_longer_than_the_invocation_lasts()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(429, "", ("Retry-After", "3600")), ("DEAD_LETTER_BUCKET", "dead"));

        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Single(rig.Endpoint.Requests);
        Assert.Single(rig.Aws.Objects);
    }

    [Fact]
    [Trait("Takes", "seconds")]
    public async Task An_endpoint_that_hangs_is_given_up_in_time_to_park()
    {
        using var rig = new ProcessorRig(_ => new LoopbackReply { Hangs = true }, ("DEAD_LETTER_BUCKET", "dead"));
        // A fifth of the time is kept for parking; it has to be long enough for a machine that others use, too.
        var time = TimeSpan.FromSeconds(6);
        var started = Stopwatch.GetTimestamp();

        await rig.SendAsync(Given.Subscription(Given.Line()), time);

        Assert.True(Stopwatch.GetElapsedTime(started) < time);
        Assert.Single(rig.Aws.Objects);
    }

    [Fact]
    public async Task Gives_up_after_the_attempts_it_is_allowed()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(503), ("ENDPOINT_MAX_ATTEMPTS", "2"));

        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Subscription(Given.Line())));

        Assert.Equal(2, rig.Endpoint.Requests.Count);
    }

    [Fact]
    public async Task Only_the_batch_that_failed_is_sent_again()
    {
        var failed = 0;
        using var rig = new ProcessorRig(
            request => request.Text.Contains(Given.Line(7), StringComparison.Ordinal) && Interlocked.Exchange(ref failed, 1) == 0 ? LoopbackReply.Of(500)
                : LoopbackReply.Ok,
            ("ENDPOINT_BATCH_RECORDS", "1"));

        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, 10).Select(port => Given.Line(port))));

        Assert.Equal(11, rig.Endpoint.Requests.Count);
        Assert.Equal(2, rig.Delivered.Count(line => line == Given.Line(7)));
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed()
    {
        var (now, most) = (0, 0);
        using var server = new LoopbackServer(async _ =>
        {
            var current = Interlocked.Increment(ref now);
            InterlockedMaximum(ref most, current);
            await Task.Delay(20);
            Interlocked.Decrement(ref now);
            return LoopbackReply.Ok;
        });
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", server.Url.ToString()), ("ENDPOINT_BATCH_RECORDS", "1"), ("ENDPOINT_CONCURRENCY", "3"));

        await rig.SendAsync(Given.Subscription(Enumerable.Range(1, 30).Select(port => Given.Line(port))));

        Assert.Equal(3, most);
        Assert.Equal(30, server.Requests.Count);
    }

    [Fact]
    public async Task The_url_and_headers_come_from_the_secret()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:e-AbCdEf"),
            ("LOG_FORMAT", "FIELDS"));
        rig.Aws.Secret = $$$"""{"url":"{{{server.Url}}}logs","headers":{"Authorization":"Bearer abc","DD-API-KEY":"k"}}""";

        await rig.SendAsync(Given.Subscription(Given.Line()));
        await rig.SendAsync(Given.Subscription(Given.Line()));

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request =>
        {
            Assert.Equal("/logs", request.Target);
            Assert.Equal("Bearer abc", request.Headers["Authorization"]);
            Assert.Equal("k", request.Headers["DD-API-KEY"]);
            Assert.Equal("application/x-ndjson", request.Headers["Content-Type"]);
            Assert.DoesNotContain(request.Headers.Keys, name => name.StartsWith("X-Sumo", StringComparison.OrdinalIgnoreCase));
        });
        Assert.Equal(1, rig.Aws.SecretReads);
    }

    [Theory]
    [InlineData("VPC-RAW", "text/plain")]
    [InlineData("VPC-JSON", "application/x-ndjson")]
    [InlineData("Others", "application/x-ndjson")]
    [InlineData("FIELDS", "application/x-ndjson")]
    public async Task Another_vendors_endpoint_never_receives_sumos_headers_whatever_the_encoding(string encoding, string contentType)
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var rig = new ProcessorRig(
            ("SUMO_ENDPOINT", "https://sumo.example.com/unused"), ("ENDPOINT_SECRET_ARN", Arn), ("LOG_FORMAT", encoding), ("SOURCE_CATEGORY_OVERRIDE", "c"));
        rig.Aws.Secret = $$"""{"url":"{{server.Url}}logs"}""";

        await rig.SendAsync(Given.Subscription(Given.Line()));

        var headers = Assert.Single(server.Requests).Headers;
        Assert.DoesNotContain(headers.Keys, name => name.StartsWith("X-Sumo", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(contentType, headers["Content-Type"]);
    }

    [Theory]
    [InlineData("VPC-RAW")]
    [InlineData("VPC-JSON")]
    [InlineData("Others")]
    [InlineData("FIELDS")]
    public async Task The_url_of_sumo_endpoint_receives_sumos_headers_also_when_a_secret_adds_others(string encoding)
    {
        using var rig = new ProcessorRig(("ENDPOINT_SECRET_ARN", Arn), ("LOG_FORMAT", encoding));
        rig.Aws.Secret = """{"headers":{"Authorization":"a"}}""";

        await rig.SendAsync(Given.Subscription(Given.Line()));

        var headers = Assert.Single(rig.Endpoint.Requests).Headers;
        Assert.Equal((Given.Interface + "-all", "a"), (headers["X-Sumo-Name"], headers["Authorization"]));
        Assert.DoesNotContain("Content-Type", headers.Keys);
    }

    [Theory]
    [InlineData("sumo", true)]
    [InlineData("none", false)]
    public async Task The_header_style_decides_when_it_is_stated_wherever_the_url_comes_from(string style, bool isSumo)
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var bySecret = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", Arn), ("HEADER_STYLE", style));
        bySecret.Aws.Secret = server.Url.ToString();
        using var byVariable = new ProcessorRig(("SUMO_ENDPOINT", server.Url.ToString()), ("HEADER_STYLE", style));

        await bySecret.SendAsync(Given.Subscription(Given.Line()));
        await byVariable.SendAsync(Given.Subscription(Given.Line()));

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(isSumo, request.Headers.ContainsKey("X-Sumo-Host")));
        Assert.All(server.Requests, request => Assert.Equal(!isSumo, request.Headers.ContainsKey("Content-Type")));
    }

    [Fact]
    public async Task A_replayed_letter_has_the_headers_of_the_style()
    {
        var accepts = false;
        using var server = new LoopbackServer(_ => accepts ? LoopbackReply.Ok : LoopbackReply.Of(400));
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", Arn), ("LOG_FORMAT", "VPC-JSON"), ("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Secret = server.Url.ToString();
        await rig.SendAsync(Given.Subscription(Given.Line()));
        accepts = true;

        await rig.SendAsync("""{"replay":{}}""");

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.DoesNotContain(request.Headers.Keys, name =>
            name.StartsWith("X-Sumo", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_rotated_secret_is_read_again_when_the_old_one_is_refused()
    {
        var current = "first";
        using var server = new LoopbackServer(request => request.Headers["Authorization"] == current ? LoopbackReply.Ok : LoopbackReply.Of(401));
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", server.Url.ToString()),
            ("ENDPOINT_SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:e-AbCdEf"));
        rig.Aws.Secret = """{"headers":{"Authorization":"first"}}""";
        await rig.SendAsync(Given.Subscription(Given.Line(1)));
        current = "second";
        rig.Aws.Secret = """{"headers":{"Authorization":"second"}}""";

        await rig.SendAsync(Given.Subscription(Given.Line(2)));

        Assert.Equal(["first", "first", "second"], server.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Equal(2, rig.Aws.SecretReads);
    }

    [Theory]
    [InlineData("http://collectors.example.com/x")]
    [InlineData("not a url")]
    [InlineData("{\"headers\":3}")]
    [InlineData("{\"headers\":{}}")]
    public async Task An_unusable_secret_fails_the_event_without_being_shown(string secret)
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:e-AbCdEf"));
        rig.Aws.Secret = secret;

        var error = await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Subscription(Given.Line())));

        Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Endpoint.Requests);
    }

    static void InterlockedMaximum(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
