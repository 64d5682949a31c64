using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>How good a detection is on labelled records.</summary>
sealed record DetectionScore
{
    /// <summary>The detection.</summary>
    public required Detection Detection { get; init; }

    /// <summary>How often its alarm entered ALARM.</summary>
    public int Alarms { get; init; }

    /// <summary>How many of <see cref="Alarms"/> a labelled event caused.</summary>
    public int RightAlarms { get; init; }

    /// <summary>The labelled events that are meant for it.</summary>
    public int Events { get; init; }

    /// <summary>How many of <see cref="Events"/> it found.</summary>
    public int FoundEvents { get; init; }

    /// <summary>The median time from the start of a found event to ALARM; null if none was found.</summary>
    public TimeSpan? TimeToDetect { get; init; }

    /// <summary>How long its alarm was in ALARM.</summary>
    public TimeSpan TimeInAlarm { get; init; }

    /// <summary>How often its alarm entered ALARM for a day of records.</summary>
    public double AlarmsPerDay { get; init; }

    /// <summary>The share of alarms that are right, 0 to 1; null without alarms.</summary>
    public double? Precision => Alarms == 0 ? null : (double)RightAlarms / Alarms;

    /// <summary>The share of events that it found, 0 to 1; null without events.</summary>
    public double? Recall => Events == 0 ? null : (double)FoundEvents / Events;
}
