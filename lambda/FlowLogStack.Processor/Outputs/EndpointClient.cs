using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>A client that posts bodies to the endpoint until it accepts them, rejects them for good or no time is left.</summary>
sealed class EndpointClient : IDisposable
{
    readonly EndpointSettings settings;
    readonly AwsClients clients;
    readonly TimeProvider time;
    readonly HttpClient http;
    readonly SemaphoreSlim addressGate = new(1);
    EndpointAddress? address;

    public EndpointClient(EndpointSettings settings, AwsClients clients, TimeProvider time)
    {
        this.settings = settings;
        this.clients = clients;
        this.time = time;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = settings.Concurrency,
            ConnectTimeout = settings.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),

            // Log streams and overrides may hold any text, and Sumo Logic reads headers as UTF-8.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Posts one body.</summary>
    /// <returns>Null if the endpoint accepted it; otherwise the reason.</returns>
    public async Task<string?> PostAsync(ReadOnlyMemory<byte> body, bool isCompressed, LineOrigin origin, Run run)
    {
        var hasFreshSecret = false;
        for (var attempt = 1; ; attempt++)
        {
            var (refusal, retryable, retryAfter, status) = await TryAsync(body, isCompressed, origin, run).ConfigureAwait(false);
            if (refusal is null)
                return null;

            // The secret may have been rotated since it was read.
            if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && settings.SecretArn is not null && !hasFreshSecret)
            {
                hasFreshSecret = true;
                address = null;
                run.Metrics.CountRetry();
                continue;
            }

            if (!retryable || run.Delivery.IsCancellationRequested)
                return refusal;
            if (attempt >= settings.MaximumAttempts)
                return $"{refusal} after {attempt} attempts";
            var wait = Backoff.After(attempt, retryAfter, time.GetUtcNow());
            if (time.GetUtcNow() + wait >= run.DeliverUntil)
                return $"{refusal}, and no time is left for another attempt";
            run.Metrics.CountRetry();
            await Task.Delay(wait, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        addressGate.Dispose();
    }

    async Task<(string? Refusal, bool Retryable, RetryConditionHeaderValue? RetryAfter, HttpStatusCode? Status)> TryAsync(ReadOnlyMemory<byte> body,
        bool isCompressed, LineOrigin origin, Run run)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(run.Delivery);
        attempt.CancelAfter(settings.Timeout);
        try
        {
            var to = await AddressAsync(attempt.Token).ConfigureAwait(false);
            using var request = Request(to, body, isCompressed, origin);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return (null, false, null, response.StatusCode);
            var retryable = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;
            return ($"The endpoint returned {(int)response.StatusCode} {response.ReasonPhrase}", retryable, response.Headers.RetryAfter, response.StatusCode);
        }
        catch (OperationCanceledException)
        {
            return run.Delivery.IsCancellationRequested
                ? ("No time was left for the endpoint", false, null, null)
                : ($"The endpoint did not respond within {settings.Timeout.TotalSeconds} s", true, null, null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return ($"The endpoint could not be reached: {error.Message.TrimEnd('.')}", true, null, null);
        }
        catch (Exception error) when (error is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException)
        {
            return ($"The secret {settings.SecretArn} could not be read: {error.Message.TrimEnd('.')}", true, null, null);
        }
        catch (SettingsException error)
        {
            address = null;
            return (error.Message.TrimEnd('.'), false, null, null);
        }
#pragma warning disable CA1031 // Whatever it is, the batch must be kept; the message may show the secret, so it is not repeated.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ($"The request to the endpoint could not be made: {error.GetType().Name}", false, null, null);
        }
    }

    HttpRequestMessage Request(EndpointAddress to, ReadOnlyMemory<byte> body, bool isCompressed, LineOrigin origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, to.Url) { Content = new ReadOnlyMemoryContent(body) };
        var style = settings.StyleOf(to.IsFromSecret);
        foreach (var header in style.Headers)
            Add(request, header.Name, settings.Facts.ValueOf(header.Fact, origin));
        if (style.StatesContentType)
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(EncodingName.Of(settings.Encoding).ContentType);

        foreach (var (name, value) in to.Headers)
        {
            // The secret may replace content headers of this function, such as the content type.
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        // Only this function knows whether it compressed the body.
        request.Content.Headers.ContentEncoding.Clear();
        if (isCompressed)
            request.Content.Headers.ContentEncoding.Add("gzip");

        return request;
    }

    static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;

        // An object key may contain any character, including line endings, which would end a header.
        var line = value.ReplaceLineEndings(" ");
        request.Headers.TryAddWithoutValidation(name, string.Create(line.Length, line, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = char.IsControl(from[i]) ? ' ' : from[i];
        }));
    }

    async ValueTask<EndpointAddress> AddressAsync(CancellationToken cancellation)
    {
        if (address is { } known)
            return known;
        await addressGate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return address ??= await EndpointAddress.ReadAsync(settings, clients, cancellation).ConfigureAwait(false);
        }
        finally
        {
            addressGate.Release();
        }
    }
}
