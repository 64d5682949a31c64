namespace FlowLogStack.Cli;

/// <summary>The output takes no more.</summary>
sealed class OutputException(IOException cause) : Exception(cause.Message, cause)
{
    const int BrokenPipe = 32;
    const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    const int WindowsPipeClosing = unchecked((int)0x800700E8);

    /// <summary>Whether whoever read it has gone, as <c>head</c> does when it has enough: a reason to stop, not an error.</summary>
    internal bool ReaderHasLeft { get; } = cause.HResult is BrokenPipe or WindowsBrokenPipe or WindowsPipeClosing;
}
