namespace FlowLogStack.Dashboards;

/// <summary>A panel and its position on the grid of 24 columns.</summary>
sealed record PlacedPanel(Panel Panel, int X, int Y, int Width, int Height);
