using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>Headers from a secret: what HTTP cannot carry is refused by its position, and nothing of it is shown.</summary>
public sealed class SecretTests
{
    const string Arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:e-AbCdEf";

    public static TheoryData<string, string, string> Bad => new()
    {
        { "Authorization: Bearer s3cr3tvalue", "", "HTTP token" },
        { "Bad Name s3cr3tvalue", "x", "HTTP token" },
        { "s3cr3tvalue\r\n", "x", "HTTP token" },
        { "s3cr3tvalueü", "x", "HTTP token" },
        { "s3cr3t(value)", "x", "HTTP token" },
        { "", "s3cr3tvalue", "HTTP token" },
        { "Authorization", "Bearer s3cr3tvalue\n", "line break" },
        { "Authorization", "s3cr3tvalue\r\nX-Evil: 1", "line break" },
        { "Authorization", "s3cr3tvalue\0", "control character" },
        { "Authorization", "s3cr3t\tvalue", "control character" },
        { "Authorization", "s3cr3tvalue\u007f", "control character" },
        { "Authorization", "s3cr3tvalue\u0085", "control character" },
        { "Content-Length", "3", "HTTP reserves" },
        { "transfer-encoding", "s3cr3tvalue", "HTTP reserves" },
        { "Connection", "s3cr3tvalue", "HTTP reserves" },
        { "x-first", "s3cr3tvalue", "name of an earlier header" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_header_that_http_cannot_carry_is_refused_by_its_position_and_nothing_of_it_is_shown(string name, string value, string problem)
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", Arn), ("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Secret = JsonSerializer.Serialize(new { url = server.Url, headers = new Dictionary<string, string> { ["X-First"] = "1", [name] = value } });

        Assert.Equal("{}", await rig.SendAsync(Given.Subscription(Given.Line(1))));

        Assert.Empty(server.Requests);
        Assert.Equal(0, rig.LastMetrics.GetProperty("DeliveredRecords").GetInt32());
        Assert.Equal(1, rig.LastMetrics.GetProperty("ParkedRecords").GetInt32());
        var reason = Assert.Single(rig.Letters).Reason;
        Assert.Contains($"Header 2 in 'headers' of the secret {Arn}", reason, StringComparison.Ordinal);
        Assert.Contains(problem, reason, StringComparison.Ordinal);
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("..", reason, StringComparison.Ordinal);
        foreach (var shown in new[] { "s3cr3t", "X-Evil", name.Length > 0 && problem != "HTTP reserves" ? $"'{name}'" : "s3cr3t" })
            Assert.DoesNotContain(shown, reason + rig.Log, StringComparison.Ordinal);

        // Put right, what was parked is delivered.
        rig.Aws.Secret = JsonSerializer.Serialize(new { url = server.Url, headers = new { Authorization = "Bearer good" } });
        Assert.Equal("""{"replayed":1,"failed":0,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));
        Assert.Equal("Bearer good", Assert.Single(server.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("""{"url":"URL","headers":{"A":"1","A":"2"}}""")]
    [InlineData("""{"url":"URL","headers":["A"]}""")]
    [InlineData("""{"url":"URL","headers":{"A":7}}""")]
    [InlineData("""{"url":"URL","headers":{"A":"\ud800"}}""")]
    [InlineData("""{"url":7}""")]
    public async Task A_secret_that_cannot_be_read_parks_the_batch(string secret)
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", Arn), ("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Secret = secret.Replace("URL", server.Url.ToString(), StringComparison.Ordinal);

        await rig.SendAsync(Given.Subscription(Given.Line(1)));

        Assert.Empty(server.Requests);
        Assert.Contains(Arn, Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_secret_says_of_the_compression_never_contradicts_the_body()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        foreach (var compress in new[] { "true", "false" })
        {
            server.Requests.Clear();
            using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""), ("ENDPOINT_SECRET_ARN", Arn), ("COMPRESS_DATA", compress));
            rig.Aws.Secret = JsonSerializer.Serialize(new { url = server.Url, headers = new Dictionary<string,
                string> { ["Content-Encoding"] = compress == "true" ? "identity" : "gzip", ["Content-Type"] = "text/plain" } });

            await rig.SendAsync(Given.Subscription(Given.Line(1)));

            Assert.Equal(Given.Line(1), Assert.Single(server.Requests).Text);
            Assert.Equal("text/plain", server.Requests.First().Headers["Content-Type"]);
        }
    }
}
