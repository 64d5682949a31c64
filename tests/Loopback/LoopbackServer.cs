using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlowLogStack.Loopback;

/// <summary>An HTTP server on this machine that does to each request what the test says, unpleasant things included.</summary>
sealed class LoopbackServer : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Func<LoopbackRequest, Task<LoopbackReply>> reply;

    public LoopbackServer(Func<LoopbackRequest, LoopbackReply> reply)
        : this(request => Task.FromResult(reply(request)))
    {
    }

    public LoopbackServer(Func<LoopbackRequest, Task<LoopbackReply>> reply)
    {
        this.reply = reply;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public ConcurrentQueue<LoopbackRequest> Requests { get; } = new();

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                using var stream = new NetworkStream(socket);
                using var buffered = new BufferedStream(stream);
                while (await ReadAsync(buffered, stream) is { } request)
                {
                    Requests.Enqueue(request);
                    var answer = await reply(request);
                    if (answer.Hangs)
                        await Task.Delay(Timeout.Infinite, stop.Token);
                    if (answer.Resets)
                    {
                        socket.LingerState = new LingerOption(true, 0);
                        return;
                    }

                    await WriteAsync(stream, answer);
                }
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    static async Task<LoopbackRequest?> ReadAsync(Stream stream, Stream back)
    {
        if (await LineAsync(stream) is not { Length: > 0 } first)
            return null;
        var parts = first.Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (headers.ContainsKey("Expect"))
            await back.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        if (headers.TryGetValue("Transfer-Encoding", out var encoding) && encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase))
            return new LoopbackRequest(parts[0], parts[1], headers, await ChunksAsync(stream));
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body);
        return new LoopbackRequest(parts[0], parts[1], headers, body);
    }

    static async Task<byte[]> ChunksAsync(Stream stream)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse((await LineAsync(stream) ?? "0").Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                await LineAsync(stream);
                return body.ToArray();
            }

            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk);
            body.Write(chunk);
            await LineAsync(stream);
        }
    }

    static async Task<string?> LineAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            if (await stream.ReadAsync(one) == 0)
                return bytes.Count == 0 ? null : Encoding.UTF8.GetString([.. bytes]);
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
            bytes.Add(one[0]);
        }
    }

    static async Task WriteAsync(Stream stream, LoopbackReply answer)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} {answer.Reason}\r\n");
        foreach (var (name, value) in answer.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(answer.IsChunked ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {answer.Body.Length}\r\n\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.ToString()));
        if (!answer.IsChunked)
        {
            await stream.WriteAsync(answer.Body);
            return;
        }

        foreach (var chunk in answer.Body.Chunk(7_001))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            await stream.WriteAsync(chunk);
            await stream.WriteAsync("\r\n"u8.ToArray());
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
    }
}
