namespace FlowLogStack.Simulation;

/// <summary>The time of a sample: the minutes from its first to its last event.</summary>
sealed class SampleTime
{
    /// <summary>Hours of a month in estimates.</summary>
    internal const decimal HoursOfMonth = 730;

    /// <summary>The first and the last minute; null without events.</summary>
    internal (long First, long Last)? Minutes { get; private set; }

    /// <summary>Number of hours; 0 without events.</summary>
    internal decimal Hours => Minutes is { } minutes ? (minutes.Last - minutes.First + 1) / 60m : 0;

    /// <summary>How many times as long a month is; 0 without events.</summary>
    internal decimal TimesInMonth => Minutes is null ? 0 : HoursOfMonth / Hours;

    /// <summary>Adds the minute of an event.</summary>
    internal void Add(long minute) => Minutes = Minutes is { } known ? (Math.Min(known.First, minute), Math.Max(known.Last, minute)) : (minute, minute);
}
