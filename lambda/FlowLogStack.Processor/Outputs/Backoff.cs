using System.Net.Http.Headers;

namespace FlowLogStack.Processor;

/// <summary>The waiting time before the next attempt.</summary>
static class Backoff
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Returns a random time between half and all of a ceiling, which doubles with each attempt from 100 ms to 20 seconds, so
    /// that concurrent functions do not retry together. It is never less than the endpoint's <c>Retry-After</c>.
    /// </summary>
    /// <param name="attempt">Number of the failed attempt, starting at 1.</param>
    /// <param name="retryAfter">The endpoint's <c>Retry-After</c> header; null if absent.</param>
    /// <param name="now">Current time, for a header that contains a date.</param>
    public static TimeSpan After(int attempt, RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var ceiling = First * Math.Pow(2, Math.Min(attempt - 1, 16));
        var wait = (ceiling > Longest ? Longest : ceiling) * ((1 + Random.Shared.NextDouble()) / 2);
        var asked = retryAfter?.Delta ?? (retryAfter?.Date is { } moment ? moment - now : TimeSpan.Zero);
        return asked > wait ? asked : wait;
    }
}
