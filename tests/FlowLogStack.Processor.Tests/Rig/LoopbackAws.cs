using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>As much of S3, SQS, EC2 and Secrets Manager as the processor calls, in memory, behind one address.</summary>
sealed class LoopbackAws : IDisposable
{
    readonly LoopbackServer server;

    public LoopbackAws() => server = new LoopbackServer(Reply);

    public Uri Url => server.Url;

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    public ConcurrentDictionary<string, string> Messages { get; } = new();

    public ConcurrentQueue<string> Descriptions { get; } = new();

    public List<LoopbackInterface> Interfaces { get; } = [];

    public string Secret { get; set; } = "";

    public int SecretReads { get; private set; }

    /// <summary>Interfaces in a page of EC2's answers.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>What is done instead of answering; null to answer.</summary>
    public Func<LoopbackRequest, LoopbackReply?> Trouble { get; set; } = _ => null;

    public IEnumerable<LoopbackRequest> Requests => server.Requests;

    public void Dispose() => server.Dispose();

    public string Text(string path)
    {
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(Objects[path]), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    LoopbackReply Reply(LoopbackRequest request) =>
        Trouble(request)
        ?? (request.Headers.TryGetValue("X-Amz-Target", out var target) ? Json(target, request)
            : request.Method == "POST" && request.Path == "/" ? Ec2(request)
            : S3(request));

    LoopbackReply Json(string target, LoopbackRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        switch (target)
        {
            case "secretsmanager.GetSecretValue":
                SecretReads++;
                return LoopbackReply.Of(200, JsonSerializer.Serialize(new { Name = "s", SecretString = Secret }));
            case "AmazonSQS.SendMessage":
                var id = Guid.NewGuid().ToString();
                Messages[id] = body.RootElement.GetProperty("MessageBody").GetString()!;
                return LoopbackReply.Of(200, JsonSerializer.Serialize(new { MessageId = id }));
            case "AmazonSQS.ReceiveMessage":
                return LoopbackReply.Of(200, JsonSerializer.Serialize(new { Messages = Messages.Take(10)
                    .Select(message => new { MessageId = message.Key, ReceiptHandle = message.Key, Body = message.Value }) }));
            case "AmazonSQS.DeleteMessage":
                Messages.TryRemove(body.RootElement.GetProperty("ReceiptHandle").GetString()!, out _);
                return LoopbackReply.Ok;
            default:
                return LoopbackReply.Of(400, """{"__type":"UnknownOperationException"}""");
        }
    }

    LoopbackReply S3(LoopbackRequest request)
    {
        var path = request.Path.TrimStart('/');
        switch (request.Method)
        {
            case "PUT":
                Objects[path] = Unchunked(request);
                return LoopbackReply.Of(200, "", ("ETag", Tag(Objects[path])));
            case "DELETE":
                Objects.TryRemove(path, out _);
                return LoopbackReply.Of(204);
            case "GET" when request.Query.Contains("list-type=2", StringComparison.Ordinal):
                var prefix = path.TrimEnd('/') + "/" + WebUtility.UrlDecode(request.Query.Split('&')
                    .FirstOrDefault(part => part.StartsWith("prefix=", StringComparison.Ordinal))?[7..] ?? "");
                var contents = string.Concat(Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                    .Select(key => $"<Contents><Key>{SecurityElement.Escape(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..])}</Key>"
                        + $"<Size>1</Size></Contents>"));
                return LoopbackReply.Of(200,
                    $"""<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"""
                        + $"""<IsTruncated>false</IsTruncated>{contents}</ListBucketResult>""");
            case "GET" when Objects.TryGetValue(path, out var content):
                return new LoopbackReply { Body = content, Headers = [("ETag", Tag(content))] };
            default:
                return LoopbackReply.Of(404, "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>");
        }
    }

    LoopbackReply Ec2(LoopbackRequest request)
    {
        var parameters = request.Text.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));
        var values = parameters.Where(pair => pair.Key.Contains(".Value.", StringComparison.Ordinal)).Select(pair => pair.Value).ToHashSet();
        Descriptions.Enqueue(string.Join('&', parameters.Where(pair => pair.Key.StartsWith("Filter.", StringComparison.Ordinal))
            .Select(pair => $"{pair.Key}={pair.Value}")));
        if (parameters.Keys.Count(key => key.Contains(".Value.", StringComparison.Ordinal)) > 200)
            return LoopbackReply.Of(400, "<Response><Errors><Error><Code>FilterLimitExceeded</Code><Message>The maximum number of filter values specified on "
                + "a single call is 200</Message></Error></Errors></Response>");
        var bySubnet = parameters["Filter.1.Name"] == "subnet-id";
        var found = Interfaces
            .Where(item => bySubnet ? values.Contains(item.Subnet) && item.Addresses.Any(values.Contains) : values.Contains(item.Id))
            .OrderBy(item => item.Id, StringComparer.Ordinal)
            .ToList();
        var start = parameters.TryGetValue("NextToken", out var token) ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var items = string.Concat(found.Skip(start).Take(PageSize).Select(item => item.ToXml()));
        var next = found.Count > start + PageSize ? $"<nextToken>{start + PageSize}</nextToken>" : "";
        return LoopbackReply.Of(200,
            $"""<DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">"""
                + $"""<networkInterfaceSet>{items}</networkInterfaceSet>{next}</DescribeNetworkInterfacesResponse>""");
    }

#pragma warning disable CA5351 // S3's own choice: the SDK checks what it reads against it.
    static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content))}\"";
#pragma warning restore CA5351

    // The SDK streams uploads in signed chunks: a size in hexadecimal, a signature, the bytes.
    static byte[] Unchunked(LoopbackRequest request)
    {
        if (!request.Headers.TryGetValue("x-amz-content-sha256", out var sha) || !sha.StartsWith("STREAMING", StringComparison.Ordinal))
            return request.Body;
        using var plain = new MemoryStream();
        var rest = request.Body.AsSpan();
        while (true)
        {
            var end = rest.IndexOf("\r\n"u8);
            var head = Encoding.ASCII.GetString(rest[..end]).Split(';')[0];
            var size = int.Parse(head, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                return plain.ToArray();
            plain.Write(rest.Slice(end + 2, size));
            rest = rest[(end + 4 + size)..];
        }
    }
}
