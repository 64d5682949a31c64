namespace FlowLogStack.Simulation;

/// <summary>
/// The time from left to right that all charts of a page share. Positions are per cent of the width, so that a drawing fits any
/// screen without a script.
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

    /// <summary>An axis over a range; a range without length becomes a minute.</summary>
    public TimeAxis(DateTimeOffset from, DateTimeOffset to)
    {
        From = from.ToUniversalTime();
        To = to > from ? to.ToUniversalTime() : From.AddMinutes(1);
        Ticks = [.. PlaceTicks()];
    }

    /// <summary>The left end.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The right end.</summary>
    public DateTimeOffset To { get; }

    /// <summary>How much time it covers.</summary>
    public TimeSpan Length => To - From;

    /// <summary>Whether a time of day is enough to tell when something was.</summary>
    public bool IsWithinADay => To.UtcDateTime <= From.UtcDateTime.Date.AddDays(1);

    /// <summary>Its marks, from left to right.</summary>
    public IReadOnlyList<TimeTick> Ticks { get; }

    /// <summary>Where a moment stands, from 0 at the left to 100; moments outside the axis stand at its ends.</summary>
    public double Percent(DateTimeOffset at) => Math.Round(Math.Clamp(100.0 * (at - From).Ticks / Length.Ticks, 0, 100), 3);

    /// <summary>A moment as briefly as the axis allows: <c>03:12</c> or <c>5 Jan 03:12</c>.</summary>
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
