namespace FlowLogStack.Simulation.Tests;

/// <summary>Rule 31: percentiles and trimmed statistics, interpolated inside bins.</summary>
public sealed class ExtendedStatisticTests
{
    // A tenth is the width of a bin.
    const double Tolerance = 0.1;

    [Theory]
    [InlineData("p99.9")]
    [InlineData("p0")]
    [InlineData("p100")]
    [InlineData("tm90")]
    [InlineData("wm98")]
    [InlineData("tc10")]
    [InlineData("ts99.99")]
    [InlineData("IQM")]
    [InlineData("TM(10%:90%)")]
    [InlineData("TM(:90%)")]
    [InlineData("WM(2%:)")]
    [InlineData("TC(0.005:0.030)")]
    [InlineData("TS(80%:)")]
    [InlineData("PR(:300)")]
    [InlineData("PR(100:2000)")]
    public void Reads_a_statistic(string text)
    {
        Assert.True(ExtendedStatistic.TryParse(text, out var statistic));
        Assert.Equal(text, statistic!.ToString());
    }

    [Theory]
    [InlineData("Sum")]
    [InlineData("p101")]
    [InlineData("p")]
    [InlineData("P90")]
    [InlineData("TM()")]
    [InlineData("TM(:)")]
    [InlineData("TM(10%:90)")]
    [InlineData("TM(90%:10%)")]
    [InlineData("TM(10%:101%)")]
    [InlineData("PR(10%:20%)")]
    [InlineData("")]
    public void Reads_no_other_text(string text) => Assert.False(ExtendedStatistic.TryParse(text, out _));

    [Theory]
    [InlineData("p0", 7)]
    [InlineData("p50", 7)]
    [InlineData("p100", 7)]
    [InlineData("tm90", 7)]
    [InlineData("WM(10%:90%)", 7)]
    [InlineData("IQM", 7)]
    [InlineData("TC(25%:75%)", 50)]
    [InlineData("TS(:50%)", 350)]
    [InlineData("PR(5:10)", 100)]
    [InlineData("PR(7:10)", 0)]
    public void Is_exact_where_all_values_are_the_same(string text, double expected) =>
        Assert.Equal(expected, Of(text, Enumerable.Repeat(7.0, 100))!.Value, 1e-9);

    [Theory]
    [InlineData("p10", 100)]
    [InlineData("p50", 500)]
    [InlineData("p90", 900)]
    [InlineData("p99", 990)]
    [InlineData("p100", 1000)]
    [InlineData("tm50", 250)]
    [InlineData("TM(10%:90%)", 500)]
    [InlineData("TM(100:300)", 200)]
    [InlineData("IQM", 500)]
    [InlineData("WM(10%:90%)", 500)]
    [InlineData("TC(:50%)", 500)]
    [InlineData("TC(200:700)", 500)]
    [InlineData("TS(:50%)", 125_000)]
    [InlineData("PR(:300)", 30)]
    [InlineData("PR(250:750)", 50)]
    public void Is_exact_to_a_tenth(string text, double expected) =>
        Assert.InRange(Of(text, Enumerable.Range(1, 1000).Select(value => (double)value))!.Value, expected * (1 - Tolerance), expected * (1 + Tolerance));

    [Fact]
    public void Counts_zeros() => Assert.Equal((0.0, 0.0), (Of("p50", [0, 0, 0, 9]), Of("p75", [0, 0, 0, 9])));

    [Fact]
    public void Is_none_without_values_or_with_negative_ones() => Assert.Equal((null, null), (Of("p50", []), Of("p50", [1, -1])));

    [Fact]
    public void Of_several_filters_is_that_of_all_their_values()
    {
        var (one, other) = (Bins([1, 2]), Bins([1000, 2000]));
        one.Add(other);
        Assert.True(ExtendedStatistic.TryParse("p100", out var highest));
        Assert.Equal(2000, one.Of(highest!));
    }

    static double? Of(string text, IEnumerable<double> values)
    {
        Assert.True(ExtendedStatistic.TryParse(text, out var statistic));
        return Bins(values).Of(statistic!);
    }

    static ValueBins Bins(IEnumerable<double> values)
    {
        var bins = new ValueBins();
        foreach (var value in values)
            bins.Add(MetricValues.Of(value));
        return bins;
    }
}
