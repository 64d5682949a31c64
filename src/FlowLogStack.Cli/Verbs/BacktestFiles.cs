namespace FlowLogStack.Cli;

/// <summary>The files for the results of a backtest; null for none.</summary>
/// <param name="Json">JSON file, or <c>-</c> for standard output instead of the table.</param>
/// <param name="Html">File of the page.</param>
/// <param name="JUnit">File of the JUnit report.</param>
/// <param name="Summary">File of the summary in Markdown.</param>
sealed record BacktestFiles(string? Json, string? Html, string? JUnit, string? Summary);
