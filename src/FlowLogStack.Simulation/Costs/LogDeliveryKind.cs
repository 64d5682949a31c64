namespace FlowLogStack.Simulation;

/// <summary>The kinds of destinations.</summary>
enum LogDeliveryKind
{
    LogGroup,
    Bucket,
    Stream,
}
