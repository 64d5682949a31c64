namespace FlowLogStack.App;

/// <summary>The source of the processor's records.</summary>
public enum ForwardSource
{
    /// <summary>The log group, within seconds.</summary>
    Logs,

    /// <summary>The archive, object by object, within minutes.</summary>
    Archive,
}
