using System.Net.Http.Headers;

namespace FlowLogStack.Processor;

/// <summary>How long to wait before the next attempt.</summary>
static class Backoff
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>A random part of a time that doubles with each attempt, so that many functions do not return at once; never less than the endpoint asks for.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the endpoint asks for; null when it does not say.</param>
    /// <param name="now">The time, for an endpoint that names a moment.</param>
    public static TimeSpan After(int attempt, RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var ceiling = First * Math.Pow(2, Math.Min(attempt - 1, 16));
        var wait = (ceiling > Longest ? Longest : ceiling) * ((1 + Random.Shared.NextDouble()) / 2);
        var asked = retryAfter?.Delta ?? (retryAfter?.Date is { } moment ? moment - now : TimeSpan.Zero);
        return asked > wait ? asked : wait;
    }
}
