namespace FlowLogStack.Simulation;

/// <summary>AWS's names of the treatments of missing data, the values of <c>TreatMissingData</c>.</summary>
static class MissingDataName
{
    /// <summary>Returns the name of a treatment.</summary>
    internal static string Of(MissingDataTreatment treatment) => treatment switch
    {
        MissingDataTreatment.Ignore => "ignore",
        MissingDataTreatment.Breaching => "breaching",
        MissingDataTreatment.NotBreaching => "notBreaching",
        _ => "missing",
    };
}
