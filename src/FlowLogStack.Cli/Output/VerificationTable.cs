using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>The result of a verification as a table for terminals: a row for each check, then the recommended actions.</summary>
static class VerificationTable
{
    const string Reset = "\u001b[0m";

    internal static void Write(VerificationResult result, OutputBuffer output, bool showsColor)
    {
        var table = new TextTable(output, [new("Result", false, showsColor ? Paint : null), new("Check", false), new("Subject", false), new("Found", false)]);
        foreach (var check in result.Checks)
            table.Add([WordOf(check.Outcome), WordsOf(check.Kind), check.Subject, check.Detail]);
        table.Finish();
        output.WriteList("Recommended action:", result.Checks.Where(check => check.Cure.Length > 0)
            .Select(check => $"{WordsOf(check.Kind)} {check.Subject}: {check.Cure}."));
        output.WriteList("Notes:", result.Notes);
        output.WriteLine("");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Stack} in {result.Region ?? "a region not known"} at {BacktestJson.TextOf(result.At)}: {result.Count(CheckOutcome.Passed)} passed, "
                + $"{result.Count(CheckOutcome.Warning)} warnings, {result.Count(CheckOutcome.Failed)} failed, {result.Count(CheckOutcome.Skipped)} skipped."));
    }

    static string WordOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "ok",
        CheckOutcome.Failed => "FAILED",
        CheckOutcome.Warning => "warning",
        _ => "skipped",
    };

    /// <summary>Returns the name of a check as words: <c>MetricFilter</c> as "metric filter".</summary>
    static string WordsOf(CheckKind kind)
    {
        var words = new StringBuilder();
        foreach (var letter in kind.ToString())
            words.Append(char.IsAsciiLetterUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        return words.ToString();
    }

    static string Paint(string cell)
    {
        var word = cell.TrimEnd();
        var color = word switch { "ok" => "\u001b[32m", "FAILED" => "\u001b[31m", "warning" => "\u001b[33m", _ => null };
        return color is null ? cell : color + word + Reset + cell[word.Length..];
    }
}
