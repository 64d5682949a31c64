namespace FlowLogStack.Cli;

/// <summary>The exception for a bucket or object that can't be read. The message contains its name, the cause and the fix.</summary>
sealed class BucketInputException(string message, Exception? cause = null) : Exception(message, cause);
