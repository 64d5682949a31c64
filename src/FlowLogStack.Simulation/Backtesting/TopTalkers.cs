namespace FlowLogStack.Simulation;

/// <summary>Who is behind the records that an alarm's filters selected while it was on, those first who had most of what its metric measures.</summary>
/// <remarks>
/// Counted in bounded memory: where a minute has many different values, rare ones are dropped, and counts are the least a
/// value can have had.
/// </remarks>
/// <param name="Sources">Values of <c>srcaddr</c>.</param>
/// <param name="Destinations">Values of <c>dstaddr</c>.</param>
/// <param name="Services">Protocol and port of the service, on whichever side it is, as <c>tcp/22</c>, <c>udp/53</c> or <c>icmp</c>; of other protocols the number, as <c>47</c>.</param>
/// <param name="IsExact">Whether no value was dropped, so that the counts are exact.</param>
public sealed record TopTalkers(IReadOnlyList<Talker> Sources, IReadOnlyList<Talker> Destinations, IReadOnlyList<Talker> Services, bool IsExact)
{
    /// <summary>The values listed for each of the three.</summary>
    public const int MaximumTalkers = 10;

    /// <summary>The records shown of an alarm.</summary>
    public const int MaximumSamples = 5;

    /// <summary>What they are ranked by. Default: records.</summary>
    public TalkerMeasure Measure { get; init; }

    /// <summary>Nobody.</summary>
    public static TopTalkers None { get; } = new([], [], [], IsExact: true);
}
