namespace FlowLogStack.Processing;

/// <summary>An event, or an object it names, cannot be read.</summary>
sealed class EventException : Exception
{
    public EventException(string message)
        : base(message)
    {
    }

    public EventException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
