namespace FlowLogStack.Simulation;

/// <summary>An alarm's treatment of periods without data: AWS's <c>TreatMissingData</c>.</summary>
public enum MissingDataTreatment
{
    /// <summary>Missing. Without any data, the state is <see cref="AlarmState.InsufficientData"/>. AWS's default.</summary>
    Missing,

    /// <summary>The alarm keeps its state.</summary>
    Ignore,

    /// <summary>A period without data breaches the threshold.</summary>
    Breaching,

    /// <summary>A period without data is within the threshold.</summary>
    NotBreaching,
}
