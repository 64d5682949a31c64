namespace FlowLogStack.Records;

/// <summary>The subnet of a condition, in the notation of its own version: <c>::ffff:0:0/96</c> is one of version 6.</summary>
readonly record struct InsightsSubnet(AddressRange Range, bool IsVersion6);
