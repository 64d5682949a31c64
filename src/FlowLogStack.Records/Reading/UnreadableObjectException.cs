namespace FlowLogStack.Records;

/// <summary>An error of an object that is not flow log text, or is truncated.</summary>
/// <remarks>The message contains the object and the fix. Records read before the error are valid.</remarks>
public sealed class UnreadableObjectException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="objectName">Name of the object, as passed to its reader.</param>
    /// <param name="message">Object, problem and fix.</param>
    /// <param name="innerException">Exception of the decompressor; null if it was not used.</param>
    public UnreadableObjectException(string objectName, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ObjectName = objectName;
    }

    /// <summary>Whether the check that failed comes after the text it checks, so that the text read last may be damaged too. Default: false.</summary>
    internal bool IsFoundLate { get; init; }

    /// <summary>Name of the object.</summary>
    public string ObjectName { get; }
}
