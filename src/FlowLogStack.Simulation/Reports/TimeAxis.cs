namespace FlowLogStack.Simulation;

/// <summary>
/// The time axis of all charts on a page. Positions are in percent of the width, so drawings fit any screen without a script.
/// </summary>
sealed class TimeAxis
{
    static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 5, 10, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192 }.Select(days => TimeSpan.FromDays(days)),
    ];

    static readonly int[] MostTicks = [5, 12, 26];

    /// <summary>Creates an axis of a time range. An empty range becomes one minute.</summary>
    public TimeAxis(DateTimeOffset from, DateTimeOffset to)
    {
        From = from.ToUniversalTime();
        To = to > from ? to.ToUniversalTime() : From.AddMinutes(1);
        Ticks = [.. PlaceTicks()];
    }

    /// <summary>Start of the axis.</summary>
    public DateTimeOffset From { get; }

    /// <summary>End of the axis.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Length of the axis.</summary>
    public TimeSpan Length => To - From;

    /// <summary>Whether the axis lies within one day, so a time of day identifies a time.</summary>
    public bool IsWithinADay => To.UtcDateTime <= From.UtcDateTime.Date.AddDays(1);

    /// <summary>The marks, from left to right.</summary>
    public IReadOnlyList<TimeTick> Ticks { get; }

    /// <summary>Returns the position of a time, 0 to 100 from left to right. Times outside the axis are at its ends.</summary>
    public double Percent(DateTimeOffset at) => Math.Round(Math.Clamp(100.0 * (at - From).Ticks / Length.Ticks, 0, 100), 3);

    /// <summary>Returns a time as short as the axis allows: <c>03:12</c> or <c>5 Jan 03:12</c>.</summary>
    public string Text(DateTimeOffset at) => IsWithinADay ? TimeText.OfDay(at) : $"{TimeText.Day(at)} {TimeText.OfDay(at)}";

    IEnumerable<TimeTick> PlaceTicks()
    {
        var fine = Step(MostTicks[2], TimeSpan.FromMinutes(1));
        var middle = Step(MostTicks[1], fine);
        var coarse = Step(MostTicks[0], middle);
        for (var ticks = Ceiling(From.UtcTicks, fine.Ticks); ticks <= To.UtcTicks; ticks += fine.Ticks)
        {
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            var isMidnight = at.TimeOfDay == TimeSpan.Zero;
            var level = ticks % coarse.Ticks == 0 ? 0 : ticks % middle.Ticks == 0 ? 1 : 2;
            var endsTheDay = isMidnight && IsWithinADay && at == To;
            yield return new TimeTick(Percent(at), level, endsTheDay ? "24:00" : isMidnight ? TimeText.Day(at) : TimeText.OfDay(at), isMidnight);
        }
    }

    TimeSpan Step(int most, TimeSpan multipleOf) =>
        Steps.First(step => step >= multipleOf && step.Ticks % multipleOf.Ticks == 0 && (Length / step <= most || step == Steps[^1]));

    static long Ceiling(long value, long step) => (value + step - 1) / step * step;
}
