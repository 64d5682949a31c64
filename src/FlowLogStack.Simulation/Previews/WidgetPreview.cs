namespace FlowLogStack.Simulation;

/// <summary>A widget in its place, with what it shows.</summary>
/// <param name="Title">Its title; empty for none.</param>
/// <param name="X">The column it begins in, from 0 to 23; null where CloudWatch chooses the place.</param>
/// <param name="Y">The row it begins in.</param>
/// <param name="Width">The columns it takes.</param>
/// <param name="Height">The rows it takes.</param>
/// <param name="Content">What it shows.</param>
sealed record WidgetPreview(string Title, int? X, int? Y, int Width, int Height, WidgetContent Content);
