namespace FlowLogStack.Cli;

/// <summary>The exception for output that can't be written.</summary>
sealed class OutputException(IOException cause) : Exception(cause.Message, cause)
{
    const int BrokenPipe = 32;
    const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    const int WindowsPipeClosing = unchecked((int)0x800700E8);

    /// <summary>Whether the reader has closed the pipe, as <c>head</c> does. The command then ends without an error.</summary>
    internal bool ReaderHasLeft { get; } = cause.HResult is BrokenPipe or WindowsBrokenPipe or WindowsPipeClosing;
}
