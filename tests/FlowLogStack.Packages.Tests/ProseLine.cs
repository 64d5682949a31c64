namespace FlowLogStack.Packages.Tests;

/// <summary>A line of prose.</summary>
/// <param name="File">Path in the repository.</param>
/// <param name="Number">Number of the line in the file, from 1.</param>
/// <param name="Text">The prose of the line.</param>
sealed record ProseLine(string File, int Number, string Text);
