using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>How good detections are on labelled records.</summary>
sealed record EvaluationResult
{
    /// <summary>The detections that the format of the records allows for, in the order of the catalog.</summary>
    public IReadOnlyList<DetectionScore> Scores { get; init; } = [];

    /// <summary>The detections that the format lacks fields for.</summary>
    public IReadOnlyList<Detection> Unavailable { get; init; } = [];

    /// <summary>The records.</summary>
    public long Records { get; init; }

    /// <summary>The format that detections were rendered for; null without records.</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>The first minute of the records; null without records.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the last minute of the records; null without records.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The labelled events within the time of the records.</summary>
    public int Events { get; init; }

    /// <summary>How many of <see cref="Events"/> at least one detection found.</summary>
    public int FoundEvents { get; init; }

    /// <summary>The labels outside of the time of the records, which do not count.</summary>
    public int LabelsOutside { get; init; }

    /// <summary>The kinds of labels that are neither detections nor scenarios, and so are meant for every detection.</summary>
    public IReadOnlyList<string> GeneralKinds { get; init; } = [];

    /// <summary>Notes on the result, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
