namespace FlowLogStack.Simulation;

/// <summary>Whether an alarm was right, where the attacks in the records are known.</summary>
enum Judgement
{
    /// <summary>The attacks aren't known, or the alarm didn't enter <c>ALARM</c>.</summary>
    None,

    /// <summary>The alarm was in <c>ALARM</c> only during attacks and the 30 minutes after each.</summary>
    Expected,

    /// <summary>The alarm was in <c>ALARM</c> during attacks and at other times.</summary>
    Mixed,

    /// <summary>The alarm was in <c>ALARM</c> only at other times.</summary>
    Unexpected,
}
