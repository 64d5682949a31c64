namespace FlowLogStack.Records;

/// <summary>The subnet of a condition, in the notation of its own IP version: <c>::ffff:0:0/96</c> is an IPv6 subnet.</summary>
readonly record struct InsightsSubnet(AddressRange Range, bool IsVersion6);
