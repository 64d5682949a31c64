namespace FlowLogStack.Verification;

/// <summary>An error that prevents all checks: no credentials, no Region, or no connection to AWS. The message contains the fix.</summary>
public sealed class VerificationException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Problem and fix.</param>
    /// <param name="innerException">Exception of the client.</param>
    public VerificationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
