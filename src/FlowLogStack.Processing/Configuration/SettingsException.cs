namespace FlowLogStack.Processing;

/// <summary>A variable of the function's environment cannot be used.</summary>
/// <remarks>The message names the variable, its value and the cure.</remarks>
sealed class SettingsException : Exception
{
    public SettingsException(string variable, string message)
        : base(message) => Variable = variable;

    /// <summary>The variable.</summary>
    public string Variable { get; }
}
