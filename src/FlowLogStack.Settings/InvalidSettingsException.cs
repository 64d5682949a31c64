namespace FlowLogStack.Settings;

/// <summary>The exception for settings that aren't valid. Its message lists all problems.</summary>
public sealed class InvalidSettingsException : Exception
{
    /// <summary>Creates the exception with all problems under one heading.</summary>
    /// <param name="heading">The settings with problems, as the first line of the message.</param>
    /// <param name="problems">The problems; at least one.</param>
    public InvalidSettingsException(string heading, IReadOnlyList<SettingsProblem> problems)
        : base(string.Join('\n', [heading, .. problems.Select(problem => "  - " + (problem.Path.Length == 0 ? "" : problem.Path + ": ") + problem.Message)])) =>
        Problems = problems;

    /// <summary>The problems, in the order of the settings.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; }
}
