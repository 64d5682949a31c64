namespace FlowLogStack.Simulation;

/// <summary>A widget with its position and content.</summary>
/// <param name="Title">Title; empty for none.</param>
/// <param name="X">Start column, 0 to 23; null if CloudWatch chooses the position.</param>
/// <param name="Y">Start row.</param>
/// <param name="Width">Width in columns.</param>
/// <param name="Height">Height in rows.</param>
/// <param name="Content">Content of the widget.</param>
sealed record WidgetPreview(string Title, int? X, int? Y, int Width, int Height, WidgetContent Content);
