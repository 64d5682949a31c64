namespace FlowLogStack.Processing;

/// <summary>Data that was neither delivered nor saved, so its event must not be acknowledged.</summary>
sealed class DeliveryException(string message) : Exception(message);
