using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FlowLogStack.Processor;

/// <summary>A client of the Lambda Runtime API, which receives events and returns responses.</summary>
sealed class RuntimeClient : IDisposable
{
    readonly HttpClient http;
    byte[] payload = new byte[64 * 1024];

    /// <summary>Creates a client.</summary>
    /// <param name="address">Host and port, as in <c>AWS_LAMBDA_RUNTIME_API</c>.</param>
    public RuntimeClient(string address)
    {
        // The next event may be days away, so the request has no timeout.
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("FlowLogStack.Processor");
    }

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="HttpRequestException">The Runtime API is unavailable or returns an error; the process has to end.</exception>
    public async Task<Invocation> NextAsync(CancellationToken cancellation)
    {
        using var response = await http.GetAsync(new Uri("invocation/next", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation)
            .ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var length = await ReadAsync(response.Content, cancellation).ConfigureAwait(false);
        var deadline = long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.UtcNow.AddMinutes(15);
        return new Invocation(
            Header(response, "Lambda-Runtime-Aws-Request-Id")
                ?? throw new HttpRequestException("The Runtime API returned an event without Lambda-Runtime-Aws-Request-Id."),
            deadline,
            Header(response, "Lambda-Runtime-Trace-Id"),
            payload.AsMemory(0, length));
    }

    /// <summary>Returns the response to an event.</summary>
    /// <returns>Whether Lambda accepted the response; false if it is too large or too late.</returns>
    public async Task<bool> RespondAsync(string requestId, ReadOnlyMemory<byte> answer)
    {
        using var content = new ReadOnlyMemoryContent(answer);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await PostAsync($"invocation/{requestId}/response", content).ConfigureAwait(false);
    }

    /// <summary>Reports that an event failed.</summary>
    public Task<bool> FailAsync(string requestId, Exception error) =>
        PostErrorAsync($"invocation/{requestId}/error", error, "Function." + error.GetType().Name);

    /// <summary>Reports that the function could not start.</summary>
    public Task<bool> FailInitAsync(Exception error) => PostErrorAsync("init/error", error, "Runtime." + error.GetType().Name);

    /// <summary>Waits until Lambda restores the snapshot that it takes now.</summary>
    public async Task WaitForRestoreAsync(CancellationToken cancellation)
    {
        using var response = await http.GetAsync(new Uri("restore/next", UriKind.Relative), cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reports that the function could not start from its snapshot.</summary>
    public Task<bool> FailRestoreAsync(Exception error) => PostErrorAsync("restore/error", error, "Runtime." + error.GetType().Name);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    async Task<int> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        var body = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var _ = body.ConfigureAwait(false);
        if (content.Headers.ContentLength is { } known && known > payload.Length)
            payload = new byte[checked((int)known)];
        var length = 0;
        while (true)
        {
            // Reading one byte more than the length distinguishes a body that just fits from one that does not.
            if (length == payload.Length)
                Array.Resize(ref payload, checked(payload.Length * 2));
            var read = await body.ReadAsync(payload.AsMemory(length), cancellation).ConfigureAwait(false);
            if (read == 0)
                return length;
            length += read;
        }
    }

    async Task<bool> PostErrorAsync(string path, Exception error, string type)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("errorMessage", error.Message);
            writer.WriteString("errorType", error.GetType().Name);
            writer.WriteStartArray("stackTrace");

            // The message of an error of this function is complete without a stack trace.
            var trace = error is DeliveryException or EventException or SettingsException ? "" : error.StackTrace ?? "";
            foreach (var line in trace.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(50))
                writer.WriteStringValue(line);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await PostAsync(path, content, type).ConfigureAwait(false);
    }

    async Task<bool> PostAsync(string path, HttpContent content, string? errorType = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        if (errorType is not null)
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await http.SendAsync(request).ConfigureAwait(false);

        // Lambda documents 500 as an unrecoverable state in which the process should end.
        return response.StatusCode is HttpStatusCode.InternalServerError
            ? throw new HttpRequestException($"The Runtime API answered 500 to {path}.")
            : response.IsSuccessStatusCode;
    }
}
