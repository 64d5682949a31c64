namespace FlowLogStack.Simulation;

/// <summary>The kinds of lines in a connection log.</summary>
enum CaptureLine
{
    /// <summary>A connection.</summary>
    Connection,

    /// <summary>A line that is part of the log and is no connection: a header, a comment, an event of another type.</summary>
    Other,

    /// <summary>A line that the log should not have.</summary>
    Malformed,
}
