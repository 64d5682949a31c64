namespace FlowLogStack.App;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Path">The setting, as a dotted path such as <c>logs.retentionDays</c>; empty when it is the settings as a whole.</param>
/// <param name="Message">The value and the cure, as a sentence.</param>
public sealed record SettingsProblem(string Path, string Message);

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
