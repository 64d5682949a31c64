namespace FlowLogStack.Processing;

/// <summary>One invocation under way: what it has counted, and how much longer it may take.</summary>
sealed class Run : IDisposable
{
    static readonly TimeSpan ShortestReserve = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(15);

    readonly CancellationTokenSource delivery;
    readonly CancellationTokenSource parking;
    int parked;

    /// <summary>Begins.</summary>
    /// <param name="requestId">The id of the invocation.</param>
    /// <param name="deadline">When Lambda ends it.</param>
    /// <param name="time">The clock.</param>
    public Run(string requestId, DateTimeOffset deadline, TimeProvider time)
    {
        RequestId = requestId;
        Now = time.GetUtcNow();
        var left = deadline - Now;

        // What cannot be delivered in time must still be parked in time, and the answer given.
        var reserve = left / 5;
        reserve = reserve < ShortestReserve ? ShortestReserve : reserve > LongestReserve ? LongestReserve : reserve;
        delivery = new CancellationTokenSource(Positive(left - reserve), time);
        parking = new CancellationTokenSource(Positive(left - (reserve / 5)), time);
        DeliverUntil = deadline - reserve;
        Enrichment = EnrichmentBudget.Of(left, time);
    }

    /// <summary>The id of the invocation.</summary>
    public string RequestId { get; }

    /// <summary>When the invocation began.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>When deliveries give up.</summary>
    public DateTimeOffset DeliverUntil { get; }

    /// <summary>Ends deliveries, early enough to park what is left.</summary>
    public CancellationToken Delivery => delivery.Token;

    /// <summary>Ends parking, early enough to answer.</summary>
    public CancellationToken Parking => parking.Token;

    /// <summary>The time that the invocation may wait for EC2.</summary>
    public EnrichmentBudget Enrichment { get; }

    /// <summary>What the invocation counts.</summary>
    public RunMetrics Metrics { get; init; } = new();

    /// <summary>The number of the next dead letter of this invocation.</summary>
    public int NextParked() => Interlocked.Increment(ref parked);

    /// <inheritdoc/>
    public void Dispose()
    {
        delivery.Dispose();
        parking.Dispose();
    }

    static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
