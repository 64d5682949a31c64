namespace FlowLogStack.Simulation;

/// <summary>A vertical annotation.</summary>
sealed record GraphMoment(DateTimeOffset At, string Label, string? Color, DateTimeOffset? Until);
