namespace FlowLogStack.Records;

/// <summary>The contract between an enabler construct and its function: the variables of the function's environment.</summary>
/// <remarks>The function's package is that of the processor. <see cref="FlowLogs"/> selects what the function does.</remarks>
static class EnablerVariables
{
    /// <summary>The flow logs to create, as JSON. If it is present, the function is an enabler and not a processor.</summary>
    public const string FlowLogs = "ENABLER_FLOW_LOGS";

    /// <summary>The account of the VPCs; those that other accounts share are left out.</summary>
    public const string Account = "ENABLER_ACCOUNT";

    /// <summary>The tag of VPCs that get no flow log, as key, equals sign and value.</summary>
    public const string OptOutTag = "ENABLER_OPT_OUT_TAG";

    /// <summary>The value of the tag <see cref="CreatorTag"/> of new flow logs.</summary>
    public const string Creator = "ENABLER_CREATOR";

    /// <summary>Whether the function checks its permissions and creates nothing: <c>true</c> or absent.</summary>
    public const string DryRun = "ENABLER_DRY_RUN";

    /// <summary>The key of the tag that the function adds to new flow logs. Its permission to create flow logs requires it.</summary>
    public const string CreatorTag = "FlowLogEnabler";

    /// <summary>The member of an event that starts a reconciliation.</summary>
    public const string Reconcile = "reconcile";
}
