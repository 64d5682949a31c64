namespace FlowLogStack.Simulation;

/// <summary>The relative load at each time of the week.</summary>
sealed class DayShape
{
    const int SecondsOfHour = 3600;
    const int HoursOfDay = 24;

    readonly int[] hours;
    readonly int weekendDivisor;

    DayShape(int[] hours, int weekendDivisor)
    {
        this.hours = hours;
        this.weekendDivisor = weekendDivisor;
    }

    /// <summary>The same load at all times.</summary>
    internal static DayShape Even { get; } = new([.. Enumerable.Repeat(100, HoursOfDay)], 1);

    /// <summary>Office hours: from 7 to 19, with a lunch break, and little load at weekends.</summary>
    internal static DayShape Office { get; } = new([3, 2, 2, 2, 2, 4, 15, 45, 85, 100, 100, 95, 70, 80, 98, 100, 92, 70, 40, 20, 12, 8, 6, 4], 12);

    /// <summary>A public site: less load at night, most in the evening, on every day.</summary>
    internal static DayShape Public { get; } = new([45, 36, 30, 27, 27, 30, 38, 50, 62, 72, 78, 82, 84, 82, 80, 80, 82, 86, 92, 98, 100, 95, 80, 60], 1);

    /// <summary>Returns the weight of a time, interpolated between those of the full hours around it.</summary>
    /// <param name="unixSeconds">The time, in seconds since 1970.</param>
    internal long WeightAt(long unixSeconds)
    {
        var hour = unixSeconds / SecondsOfHour;
        var after = unixSeconds % SecondsOfHour;
        var (from, to) = (hours[hour % HoursOfDay], hours[(hour + 1) % HoursOfDay]);
        var weight = (from * (SecondsOfHour - after)) + (to * after);
        // 1 January 1970 was a Thursday.
        var day = ((hour / HoursOfDay) + 3) % 7;
        return day >= 5 ? weight / weekendDivisor : weight;
    }
}
