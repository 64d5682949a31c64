namespace FlowLogStack.Records;

/// <summary>The names of the metrics that an enabler function publishes, with the namespace and the dimension of a processor's.</summary>
static class EnablerMetrics
{
    /// <summary>VPCs of the account that were checked.</summary>
    public const string CheckedVpcs = "CheckedVpcs";

    /// <summary>VPCs with the tag of VPCs that get no flow log.</summary>
    public const string OptedOutVpcs = "OptedOutVpcs";

    /// <summary>Flow logs that VPCs had already.</summary>
    public const string ExistingFlowLogs = "ExistingFlowLogs";

    /// <summary>Flow logs that were created.</summary>
    public const string CreatedFlowLogs = "CreatedFlowLogs";

    /// <summary>Flow logs that a dry run would have created.</summary>
    public const string PlannedFlowLogs = "PlannedFlowLogs";

    /// <summary>Flow logs that could not be created.</summary>
    public const string FailedFlowLogs = "FailedFlowLogs";
}
