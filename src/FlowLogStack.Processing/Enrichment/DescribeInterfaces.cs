namespace FlowLogStack.Processing;

/// <summary>A call that reads network interfaces from EC2.</summary>
/// <param name="filters">Filters of the call; an interface has to match all of them.</param>
/// <param name="cancellation">Cancels the call.</param>
/// <returns>The interfaces found, and EC2's error; the error is null if the list is complete.</returns>
delegate Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> DescribeInterfaces(IReadOnlyList<InterfaceFilter> filters, CancellationToken cancellation);
