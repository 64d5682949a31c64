namespace FlowLogStack.Records;

/// <summary>An object is no flow log text, or ends where it should not.</summary>
/// <remarks>The message names the object and says what to do. Records read before it was thrown are sound.</remarks>
public sealed class UnreadableObjectException : IOException
{
    /// <summary>States what is wrong with the object.</summary>
    /// <param name="objectName">The object, as its reader was told.</param>
    /// <param name="message">The object, what is wrong with it and the cure.</param>
    /// <param name="innerException">What the decompressor said, if it was asked.</param>
    public UnreadableObjectException(string objectName, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ObjectName = objectName;
    }

    /// <summary>The object's name.</summary>
    public string ObjectName { get; }
}
