namespace FlowLogStack.Processing;

/// <summary>An event that cannot be read, or refers to an object that cannot be read.</summary>
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
