using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The recommended change of one alarm after a backtest.</summary>
/// <param name="Alarm">Alarm that the recommendation concerns.</param>
/// <param name="Detection">The built-in detection of the alarm; null for other alarms.</param>
/// <param name="Threshold">The recommended threshold; null for none.</param>
/// <param name="KnownSource">CIDR block of the source address to allow if its traffic is known; null for none.</param>
/// <param name="Sentences">The recommendation as sentences; empty if the alarm needs no change.</param>
sealed record NextStep(AlarmOutcome Alarm, Detection? Detection, double? Threshold, string? KnownSource, IReadOnlyList<string> Sentences)
{
    /// <summary>Whether the alarm needs no change.</summary>
    public bool IsNone => Sentences.Count == 0;
}
