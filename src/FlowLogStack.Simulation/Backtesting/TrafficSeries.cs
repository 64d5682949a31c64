namespace FlowLogStack.Simulation;

/// <summary>The traffic over the whole range of a backtest.</summary>
/// <param name="BucketLength">How much time each bucket covers: chosen so that there are a few hundred of them at most.</param>
/// <param name="Buckets">The buckets that have records, oldest first; those between had none.</param>
/// <param name="HasAction">Whether any record said whether it was accepted or rejected.</param>
/// <param name="HasDirection">Whether any record said which way it went.</param>
public sealed record TrafficSeries(TimeSpan BucketLength, IReadOnlyList<TrafficBucket> Buckets, bool HasAction, bool HasDirection)
{
    /// <summary>No traffic.</summary>
    public static TrafficSeries None { get; } = new(TimeSpan.FromMinutes(1), [], HasAction: false, HasDirection: false);
}
