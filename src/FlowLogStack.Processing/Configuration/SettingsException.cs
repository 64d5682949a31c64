namespace FlowLogStack.Processing;

/// <summary>An environment variable of the function that is not valid.</summary>
/// <remarks>The message contains the variable, its value and the fix.</remarks>
sealed class SettingsException : Exception
{
    public SettingsException(string variable, string message)
        : base(message) => Variable = variable;

    /// <summary>Name of the variable.</summary>
    public string Variable { get; }
}
