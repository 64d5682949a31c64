namespace FlowLogStack.Processing;

/// <summary>A destination of records.</summary>
interface IOutput
{
    /// <summary>Whether the output writes attributes of network interfaces from EC2. If no output does, EC2 is not called.</summary>
    bool UsesFacts { get; }

    /// <summary>Begins a session for the lines of one origin.</summary>
    OutputSession Open(LineOrigin origin, Run run);
}
