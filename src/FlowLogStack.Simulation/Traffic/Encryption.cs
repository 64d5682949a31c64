namespace FlowLogStack.Simulation;

/// <summary>The encryption status in an interface's records.</summary>
enum Encryption : sbyte
{
    Unknown = -1,
    None = 0,
    Nitro = 1,
    Application = 2,
    Both = 3,
}
