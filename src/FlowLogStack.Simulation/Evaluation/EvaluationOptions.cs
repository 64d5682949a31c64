using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Options of a <see cref="DetectionEvaluation"/>.</summary>
sealed record EvaluationOptions
{
    /// <summary>The format of the records that detections are rendered for, and of files without a header line. Default: that of the first record.</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>The monitored network. Default: private ranges.</summary>
    public MonitoredNetwork Network { get; init; } = MonitoredNetwork.Default;

    /// <summary>The time from a record's end to its arrival in CloudWatch Logs. Default: 5 minutes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(5);
}
