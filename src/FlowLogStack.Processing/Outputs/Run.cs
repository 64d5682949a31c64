namespace FlowLogStack.Processing;

/// <summary>The state of one invocation: its counts and its remaining time.</summary>
sealed class Run : IDisposable
{
    static readonly TimeSpan ShortestReserve = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(15);

    readonly CancellationTokenSource delivery;
    readonly CancellationTokenSource parking;
    int parked;

    /// <summary>Begins an invocation.</summary>
    /// <param name="requestId">Id of the invocation.</param>
    /// <param name="deadline">Time at which Lambda ends it.</param>
    /// <param name="time">The clock.</param>
    public Run(string requestId, DateTimeOffset deadline, TimeProvider time)
    {
        RequestId = requestId;
        Now = time.GetUtcNow();
        var left = deadline - Now;

        // Data that cannot be delivered in time has to be saved in time, and the response returned.
        var reserve = left / 5;
        reserve = reserve < ShortestReserve ? ShortestReserve : reserve > LongestReserve ? LongestReserve : reserve;
        delivery = new CancellationTokenSource(Positive(left - reserve), time);
        parking = new CancellationTokenSource(Positive(left - (reserve / 5)), time);
        DeliverUntil = deadline - reserve;
        Enrichment = EnrichmentBudget.Of(left, time);
    }

    /// <summary>Id of the invocation.</summary>
    public string RequestId { get; }

    /// <summary>Time at which the invocation began.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Time at which deliveries end.</summary>
    public DateTimeOffset DeliverUntil { get; }

    /// <summary>Cancels deliveries, early enough to save dead letters.</summary>
    public CancellationToken Delivery => delivery.Token;

    /// <summary>Cancels saving dead letters, early enough to respond.</summary>
    public CancellationToken Parking => parking.Token;

    /// <summary>Time that the invocation may wait for EC2.</summary>
    public EnrichmentBudget Enrichment { get; }

    /// <summary>Counts of the invocation.</summary>
    public RunMetrics Metrics { get; init; } = new();

    /// <summary>Returns the number of the invocation's next dead letter, starting at 1.</summary>
    public int NextParked() => Interlocked.Increment(ref parked);

    /// <inheritdoc/>
    public void Dispose()
    {
        delivery.Dispose();
        parking.Dispose();
    }

    static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
