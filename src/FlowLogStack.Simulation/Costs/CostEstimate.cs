namespace FlowLogStack.Simulation;

/// <summary>The estimated cost of a template in a month of traffic like that of the sample.</summary>
sealed record CostEstimate
{
    /// <summary>Name of the template.</summary>
    public string Template { get; init; } = "";

    /// <summary>Number of records in the sample.</summary>
    public long Records { get; init; }

    /// <summary>Number of malformed lines, which cost the same.</summary>
    public long RejectedLines { get; init; }

    /// <summary>First minute of the sample; null without records, or if the number of records per month is given.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the sample's last minute; null without records, or if the number of records per month is given.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Number of records in a month of such traffic.</summary>
    public decimal RecordsPerMonth { get; init; }

    /// <summary>Number of calls in a month like that of the files of CloudTrail; 0 without any.</summary>
    public decimal CallsPerMonth { get; init; }

    /// <summary>The cost items, most expensive first.</summary>
    public IReadOnlyList<CostItem> Items { get; init; } = [];

    /// <summary>Resources that may cost something and aren't estimated.</summary>
    public IReadOnlyList<UnpricedResource> NotPriced { get; init; } = [];

    /// <summary>Limitations of the estimate, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Total cost in USD.</summary>
    public decimal Total => Items.Sum(item => item.Dollars);

    /// <summary>Cost in USD that doesn't depend on the traffic.</summary>
    public decimal Fixed => Items.Where(item => item.IsFixed).Sum(item => item.Dollars);
}
