namespace FlowLogStack.Simulation;

/// <summary>
/// The exception for a text that isn't a valid CloudFormation template, or can't be tested. The message contains the problem, its place and the fix.
/// </summary>
sealed class TemplateException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The value, its place and the fix.</param>
    /// <param name="innerException">The exception of the JSON parser, if it is the cause.</param>
    public TemplateException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the service doesn't accept the value, instead of it only not being supported by the simulation.</summary>
    internal bool IsRefused { get; init; }
}
