namespace FlowLogStack.Cli;

/// <summary>A bucket or an object in it cannot be read; the message says which, why and what to do.</summary>
sealed class BucketInputException(string message, Exception? cause = null) : Exception(message, cause);
