using System.Net;
using System.Net.Sockets;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ObservabilityAdmin;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

/// <summary>How often clients repeat a call that fails, if they have many retries for throttled calls.</summary>
public sealed class RetryTests
{
    static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    static AmazonEC2Client Ec2(LoopbackServer server, int retries = 10) =>
        new(Credentials, new AmazonEC2Config { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = retries });

    static AmazonObservabilityAdminClient Observability(LoopbackServer server) => new(Credentials,
        new AmazonObservabilityAdminConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 10 });

    static LoopbackReply Xml(int status, string code) => LoopbackReply.Of(status,
        $"<Response><Errors><Error><Code>{code}</Code><Message>It failed.</Message></Error></Errors></Response>", ("Content-Type", "text/xml"));

    static LoopbackReply Json(int status, string code) =>
        LoopbackReply.Of(status, """{"message":"It failed."}""", ("Content-Type", "application/json"), ("x-amzn-ErrorType", code));

    /// <summary>Calls a service with XML and one with JSON. Both make as many requests and report the same code.</summary>
    static async Task<(int Requests, string? Code)> CallAsync(LoopbackReply xml, LoopbackReply json)
    {
        using var ofXml = new LoopbackServer(_ => xml);
        using var ofJson = new LoopbackServer(_ => json);
        using var ec2 = Ec2(ofXml);
        using var observability = Observability(ofJson);
        var first = await Assert.ThrowsAsync<AmazonEC2Exception>(() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest()));
        var second = await Assert.ThrowsAsync<AmazonObservabilityAdminException>(() =>
            observability.ListResourceTelemetryAsync(new ListResourceTelemetryRequest()));
        Assert.Equal((ofXml.Requests.Count, first.ErrorCode), (ofJson.Requests.Count, second.ErrorCode));
        return (ofXml.Requests.Count, first.ErrorCode);
    }

    [Theory]
    [InlineData(400, "InvalidAction")]
    [InlineData(500, "InvalidAction")]
    [InlineData(404, "UnknownOperationException")]
    [InlineData(503, "UnknownOperationException")]
    [InlineData(500, "NotImplemented")]
    [InlineData(501, "InternalFailure")]
    [InlineData(403, "AccessDenied")]
    [InlineData(400, "ExpiredToken")]
    [InlineData(403, "ExpiredTokenException")]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(400, "ValidationError")]
    public async Task A_call_that_the_service_lacks_or_denies_is_made_once(int status, string code) =>
        Assert.Equal((1, code), await CallAsync(Xml(status, code), Json(status, code)));

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "Unavailable")]
    public async Task A_call_that_fails_in_the_service_is_made_three_times(int status, string code) =>
        Assert.Equal((3, code), await CallAsync(Xml(status, code), Json(status, code)));

    [Fact]
    public async Task A_call_to_a_server_that_returns_a_page_is_made_three_times()
    {
        var page = LoopbackReply.Of(500, "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>", ("Content-Type", "text/html"));
        Assert.Equal(3, (await CallAsync(page, page)).Requests);
    }

    [Theory]
    [InlineData(503, "RequestLimitExceeded")]
    [InlineData(400, "ThrottlingException")]
    public async Task A_throttled_call_has_all_retries_of_its_client(int status, string code)
    {
        using var server = new LoopbackServer(_ => Xml(status, code));
        using var ec2 = Ec2(server, retries: 4);

        await Assert.ThrowsAsync<AmazonEC2Exception>(() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest()));

        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, HttpRequestError.NameResolutionError)]
    [InlineData(SocketError.ConnectionRefused, HttpRequestError.ConnectionError)]
    public async Task A_call_whose_connection_fails_is_made_three_times(SocketError error, HttpRequestError kind)
    {
        using var connection = new Connection(_ => throw new HttpRequestException(kind, "no connection", new SocketException((int)error)));
        using var ec2 = connection.Ec2();

        await Assert.ThrowsAnyAsync<Exception>(() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest()));

        Assert.Equal(3, connection.Attempts);
    }

    [Fact]
    public async Task A_server_that_does_not_respond_is_left_after_the_time_limit_and_two_retries()
    {
        using var connection = new Connection(stop => Task.Delay(Timeout.Infinite, stop), TimeSpan.FromMilliseconds(300));
        using var ec2 = connection.Ec2();

        await Assert.ThrowsAnyAsync<Exception>(() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest()));

        Assert.Equal(3, connection.Attempts);
    }

    [Fact]
    public void The_time_limit_of_a_request_is_longer_than_the_wait_for_messages() =>
        Assert.Equal(TimeSpan.FromSeconds(30), new AmazonEC2Config().Timeout);

    /// <summary>Connections that fail without a server.</summary>
    sealed class Connection(Func<CancellationToken, Task> send, TimeSpan? timeout = null) : HttpClientFactory, IDisposable
    {
        readonly Handler handler = new(send);

        public int Attempts => handler.Attempts;

        public AmazonEC2Client Ec2() => new(Credentials,
            new AmazonEC2Config { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, MaxErrorRetry = 10, HttpClientFactory = this });

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(handler, disposeHandler: false) { Timeout = timeout ?? clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };

        public void Dispose() => handler.Dispose();

        sealed class Handler(Func<CancellationToken, Task> send) : HttpMessageHandler
        {
            public int Attempts { get; private set; }

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Attempts++;
                await send(cancellationToken);
                return new HttpResponseMessage(HttpStatusCode.OK);
            }
        }
    }
}
