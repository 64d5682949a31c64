namespace FlowLogStack.Processing;

/// <summary>The time that one invocation may wait for EC2. Delivering records has priority over enriching them.</summary>
/// <param name="total">Time for all calls together.</param>
/// <param name="time">The clock.</param>
sealed class EnrichmentBudget(TimeSpan total, TimeProvider time)
{
    /// <summary>Maximum time for all calls of an invocation: 10 seconds.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <summary>Maximum time for one call, including pages and retries: 3 seconds.</summary>
    public static readonly TimeSpan MostForOneCall = TimeSpan.FromSeconds(3);

    /// <summary>Error code of records for which no time was left.</summary>
    public const string Spent = "TimedOut";

    TimeSpan left = total > TimeSpan.Zero ? total : TimeSpan.Zero;

    /// <summary>Creates the budget of an invocation: a fifth of its time, but <see cref="Most"/> at most.</summary>
    /// <param name="untilDeadline">The time until Lambda ends the invocation.</param>
    /// <param name="time">The clock.</param>
    public static EnrichmentBudget Of(TimeSpan untilDeadline, TimeProvider time) =>
        new(untilDeadline / 5 < Most ? untilDeadline / 5 : Most, time);

    /// <summary>Makes a call within the budget.</summary>
    /// <param name="call">The call; it ends when its token is canceled.</param>
    /// <param name="cancellation">Ends the invocation's deliveries.</param>
    /// <returns>The call's result; its error is <see cref="Spent"/> if the call was cut off, or not made because no time is left.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> is canceled.</exception>
    public async Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> SpendAsync(
        Func<CancellationToken, Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)>> call, CancellationToken cancellation)
    {
        if (left <= TimeSpan.Zero)
            return ([], Spent);
        var started = time.GetTimestamp();
        var most = left < MostForOneCall ? left : MostForOneCall;
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ([], Spent);
        }
        finally
        {
            // A timer may end a call slightly before the clock reaches that time.
            var took = time.GetElapsedTime(started);
            left -= limit.IsCancellationRequested && took < most ? most : took;
        }
    }
}
