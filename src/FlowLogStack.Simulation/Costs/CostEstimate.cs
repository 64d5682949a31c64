namespace FlowLogStack.Simulation;

/// <summary>What a template costs in a month of the traffic that was seen.</summary>
public sealed record CostEstimate
{
    /// <summary>The template's name, as it was given.</summary>
    public string Template { get; init; } = "";

    /// <summary>The records seen.</summary>
    public long Records { get; init; }

    /// <summary>The lines that are no records, which cost the same.</summary>
    public long RejectedLines { get; init; }

    /// <summary>The first minute of the sample; null without any, or where the records of a month are told.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of its last minute; null likewise.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The records of a month of such traffic.</summary>
    public decimal RecordsPerMonth { get; init; }

    /// <summary>What costs something, the dearest first.</summary>
    public IReadOnlyList<CostItem> Items { get; init; } = [];

    /// <summary>What may cost something and is not estimated.</summary>
    public IReadOnlyList<UnpricedResource> NotPriced { get; init; } = [];

    /// <summary>What a reader should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All of it, in USD.</summary>
    public decimal Total => Items.Sum(item => item.Dollars);

    /// <summary>What it costs whatever the traffic is, in USD.</summary>
    public decimal Fixed => Items.Where(item => item.IsFixed).Sum(item => item.Dollars);
}
