namespace FlowLogStack.Simulation;

/// <summary>The top contributors of the records that an alarm's filters match while it is in <c>ALARM</c>.</summary>
/// <remarks>
/// Counted in limited memory: if a minute has many distinct values, rare ones are dropped, and counts are lower bounds.
/// </remarks>
/// <param name="Sources">Values of <c>srcaddr</c>.</param>
/// <param name="Destinations">Values of <c>dstaddr</c>.</param>
/// <param name="Services">Protocol and port of the service, on either side of the record, as <c>tcp/22</c>, <c>udp/53</c> or <c>icmp</c>; of other protocols
/// the number, as <c>47</c>.</param>
/// <param name="IsExact">Whether the counts are exact, because no value was dropped.</param>
public sealed record TopTalkers(IReadOnlyList<Talker> Sources, IReadOnlyList<Talker> Destinations, IReadOnlyList<Talker> Services, bool IsExact)
{
    /// <summary>Maximum number of values in each of the three lists.</summary>
    public const int MaximumTalkers = 10;

    /// <summary>Maximum number of sample records of an alarm.</summary>
    public const int MaximumSamples = 5;

    /// <summary>The ranking. Default: by records.</summary>
    public TalkerMeasure Measure { get; init; }

    /// <summary>Returns the contributors with notes on their addresses.</summary>
    /// <param name="describe">Returns a description of an address, or null.</param>
    internal TopTalkers Noted(Func<string, string?> describe)
    {
        IReadOnlyList<Talker> Noted(IReadOnlyList<Talker> talkers) => [.. talkers.Select(talker => talker with { Note = describe(talker.Value) })];
        return this with { Sources = Noted(Sources), Destinations = Noted(Destinations) };
    }

    /// <summary>A result without contributors.</summary>
    public static TopTalkers None { get; } = new([], [], [], IsExact: true);
}
