namespace FlowLogStack.Processing;

/// <summary>Something was neither delivered nor parked, so its event must not be acknowledged.</summary>
sealed class DeliveryException(string message) : Exception(message);
