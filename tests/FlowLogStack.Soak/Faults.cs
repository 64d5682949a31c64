using System.Collections.Concurrent;

namespace FlowLogStack.Soak;

/// <summary>What goes wrong outside the function, while faults are on.</summary>
sealed class Faults(int seed)
{
    const string Throttled = "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow</Message></Error></Errors></Response>";

    readonly Random random = new(seed);
    readonly ConcurrentDictionary<string, int> counts = new();

    /// <summary>Whether anything goes wrong.</summary>
    public bool AreOn { get; set; }

    /// <summary>How often each fault happened.</summary>
    public IEnumerable<KeyValuePair<string, int>> Counts => counts.OrderBy(count => count.Key, StringComparer.Ordinal);

    /// <summary>The endpoint's fault; null if it accepts.</summary>
    public LoopbackReply? OfEndpoint() => Draw() switch
    {
        < 0.06 => Fault("endpoint: 503", LoopbackReply.Of(503)),
        < 0.09 => Fault("endpoint: 429, Retry-After", LoopbackReply.Of(429, "", ("Retry-After", "1"))),
        < 0.12 => Fault("endpoint: connection reset", new LoopbackReply { Resets = true }),
        < 0.16 => Fault("endpoint: 400", LoopbackReply.Of(400)),
        < 0.17 => Fault("endpoint: no answer", new LoopbackReply { Hangs = true }),
        _ => null,
    };

    /// <summary>The fault of an AWS service; null if it answers.</summary>
    public LoopbackReply? OfAws(LoopbackRequest request)
    {
        var isEc2 = request.Method == "POST" && request.Path == "/" && !request.Headers.ContainsKey("X-Amz-Target");
        return (isEc2, Draw()) switch
        {
            (true, < 0.10) => Fault("EC2: no answer", new LoopbackReply { Hangs = true }),
            (true, < 0.30) => Fault("EC2: throttled", LoopbackReply.Of(503, Throttled)),
            (false, < 0.06) => Fault($"{Service(request)}: 503", LoopbackReply.Of(503, "<Error><Code>SlowDown</Code><Message>slow</Message></Error>")),
            (false, < 0.09) => Fault($"{Service(request)}: 403", LoopbackReply.Of(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>")),
            (false, < 0.11) => Fault($"{Service(request)}: connection reset", new LoopbackReply { Resets = true }),
            _ => null,
        };
    }

    static string Service(LoopbackRequest request) => request.Headers.ContainsKey("X-Amz-Target") ? "SQS" : $"S3 {request.Method}";

    double Draw()
    {
        if (!AreOn)
            return 1;
        lock (random)
            return random.NextDouble();
    }

    LoopbackReply Fault(string name, LoopbackReply reply)
    {
        counts.AddOrUpdate(name, 1, (_, count) => count + 1);
        return reply;
    }
}
