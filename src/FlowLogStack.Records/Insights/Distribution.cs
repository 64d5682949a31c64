namespace FlowLogStack.Records;

/// <summary>A distribution of numbers for percentiles, in memory that does not grow with them.</summary>
/// <remarks>
/// The first 4,096 numbers are kept, so percentiles of so few are exact. More are counted in intervals that
/// grow by two percent, so a percentile is within one percent of a number that was added.
/// </remarks>
sealed class Distribution
{
    const int KeptExactly = 4096;
    const double Growth = 1.02;
    const double Least = 1e-9;

    static readonly double LogGrowth = Math.Log(Growth);

    readonly SortedDictionary<int, long> intervals = [];
    List<double>? exact = [];
    long count;

    internal void Add(double number)
    {
        count++;
        if (exact is not null)
        {
            exact.Add(number);
            if (exact.Count <= KeptExactly)
                return;
            exact.ForEach(AddToInterval);
            exact = null;
            return;
        }

        AddToInterval(number);
    }

    /// <summary>Returns the least number that is greater than or equal to a percentage of all numbers; null if the list is empty.</summary>
    internal double? Percentile(double percent)
    {
        if (count == 0)
            return null;
        var rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * count));
        if (exact is not null)
        {
            exact.Sort();
            return exact[(int)rank - 1];
        }

        foreach (var (interval, numbers) in intervals)
        {
            rank -= numbers;
            if (rank <= 0)
                return Middle(interval);
        }

        return null;
    }

    // Interval 0 contains zero; the others are numbered from one upwards, negative for negative numbers.
    void AddToInterval(double number)
    {
        var size = Math.Abs(number);
        var interval = size < Least ? 0 : Math.Sign(number) * (1 + (int)Math.Ceiling(Math.Log(size / Least) / LogGrowth));
        intervals[interval] = intervals.GetValueOrDefault(interval) + 1;
    }

    static double Middle(int interval) =>
        interval == 0 ? 0 : Math.Sign(interval) * Least * Math.Pow(Growth, Math.Abs(interval) - 1) * 2 / (1 + Growth);
}
