namespace FlowLogStack.Simulation;

/// <summary>A text is no CloudFormation template that can be tested; the message names what is wrong, where, and the cure.</summary>
public sealed class TemplateException : FormatException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="message">The value, its place and the cure.</param>
    /// <param name="innerException">What the JSON reader said, if it was that.</param>
    public TemplateException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the service does not accept what it is about; otherwise it is only not simulated.</summary>
    internal bool IsRefused { get; init; }
}
