namespace FlowLogStack.Sql;

/// <summary>An error of a statement: its text, or what it does, is not valid on files.</summary>
/// <param name="message">Problem, and the fix where there is one.</param>
/// <param name="innerException">The engine's exception.</param>
public sealed class SqlException(string message, Exception? innerException = null) : Exception(message, innerException);
