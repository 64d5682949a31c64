namespace FlowLogStack.Settings;

/// <summary>Ids of monitored resources.</summary>
static class SourceId
{
    /// <summary>Returns whether an id is that of a transit gateway or of an attachment of one.</summary>
    public static bool IsTransitGateway(string id) => id.StartsWith("tgw-", StringComparison.Ordinal);
}
