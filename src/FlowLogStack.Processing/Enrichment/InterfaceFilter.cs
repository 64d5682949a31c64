namespace FlowLogStack.Processing;

/// <summary>What EC2 is asked of interfaces.</summary>
/// <param name="Name">EC2's name of a filter.</param>
/// <param name="Values">The values it admits.</param>
readonly record struct InterfaceFilter(string Name, IReadOnlyList<string> Values);
