namespace FlowLogStack.Processing;

/// <summary>The severity of a log line.</summary>
enum LogLevel
{
    /// <summary>An ordinary step.</summary>
    Info,

    /// <summary>A problem that was corrected or will be retried.</summary>
    Warn,

    /// <summary>A failure.</summary>
    Error,
}
