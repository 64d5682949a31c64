using System.Text;

namespace FlowLogStack.Loopback;

/// <summary>What a server does with a request.</summary>
sealed record LoopbackReply
{
    public int Status { get; init; } = 200;

    public string Reason { get; init; } = "OK";

    public byte[] Body { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the body travels in chunks instead of with its length.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Whether the connection is reset instead of answered.</summary>
    public bool Resets { get; init; }

    /// <summary>Whether nothing is ever answered.</summary>
    public bool Hangs { get; init; }

    public static LoopbackReply Ok { get; } = new();

    public static LoopbackReply Of(int status, string body = "", params (string Name, string Value)[] headers) =>
        new() { Status = status, Reason = status switch { 200 => "OK", 429 => "Too Many Requests", 503 => "Service Unavailable", _ => "Status" },
            Body = Encoding.UTF8.GetBytes(body), Headers = headers };
}
