namespace FlowLogStack.Simulation.Tests;

public sealed class AnomalyBandTests
{
    const int Day = 24 * 60;

    // Traffic of a working day: 40 flows in five minutes at night, 400 at noon, with random noise.
    static double Office(long minute)
    {
        var hour = minute % Day / 60.0;
        var level = 220 - (180 * Math.Cos((hour - 1) / 24 * 2 * Math.PI));
        return Math.Round(level + (Math.Sqrt(level) * Noise(minute)));
    }

    static double Noise(long minute) => (((minute * 7919) % 1009) / 1009.0 * 4) - 2;

    static int Breaches(Func<long, double?> values, int days)
    {
        var band = new AnomalyBand(5, 2, values);
        var count = 0;
        for (var minute = 0L; minute < days * Day; minute += 5)
        {
            if (band.At(minute) is { } normal && values(minute) is { } value && value > normal.Upper)
                count++;
        }

        return count;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Leaves_ordinary_days_alone(int days) =>
        Assert.Equal(0, Breaches(minute => minute < 0 || minute >= days * Day ? null : Office(minute), days));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Notices_a_surge(int days)
    {
        var surge = ((days - 1) * Day) + 900;
        double? Values(long minute) => minute < 0 ? null : Office(minute) * (minute >= surge && minute < surge + 30 ? 6 : 1);
        Assert.InRange(Breaches(Values, days), 5, 12);
    }

    [Fact]
    public void Leaves_quiet_traffic_alone() =>
        Assert.Equal(0, Breaches(minute => minute < 0 ? null : minute % 7 == 0 ? 1 : minute % 11 == 0 ? 2 : 0, 2));

    [Fact]
    public void Has_no_band_before_it_knows_enough()
    {
        var band = new AnomalyBand(5, 2, minute => minute < 0 ? null : 100);
        Assert.Null(band.At(5 * (AnomalyBand.FewestWindows - 1)));
        Assert.NotNull(band.At(5 * AnomalyBand.FewestWindows));
    }

    [Fact]
    public void Goes_by_the_hour_of_day_when_it_has_seen_enough_days()
    {
        // A backup at 03:00 every night is normal on the fifth.
        static double? Values(long minute) => minute < 0 ? null : minute % Day is >= 180 and < 210 ? 5000 : 100;
        var band = new AnomalyBand(5, 2, Values);
        Assert.True(band.At((4 * Day) + 185)!.Value.Upper > 5000);
        Assert.True(band.At(Day + 180)!.Value.Upper < 5000);
    }

    [Fact]
    public void Stays_above_zero_for_counts_and_only_for_them()
    {
        var counts = new AnomalyBand(5, 6, minute => minute < 0 ? null : 2 + (minute % 3));
        Assert.All(Enumerable.Range(12, 12 * 24 * 5), window => Assert.Equal(0, counts.At(window * 5)!.Value.Lower));
        var balances = new AnomalyBand(5, 6, minute => minute < 0 ? null : minute % 2 == 0 ? 2 : -1);
        Assert.True(balances.At(Day)!.Value.Lower < 0);
    }

    [Fact]
    public void Learns_an_event_from_the_same_windows_whatever_the_minute_of_the_evaluation()
    {
        // Two minutes of an hour are a hundred times the rest, which windows of other minutes would divide.
        static double? Values(long minute) => minute < 0 ? null
            : Enumerable.Range((int)minute, 15).Sum(at => at % 60 is 44 or 45 ? 10_000.0 : 100.0);
        var band = new AnomalyBand(15, 3, Values);
        for (var window = 16; window < 32; window++)
        {
            // The line moves within a window. What is learned does not.
            var learned = band.At(window * 15)!.Value.Upper;
            Assert.All(Enumerable.Range(window * 15, 15), minute => Assert.InRange(band.At(minute)!.Value.Upper, 0.95 * learned, 1.05 * learned));
        }
    }

    [Fact]
    public void An_event_of_minutes_is_not_a_trend()
    {
        var band = new AnomalyBand(5, 3, minute => minute < 0 ? null : minute is >= 315 and < 335 ? 250 : 100);
        Assert.Equal(200, band.At(335)!.Value.Upper, 1e-9);
        // A rise over hours is one.
        var rising = new AnomalyBand(5, 3, minute => minute < 0 ? null : minute);
        Assert.True(rising.At(600)!.Value.Upper > 700);
    }

    [Fact]
    public void Is_as_wide_as_asked()
    {
        // A constant 100 has a spread of one third of it.
        var band = new AnomalyBand(5, 3, minute => minute < 0 ? null : 100);
        var (lower, upper) = band.At(Day)!.Value;
        Assert.Equal(0, lower, 1e-9);
        Assert.Equal(200, upper, 1e-9);
    }
}
