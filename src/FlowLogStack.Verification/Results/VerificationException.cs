namespace FlowLogStack.Verification;

/// <summary>The checks could not run at all: nobody is signed in, no region is set, or AWS cannot be reached. The message has the cure.</summary>
public sealed class VerificationException : Exception
{
    /// <summary>States why.</summary>
    /// <param name="message">Why, and the cure.</param>
    /// <param name="innerException">What the client said.</param>
    public VerificationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
