namespace FlowLogStack.Simulation;

/// <summary>Step of a demo.</summary>
enum DemoStep
{
    /// <summary>Traffic is generated.</summary>
    Generate,

    /// <summary>The template's alarms are run on the traffic.</summary>
    Backtest,
}
