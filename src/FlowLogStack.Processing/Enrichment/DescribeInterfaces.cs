namespace FlowLogStack.Processing;

/// <summary>Asks EC2 for network interfaces.</summary>
/// <param name="filters">What they have in common; all of it holds.</param>
/// <param name="cancellation">Ends the call.</param>
/// <returns>Those found, and EC2's error; null when it answered to the end.</returns>
delegate Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> DescribeInterfaces(IReadOnlyList<InterfaceFilter> filters, CancellationToken cancellation);
