namespace FlowLogStack.Settings;

/// <summary>The settings cannot be used.</summary>
public sealed class InvalidSettingsException : Exception
{
    /// <summary>States everything that is wrong, under one heading.</summary>
    /// <param name="heading">Which settings these are.</param>
    /// <param name="problems">What is wrong; at least one.</param>
    public InvalidSettingsException(string heading, IReadOnlyList<SettingsProblem> problems)
        : base(string.Join('\n', [heading, .. problems.Select(problem => "  - " + (problem.Path.Length == 0 ? "" : problem.Path + ": ") + problem.Message)])) =>
        Problems = problems;

    /// <summary>What is wrong, in the order of the settings.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; }
}
