namespace FlowLogStack.Simulation;

/// <summary>What an alarm makes of periods without data; AWS's <c>TreatMissingData</c>.</summary>
public enum MissingDataTreatment
{
    /// <summary>Nothing: without any data the state is <see cref="AlarmState.InsufficientData"/>. AWS's default.</summary>
    Missing,

    /// <summary>The state stays as it is.</summary>
    Ignore,

    /// <summary>A period without data counts as one beyond the threshold.</summary>
    Breaching,

    /// <summary>A period without data counts as one within the threshold.</summary>
    NotBreaching,
}
