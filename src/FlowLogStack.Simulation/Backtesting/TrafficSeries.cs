namespace FlowLogStack.Simulation;

/// <summary>The traffic over the whole time range of a backtest.</summary>
/// <param name="BucketLength">Length of an interval, chosen so that there are at most a few hundred.</param>
/// <param name="Buckets">The intervals with records, oldest first. Intervals without records are left out.</param>
/// <param name="HasAction">Whether any record has an action.</param>
/// <param name="HasDirection">Whether any record has a flow direction.</param>
public sealed record TrafficSeries(TimeSpan BucketLength, IReadOnlyList<TrafficBucket> Buckets, bool HasAction, bool HasDirection)
{
    /// <summary>A series without traffic.</summary>
    public static TrafficSeries None { get; } = new(TimeSpan.FromMinutes(1), [], HasAction: false, HasDirection: false);
}
