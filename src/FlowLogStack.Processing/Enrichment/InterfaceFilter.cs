namespace FlowLogStack.Processing;

/// <summary>A filter of EC2's <c>DescribeNetworkInterfaces</c>.</summary>
/// <param name="Name">EC2's name of the filter.</param>
/// <param name="Values">Accepted values.</param>
readonly record struct InterfaceFilter(string Name, IReadOnlyList<string> Values);
